"""How a report template that cannot be used is refused."""

from collections.abc import Sequence

from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.templates import Fault


class TemplateUnfit(Refused):
    """A template that cannot carry a report; ``faults`` say where and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        more = f"；另有{len(faults) - 1}处" if len(faults) > 1 else ""
        super().__init__(f"报告模板不能用。{faults[0].said}{more}")
        self.faults = tuple(faults)
