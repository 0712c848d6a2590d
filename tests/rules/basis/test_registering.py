"""Registering a document once: by its 文号 in any spelling, else by its short name."""

import pytest

from jiheng.rules.basis.registering import against_registering, key_for, with_number
from jiheng.rules.basis.shapes import BasisDocument

NOTICE = BasisDocument("清财建〔2025〕9号", "关于下达补助的通知", number="清财建〔2025〕9号")
LAW = BasisDocument("预算法", "中华人民共和国预算法")


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (BasisDocument(" 补助通知 ", "关于下达补助的通知", number="清财建〔2025〕9号"), "补助通知"),
        (BasisDocument("", "关于下达补助的通知", number="清财建〔2025〕9号"), "清财建〔2025〕9号"),
        (BasisDocument("", "中华人民共和国预算法"), "中华人民共和国预算法"),
        (BasisDocument("", "长" * 300), "长" * 200),
    ],
)
def test_a_document_is_known_by_its_short_name_its_number_or_its_title(document: BasisDocument, key: str) -> None:
    assert key_for(document) == key


@pytest.mark.parametrize("written", ["清财建〔2025〕9号", "清财建[2025] 09号", "清财建（2025）第9号"])
def test_the_same_number_is_found_however_it_is_written(written: str) -> None:
    assert with_number(written, [LAW, NOTICE]) is NOTICE


def test_no_number_is_nobodys_number() -> None:
    assert with_number("", [LAW, NOTICE]) is None
    assert with_number("清财建〔2025〕10号", [LAW, NOTICE]) is None


def test_a_number_registered_already_stands_against_registering() -> None:
    said = against_registering(BasisDocument("另一个", "另一份", number="清财建[2025]9号"), [LAW, NOTICE])
    assert "《关于下达补助的通知》（清财建〔2025〕9号）已经登记" in said


def test_a_short_name_in_use_stands_against_registering() -> None:
    said = against_registering(BasisDocument("预算法", "预算法实施条例"), [LAW, NOTICE])
    assert "文件简称“预算法”已用于《中华人民共和国预算法》" in said


def test_nothing_stands_against_a_new_document() -> None:
    assert against_registering(BasisDocument("管理办法", "补助资金管理办法"), [LAW, NOTICE]) == ""
