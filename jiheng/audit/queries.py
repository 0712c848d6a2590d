"""Reading the chain."""

from collections.abc import Iterator

from django.db import models, transaction

from jiheng.audit.chain import Link, Problem, broken_links
from jiheng.audit.models import ChainHead, Event


def links() -> Iterator[Link]:
    """Every event in order, a few at a time."""
    columns = (
        *("seq", "at", "actor_id", "organisation_id", "action", "subject_type", "subject_id"),
        *("before", "after", "previous_hash", "hash"),
    )
    for row in Event.objects.order_by("seq").values_list(*columns).iterator(chunk_size=2000):
        yield Link(*row)


@transaction.atomic
def verify() -> list[Problem]:
    """Every break of the chain, in order; empty when it is whole.

    Nothing can be appended between reading the rows and reading the head.
    """
    heads = list(ChainHead.objects.select_for_update())
    if len(heads) != 1:
        return [Problem(0, f"链头应有一条，实有{len(heads)}条")]
    return broken_links(links(), heads[0].count, heads[0].hash)


def anchor() -> str:
    """The head as ``count:hash``, to be written down outside the database."""
    head = ChainHead.objects.get()
    return f"{head.count}:{head.hash}"


def contradicts(written: str) -> str:
    """Why the chain does not contain an anchor written down earlier, in Chinese; empty when it does.

    This finds even a chain that was rewritten as a whole, hashes and head included.
    A malformed anchor is a ``ValueError``.
    """
    count, _, digest = written.partition(":")
    if not count.isdigit() or not digest:
        raise ValueError("锚点应写作“条数:摘要”")
    if count == "0" or Event.objects.filter(seq=int(count), hash=digest).exists():
        return ""
    return f"第{count}条的摘要与当时记下的锚点不同，整条链可能被重写"


def events_about(subject: models.Model) -> models.QuerySet[Event]:
    """The events of one row, oldest first, with who did them."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk)).select_related(
        "actor", "organisation"
    )
