"""Plain shapes of a key evaluation (重点评价): why it is one, who reviewed it, what finance said, where it went."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.experts.shapes import ExpertReview


class KeyState(StrEnum):
    """Where a key evaluation stands, in the order it goes through."""

    DRAFT = "报告草稿"
    EXPERTS = "专家评审"
    FINANCE = "财政审核"
    APPROVED = "通过"
    FILED = "备案"


class Body(StrEnum):
    """To whom a result goes: reported to the first, filed with the other three."""

    FINANCE = "财政部门"
    GOVERNMENT = "本级政府"
    PARTY = "本级党委"
    CONGRESS = "本级人大"


FILED_WITH = (Body.GOVERNMENT, Body.PARTY, Body.CONGRESS)


@dataclass(frozen=True, slots=True)
class KeyGround:
    """Why the project is a key one: the document that asks for it, and two answers with what they stand on.

    ``budget`` is what is on record of the project's money, in 元, when anything is. ``panel_note`` is the word on the
    number of experts.
    """

    basis: str = ""
    amount_large: bool | None = None
    amount_evidence: str = ""
    attention_high: bool | None = None
    attention_evidence: str = ""
    confirmed_on: date | None = None
    panel_note: str = ""
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FinanceView:
    """The last word of finance on a 正式稿; ``approved`` is ``None`` while it is being read.

    ``intact`` says that what was approved is still what the version holds.
    """

    asked_on: date
    approved: bool | None = None
    decided_on: date | None = None
    intact: bool = True


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of the 正式稿. ``receipt`` says that there is a file of 送达凭证."""

    body: Body
    sent_on: date
    number: str = ""
    received_on: date | None = None
    receipt: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether anything shows that it arrived: a number of the letter, or the receipt."""
        return bool(self.number.strip()) or self.receipt


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Everything the rules read. ``ground`` is ``None`` for an evaluation nobody put forward as a key one.

    ``requirements`` says that the project uses 文件A; ``version`` names the 正式稿 that stands now, when there is
    one, and ``finance`` and ``deliveries`` are about that very version.
    """

    requirements: bool
    ground: KeyGround | None = None
    reviews: tuple[ExpertReview, ...] = ()
    version: str = ""
    finance: FinanceView | None = None
    deliveries: tuple[Delivery, ...] = ()

    @property
    def is_key(self) -> bool:
        return self.ground is not None

    @property
    def applies(self) -> bool:
        return self.requirements or self.is_key

    @property
    def approved_on(self) -> date | None:
        """The day finance let the present version pass."""
        view = self.finance
        return view.decided_on if view and view.approved and view.intact else None

    def delivery_to(self, body: Body) -> Delivery | None:
        return next((one for one in self.deliveries if one.body is body), None)
