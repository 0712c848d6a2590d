"""Points of the three qualitative bands."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.law import rulebook
from jiheng.rules.scoring.qualitative import band_for, qualitative_bands_for, score_qualitative
from jiheng.rules.targets.shapes import Band

D = Decimal
DAY = date(2024, 1, 1)
NATIONAL = qualitative_bands_for(rulebook("mof2020-10", DAY))
pytestmark = pytest.mark.clause("mof2020-10/4.3")


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        ("1", Band.REACHED),
        ("0.80", Band.REACHED),
        ("0.7999", Band.PARTLY),
        ("0.60", Band.PARTLY),
        ("0.5999", Band.MISSED),
        ("0", Band.MISSED),
    ],
)
def test_each_floor_belongs_to_the_better_band(rate: str, band: Band) -> None:
    assert band_for(D(rate), NATIONAL) is band


@pytest.mark.clause("hubei/4.3")
@pytest.mark.parametrize(("rate", "band"), [("0.50", Band.PARTLY), ("0.4999", Band.MISSED), ("0.80", Band.REACHED)])
def test_the_second_band_of_hubei_starts_at_a_half(rate: str, band: Band) -> None:
    assert band_for(D(rate), qualitative_bands_for(rulebook("hubei", DAY))) is band


@pytest.mark.parametrize(
    ("band", "rate", "due"),
    [
        (Band.PARTLY, "0.80", "80%属达成预期指标档"),
        (Band.REACHED, "0.79", "79%属部分达成预期指标并具有一定效果档"),
        (Band.MISSED, "0.60", "60%属部分达成预期指标并具有一定效果档"),
        (Band.PARTLY, "0.59", "59%属未达成预期指标且效果较差档"),
    ],
)
def test_a_rate_outside_its_band_stops_the_score(band: Band, rate: str, due: str) -> None:
    score = score_qualitative(band, D(rate), D(10), NATIONAL, reason="进度滞后")
    assert score.value is None
    assert score.findings[0].blocks
    assert due in score.findings[0].message


@pytest.mark.parametrize(
    ("band", "rate", "value"),
    [(Band.REACHED, "0.8", "8.00"), (Band.PARTLY, "0.6", "6.00"), (Band.MISSED, "0", "0.00")],
)
def test_a_rate_inside_its_band_earns_its_share(band: Band, rate: str, value: str) -> None:
    assert score_qualitative(band, D(rate), D(10), NATIONAL, reason="进度滞后").value == D(value)


@pytest.mark.parametrize(("band", "rate"), [(Band.PARTLY, "0.7"), (Band.MISSED, "0.3")])
def test_the_lower_bands_need_a_reason(band: Band, rate: str) -> None:
    bare = score_qualitative(band, D(rate), D(10), NATIONAL, reason="  ")
    assert [finding.code for finding in bare.findings] == ["E-S-12"]
    assert score_qualitative(band, D(rate), D(10), NATIONAL, reason="进度滞后").findings == ()


def test_the_top_band_needs_no_reason_but_is_reminded_of_evidence() -> None:
    assert score_qualitative(Band.REACHED, D(1), D(10), NATIONAL).findings == ()
    assert score_qualitative(Band.REACHED, D(1), D(10), NATIONAL, has_evidence=True).findings == ()
    reminded = score_qualitative(Band.REACHED, D(1), D(10), NATIONAL, has_evidence=False)
    assert (reminded.value, reminded.findings[0].code) == (D("10.00"), "W-S-13")


@pytest.mark.parametrize(
    ("band", "rate", "code"),
    [
        (None, D("0.9"), "E-S-11"),
        (Band.REACHED, None, "E-S-11"),
        (Band.REACHED, D("1.01"), "E-S-10"),
        (Band.MISSED, D("-0.01"), "E-S-10"),
    ],
)
def test_a_missing_band_or_an_impossible_rate_is_not_scored(
    band: Band | None, rate: Decimal | None, code: str
) -> None:
    score = score_qualitative(band, rate, D(10), NATIONAL, reason="进度滞后")
    assert (score.value, score.findings[0].code) == (None, code)


@pytest.mark.parametrize(
    ("band", "span", "start"),
    [(Band.REACHED, "[80%，100%]", "1"), (Band.PARTLY, "[60%，80%)", "0.70"), (Band.MISSED, "[0%，60%)", "0.30")],
)
def test_a_band_says_its_range_and_its_starting_rate(band: Band, span: str, start: str) -> None:
    assert (NATIONAL.span(band), NATIONAL.start(band)) == (span, D(start))
