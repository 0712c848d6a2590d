"""Frozen texts: kept once for all runs, and checked against their hash whenever they are read."""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final

from jiheng.evaluation.models import FrozenText, ScoreRun
from jiheng.rules.implementation.changes import ALWAYS_READ, Side
from jiheng.rules.implementation.freezing import part_in, result_in
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.law import law_texts
from jiheng.rules.sampling.canonical import sha256

COVERED: Final = ("number", "cause", "instrument", "software", "law", "parameters", "inputs", "result", "figures")


class Broken(Exception):
    """A frozen text is gone or was changed; the message is Chinese."""


def kept(texts: Iterable[str]) -> list[str]:
    """Keep each text unless it is there, and answer the hashes in the same order."""
    hashed = [(sha256(text), text) for text in texts]
    held = set(FrozenText.objects.filter(sha256__in=[each for each, _ in hashed]).values_list("sha256", flat=True))
    new = {each: text for each, text in hashed if each not in held}
    FrozenText.objects.bulk_create(
        [FrozenText(sha256=each, content=zlib.compress(text.encode())) for each, text in new.items()],
        ignore_conflicts=True,
    )
    return [each for each, _ in hashed]


def require_there(hashes: Collection[str]) -> None:
    """Raise ``Broken`` when a text is gone, without unpacking those that are there."""
    found = set(FrozenText.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
    for each in sorted(set(hashes) - found):
        raise Broken(f"底本{each[:12]}不在库里")


def texts_of(hashes: Collection[str]) -> dict[str, str]:
    """The texts of some hashes. Raises ``Broken`` when one is missing or no longer what it was."""
    found = dict(FrozenText.objects.filter(sha256__in=hashes).values_list("sha256", "content"))
    return {each: _unpacked(each, found.get(each)) for each in hashes}


def _unpacked(digest: str, content: bytes | memoryview | None) -> str:
    if content is None:
        raise Broken(f"底本{digest[:12]}不在库里")
    try:
        text = zlib.decompress(bytes(content)).decode()
    except (zlib.error, UnicodeDecodeError) as fault:
        raise Broken(f"底本{digest[:12]}读不出来") from fault
    if sha256(text) != digest:
        raise Broken(f"底本{digest[:12]}的内容和摘要不符，被改动过")
    return text


@cache
def law_text() -> str:
    """All files of the law as one text."""
    return json.dumps(dict(law_texts()), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def inputs_of_run(run: ScoreRun) -> dict[str, str]:
    """The texts of the inputs, part by part."""
    texts = texts_of(set(run.inputs.values()))
    return {name: texts[digest] for name, digest in run.inputs.items()}


def law_of_run(run: ScoreRun) -> dict[str, str]:
    """The files of the law as they stood, by their place."""
    files: dict[str, str] = json.loads(texts_of({run.law})[run.law])
    return files


def result_of_run(run: ScoreRun) -> EvaluationResult:
    """The whole result as it was frozen."""
    return result_in(texts_of({run.result})[run.result])


def side_of(run: ScoreRun, other: ScoreRun) -> Side:
    """A run as one side of a comparison: its result, and those of its inputs the other run does not share."""
    read = {
        name: digest for name, digest in run.inputs.items() if name in ALWAYS_READ or other.inputs.get(name) != digest
    }
    texts = texts_of({run.result, *read.values()})
    return Side(
        result_in(texts[run.result]),
        {name: part_in(name, texts[digest]) for name, digest in read.items()},
        tuple(run.parameters),
        law=run.law,
        software=run.software,
        judged_on=run.judged_on,
    )


def digest_of_run(run: ScoreRun) -> str:
    """What the log keeps of a run: the hash over everything that decides its figures."""
    covered: Mapping[str, object] = {name: getattr(run, name) for name in COVERED}
    dated = {"judged_on": run.judged_on.isoformat(), "conclusion": [run.score, run.grade], **covered}
    return sha256(json.dumps(dated, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
