"""Points of a qualitative indicator in three bands."""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import exact, plain
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.explanation import Explanation, equals, share
from jiheng.rules.targets.shapes import Band

CLAUSE = "mof2020-10/4.3"


@dataclass(frozen=True, slots=True)
class QualitativeBands:
    """Floors of the three bands and the rates a page starts from, all ratios."""

    reached: Decimal
    partly: Decimal
    missed: Decimal
    start_reached: Decimal
    start_partly: Decimal
    start_missed: Decimal

    def floor(self, band: Band) -> Decimal:
        return {Band.REACHED: self.reached, Band.PARTLY: self.partly, Band.MISSED: self.missed}[band]

    def start(self, band: Band) -> Decimal:
        """The rate a page offers; a person has to confirm it."""
        return {Band.REACHED: self.start_reached, Band.PARTLY: self.start_partly, Band.MISSED: self.start_missed}[
            band
        ]

    def span(self, band: Band) -> str:
        """The band's range as people write it: ``[60%，80%)``."""
        above = {Band.REACHED: None, Band.PARTLY: self.reached, Band.MISSED: self.partly}[band]
        end = "100%]" if above is None else f"{share(above)})"
        return f"[{share(self.floor(band))}，{end}"


def qualitative_bands_for(book: Rulebook) -> QualitativeBands:
    entry = book.entry("qualitative_bands")
    names = ("reached", "partly", "missed", "start_reached", "start_partly", "start_missed")
    return QualitativeBands(*(entry.decimal(name) for name in names))


@clause(CLAUSE)
def band_for(rate: Decimal, bands: QualitativeBands) -> Band:
    """The band a rate belongs to; each floor belongs to the band above it (80 % is 达成预期指标)."""
    if rate >= bands.reached:
        return Band.REACHED
    return Band.PARTLY if rate >= bands.partly else Band.MISSED


@clause(CLAUSE)
def score_qualitative(
    band: Band | None,
    rate: Decimal | None,
    points: Decimal,
    bands: QualitativeBands,
    *,
    reason: str = "",
    has_evidence: bool | None = None,
) -> Score:
    """Score a band chosen first and a rate (a ratio) inside it: rate times the points.

    A rate outside the chosen band stops the score. The two lower bands need a reason; the top band without
    evidence (``has_evidence`` false, ``None`` when nobody asked) is reminded.
    """
    chosen = "未选" if band is None else f"“{band.label}”{bands.span(band)}"
    inputs = f"档次{chosen}，得分率{'空白' if rate is None else share(rate)}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), "定性指标：先选档，再在该档区间内填得分率；得分=得分率×分值", inputs)
    if band is None or rate is None:
        return explanation.no_score(failed("E-S-11", "定性指标须先选定一档并填写得分率"))
    if not 0 <= rate <= 1:
        return explanation.no_score(failed("E-S-10", f"得分率{share(rate)}不在0%到100%之间"))
    due = band_for(rate, bands)
    if due is not band:
        return explanation.no_score(failed("E-S-10", f"{share(rate)}属{due.label}档，请改选档次或改正得分率"))
    raw = exact(rate) * exact(points)
    findings = _notes(band, reason, has_evidence)
    return explanation.score(raw, equals(f"{share(rate)}×{plain(points)}", raw), *findings)


def _notes(band: Band, reason: str, has_evidence: bool | None) -> tuple[Finding, ...]:
    if band is Band.REACHED:
        missing = has_evidence is False
        return (failed("W-S-13", "选了“达成预期指标”而没有佐证材料，请补充佐证"),) if missing else ()
    if not reason.strip():
        return (failed("E-S-12", f"选了“{band.label}”，须填写偏差原因"),)
    return ()
