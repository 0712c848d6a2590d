"""A score with everything it was made of, as text: frozen today, repeated any time with the same digits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final, TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.exact_json import field_kinds, from_text, to_text
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import Entry, Rulebook
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation

PREPARED: Final = (
    "project", "lines", "sampling", "manual_points", "parts", "indicators", "base_fields", "point_values",
)  # fmt: skip
"""The parts of a preparation that scoring reads."""

ENTERED: Final = tuple(one.name for one in fields(Implementation))

KINDS: Final[Mapping[str, Any]] = {
    **{name: field_kinds(Preparation)[name] for name in PREPARED},
    **{name: field_kinds(Implementation)[name] for name in ENTERED},
}
"""What each part is made of."""

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WatchedRulebook(Rulebook):
    """A rulebook that remembers which of its entries were asked for."""

    asked: dict[str, Entry] = field(default_factory=dict, compare=False)

    def entry(self, name: str) -> Entry:
        found = Rulebook.entry(self, name)
        self.asked[name] = found
        return found


@dataclass(frozen=True, slots=True)
class Frozen:
    """``inputs`` are texts by part, ``result`` is the text of the whole result; ``parameters`` are ready for JSON."""

    inputs: Mapping[str, str]
    result: str
    scored: EvaluationResult
    parameters: tuple[Json, ...]
    figures: Mapping[str, Json]


@clause("cq2023-7/27")
def freeze(preparation: Preparation, given: Implementation, on: date) -> Frozen:
    """Score by the rules of a day and keep all of it.

    Reading taken: where a row stands on a sheet is no part of a score, so it is not kept.
    """
    result, book = _scored(preparation, given, on)
    parameters = tuple(_parameter(book.asked[name]) for name in sorted(book.asked))
    return Frozen(inputs_of(preparation, given), to_text(result), result, parameters, figures_of(result))


@clause("cq2023-7/27")
def repeat(inputs: Mapping[str, str], on: date) -> EvaluationResult:
    """Score frozen inputs once more, by the rules of the same day."""
    return _scored(*shapes_in(inputs), on)[0]


def _scored(preparation: Preparation, given: Implementation, on: date) -> tuple[EvaluationResult, WatchedRulebook]:
    book, noted = rulebook_for(preparation.project, on)
    watched = WatchedRulebook(book.instruments, book.on)
    return score_evaluation(preparation, given, watched, noted), watched


def inputs_of(preparation: Preparation, given: Implementation) -> dict[str, str]:
    """What is read for a score, part by part."""
    sources: dict[str, object] = dict.fromkeys(PREPARED, preparation) | dict.fromkeys(ENTERED, given)
    return {name: to_text(getattr(source, name), KINDS[name]) for name, source in sources.items()}


def part_in(name: str, text: str) -> Any:
    """One part of what was read, as its shapes."""
    return from_text(text, KINDS[name])


def shapes_in(inputs: Mapping[str, str]) -> tuple[Preparation, Implementation]:
    """The shapes again; a part that was not kept is empty."""
    read = {name: part_in(name, text) for name, text in inputs.items() if name in KINDS}
    prepared, entered = ({name: read[name] for name in names if name in read} for names in (PREPARED, ENTERED))
    return Preparation(**prepared), Implementation(**entered)


def result_in(text: str) -> EvaluationResult:
    """The result a run kept."""
    return from_text(text, EvaluationResult)


def figures_of(result: EvaluationResult) -> dict[str, Json]:
    """Value and score of every indicator: exact as a fraction, and as printed."""
    return {
        called(one.indicator): {
            "name": one.indicator.name,
            "points": f"{one.indicator.points:f}",
            "value": one.value,
            "exact": None if one.final.raw is None else str(one.final.raw),
            "raw_score": None if one.raw.value is None else f"{one.raw.value:f}",
            "final_score": None if one.final.value is None else f"{one.final.value:f}",
        }
        for part in result.parts
        for one in part.indicators
    }


def called(indicator: Indicator) -> str:
    """What an indicator is called in a whole evaluation: by its code, in a split one behind its sub-project."""
    return f"{indicator.part} {indicator.code}" if indicator.part else indicator.code


def _parameter(entry: Entry) -> Json:
    values = {key: value if isinstance(value, bool | list) else str(value) for key, value in entry.values.items()}
    return {
        "name": entry.name,
        "instrument": entry.instrument,
        "clause": entry.clause,
        "since": entry.since.isoformat(),
        "values": values,
    }
