"""The JSON of a check: the keys scripts rely on, figures as decimal strings, and the same text every time."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.result_json import Json, preparation_json
from jiheng.rules.preparation.shapes import Preparation, Project

ON = date(2023, 3, 1)
GOOD = demo_preparation()


def json_of(preparation: Preparation) -> Json:
    return preparation_json(check(preparation, rulebook("cq2023-7", ON), ON))


DEMO = json_of(GOOD)


def test_the_keys_are_those_of_the_command() -> None:
    assert list(DEMO) == ["catalogue", "schedule", "execution", "sampling", "indicators", "split", "findings"]
    assert {"order", "number", "title", "force", "date", "included", "reason"} <= DEMO["catalogue"][0].keys()
    assert {"node", "area", "use", "mode", "planned", "document", "lost", "deviation_days"} <= DEMO["schedule"][
        0
    ].keys()
    assert {"number", "amount", "lines_sum", "difference"} <= DEMO["execution"]["releases"][0].keys()
    assert DEMO["execution"]["summaries"]["用途"][0].keys() == {"value", "budget", "actual", "rate", "share"}
    assert {"seed", "frame_hash", "strata", "coverage"} <= DEMO["sampling"].keys()
    assert DEMO["sampling"]["strata"][0].keys() == {"key", "units", "money", "allocated", "drawn"}
    assert {"weights_ok", "missing", "targets"} == DEMO["indicators"].keys()
    assert DEMO["indicators"]["targets"][0].keys() == {"name", "value", "source", "lost"}
    assert DEMO["split"][0].keys() == {"use", "share", "advised_weight"}
    assert {"code", "severity", "message", "clause", "where"} <= DEMO["findings"][0].keys()


def test_the_lower_document_in_conflict_is_listed_out_with_its_reason() -> None:
    out = [entry for entry in DEMO["catalogue"] if not entry["included"]]
    assert [(entry["number"], entry["order"]) for entry in out] == [("青财建〔2021〕40号", None)]
    assert "通村公路补助标准" in out[0]["reason"]
    included = [entry for entry in DEMO["catalogue"] if entry["included"]]
    assert [entry["order"] for entry in included] == list(range(1, 10))
    assert included[0]["title"] == "中华人民共和国公路法"


def test_the_date_of_the_higher_document_counts_and_the_other_lost() -> None:
    node = next(line for line in DEMO["schedule"] if line["node"] == "道路工程竣工")
    assert (node["planned"], node["document"], node["deviation_days"]) == ("2022-11-30", "云交发〔2022〕14号", 8)
    assert [(lost["document"], lost["date"]) for lost in node["lost"]] == [("青府发〔2022〕5号", "2022-12-20")]


def test_money_and_ratios_are_decimal_strings() -> None:
    release = DEMO["execution"]["releases"][0]
    assert (release["amount"], release["lines_sum"], release["difference"]) == ("2990000.00", "2990000.00", "0.00")
    works = next(row for row in DEMO["execution"]["summaries"]["用途"] if row["value"] == "道路工程")
    assert works == {
        "value": "道路工程", "budget": "1570000.00", "actual": "1570000.00", "rate": "1.0000", "share": "0.3443"
    }  # fmt: skip
    roads = next(row for row in DEMO["execution"]["summaries"]["用途"] if row["value"] == "通村公路补助")
    assert (roads["actual"], roads["rate"]) == (None, None)


def test_at_least_twelve_points_stand_in_three_areas_and_two_uses() -> None:
    points = DEMO["sampling"]["points"]
    drawn = [unit for stratum in DEMO["sampling"]["strata"] for unit in stratum["drawn"]]
    assert len(drawn) == 12
    assert len(points) == 13
    values = [point["stratum"].split("｜") for point in points]
    assert len({area for _, area in values}) == 3
    assert len({use for use, _ in values}) >= 2


def test_without_a_draw_the_strata_are_shown_all_the_same() -> None:
    undrawn = json_of(replace(GOOD, sampling=replace(GOOD.sampling, seed="")))["sampling"]
    assert undrawn["seed"] == ""
    assert {stratum["allocated"] for stratum in undrawn["strata"]} == {0}
    assert undrawn["frame_hash"] == DEMO["sampling"]["frame_hash"]


def test_advised_weights_make_one_hundred() -> None:
    assert sum(Decimal(row["advised_weight"]) for row in DEMO["split"]) == 100


def test_nothing_entered_gives_empty_lists_and_no_share() -> None:
    empty = json_of(Preparation(Project("", "")))
    assert (empty["catalogue"], empty["schedule"], empty["split"]) == ([], [], [])
    assert empty["sampling"]["coverage"]["rate"] is None


def test_the_same_preparation_gives_the_same_text() -> None:
    assert json.dumps(json_of(GOOD), ensure_ascii=False) == json.dumps(DEMO, ensure_ascii=False)
