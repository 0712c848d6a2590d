"""Material that may not support points says why in a word."""

import pytest

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.usability import unusable_for

pytestmark = pytest.mark.clause("cq2023-7/23")


@pytest.mark.parametrize("nature", [Nature.PRIMARY, Nature.SUPERVISORY])
def test_first_hand_material_and_findings_of_supervisors_may(nature: Nature) -> None:
    assert unusable_for(nature) == ""


@pytest.mark.parametrize(
    ("nature", "word"),
    [
        (Nature.ENTITY_SUMMARY, "被评价单位总结报告"),
        (Nature.IMPLEMENTER_SUMMARY, "实施单位总结报告"),
        (Nature.THIRD_PARTY_DRAFT, "其他第三方起草的资料"),
        (Nature.CONSULTATION, "咨询意见"),
        (None, "没有选来源性质"),
    ],
)
def test_everything_else_says_what_it_is(nature: Nature | None, word: str) -> None:
    assert unusable_for(nature) == word
    assert unusable_for(nature, as_lead=True) == word


def test_first_hand_material_kept_as_a_lead_supports_nothing() -> None:
    assert unusable_for(Nature.PRIMARY, as_lead=True) == "只作线索"
