"""Questions to start a questionnaire from; the list is reference material (``reference/question_bank.toml``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from jiheng.rules.law import LAW_FOLDER, read_toml
from jiheng.rules.surveys.coverage import WITHIN_TOPICS
from jiheng.rules.surveys.shapes import Party, Question, Topic

SHIPPED: Final = LAW_FOLDER.parent / "reference" / "question_bank.toml"


class UnfitBank(ValueError):
    """The list of questions is not usable; the message is Chinese and names the entry."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question for one party. ``options`` are answers with their points (分 of 100), ``None`` for plain facts."""

    party: Party
    topic: str
    kind: str
    text: str
    options: tuple[tuple[str, Decimal | None], ...]


def bank_from(entries: Mapping[str, Any]) -> tuple[BankQuestion, ...]:
    """The questions of a parsed ``question_bank.toml``, in its order. Raises ``UnfitBank``."""
    scales = {scale["id"]: scale for scale in entries.get("scale", [])}
    return tuple(_question(entry, scales) for entry in entries.get("question", []))


@cache
def shipped_bank() -> tuple[BankQuestion, ...]:
    """The questions of ``reference/question_bank.toml``, read once."""
    return bank_from(read_toml(SHIPPED))


def _question(entry: Mapping[str, Any], scales: Mapping[str, Mapping[str, Any]]) -> BankQuestion:
    text = str(entry.get("text", ""))
    if entry.get("party") not in set(Party):
        raise UnfitBank(f"题库“{text}”的相关方“{entry.get('party', '')}”不在{'、'.join(Party)}之内")
    if entry.get("topic") not in {*Topic, *WITHIN_TOPICS}:
        raise UnfitBank(f"题库“{text}”的主题“{entry.get('topic', '')}”不在{'、'.join((*Topic, *WITHIN_TOPICS))}之内")
    scale = scales.get(entry.get("scale", ""))
    if scale is None:
        raise UnfitBank(f"题库“{text}”的答案组“{entry.get('scale', '')}”没有定义")
    return BankQuestion(Party(entry["party"]), entry["topic"], scale["kind"], text, _options(scale["options"]))


def _options(options: Iterable[Sequence[Any]]) -> tuple[tuple[str, Decimal | None], ...]:
    return tuple((str(option[0]), Decimal(option[1]) if len(option) > 1 else None) for option in options)


def starting_questions(
    bank: Sequence[BankQuestion], party: Party, questionnaire: str, first_number: int = 1
) -> tuple[Question, ...]:
    """The bank's questions for a party as questions of a questionnaire, numbered from ``first_number``."""
    meant = [each for each in bank if each.party is party]
    return tuple(
        Question(questionnaire, str(number), each.text, each.kind, each.topic, each.options)
        for number, each in enumerate(meant, start=first_number)
    )
