"""The one writer of events."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from jiheng.audit.chain import Link, Plain, canonical, link_hash
from jiheng.audit.models import ChainHead, Event


def hold() -> None:
    """Let nobody else append an event until the transaction ends; whoever did is seen from here on."""
    ChainHead.objects.select_for_update().get()


@transaction.atomic
def record(
    actor: AbstractBaseUser | None,
    action: str,
    subject: models.Model,
    *,
    at: datetime,
    organisation_id: int | None = None,
    before: Mapping[str, Plain] | None = None,
    after: Mapping[str, Plain] | None = None,
) -> Event:
    """Append one event (``goal.submitted``) about ``subject`` to the chain, inside the caller's transaction.

    ``actor`` is ``None`` for what the system does by itself. ``organisation_id`` defaults to that of the
    subject. Call it last in an action: the head of the chain stays locked until the transaction ends.
    """
    head = ChainHead.objects.select_for_update().get()
    link = Link(
        seq=head.count + 1,
        at=at,
        actor=actor.pk if actor else None,
        organisation=organisation_id or getattr(subject, "organisation_id", None),
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        before=canonical(before or {}),
        after=canonical(after or {}),
        previous_hash=head.hash,
        hash="",
    )
    link = replace(link, hash=link_hash(link))
    event = _stored(link)
    ChainHead.objects.filter(pk=head.pk, count=head.count).update(count=link.seq, hash=link.hash)
    return event


def _stored(link: Link) -> Event:
    return Event.objects.create(
        seq=link.seq,
        at=link.at,
        actor_id=link.actor,
        organisation_id=link.organisation,
        action=link.action,
        subject_type=link.subject_type,
        subject_id=link.subject_id,
        before=link.before,
        after=link.after,
        previous_hash=link.previous_hash,
        hash=link.hash,
    )
