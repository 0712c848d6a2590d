"""Share a whole out in proportion so that the parts add up to it exactly."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import Number, exact


@clause("mof2020-10/4.8")
def share_out(whole: Decimal, weights: Sequence[Number], places: int = 2) -> tuple[Decimal, ...]:
    """Split ``whole`` (written with at most ``places`` decimals) by ``weights`` into parts of ``places`` decimals.

    Weights are not negative and not all zero. Each part is first cut down; the units left over go to the largest
    remainders. A tie goes to the larger weight, then to the earlier one, so the answer never depends on the machine.
    """
    total = sum(map(exact, weights), exact(0))
    if total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights are not negative and not all zero")
    units_in_all = exact(whole) * 10**places
    if units_in_all.denominator != 1:
        raise ValueError(f"{whole} has more than {places} decimals")
    ideal = [units_in_all * exact(weight) / total for weight in weights]
    units = [part.numerator // part.denominator for part in ideal]
    left = units_in_all.numerator - sum(units)
    order = sorted(range(len(units)), key=lambda i: (units[i] - ideal[i], -exact(weights[i]), i))
    for index in order[:left]:
        units[index] += 1
    return tuple(Decimal(unit).scaleb(-places) for unit in units)
