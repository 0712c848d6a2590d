"""Whether a document about to be registered stands in the register already."""

from collections.abc import Sequence

from jiheng.rules.basis.references import cited, reference_key
from jiheng.rules.basis.shapes import BasisDocument

LONGEST_KEY = 200


def key_for(document: BasisDocument) -> str:
    """The key entered; else the 文号; else as much of the title as a key holds."""
    named = (document.key, document.number, document.title)
    return next((each.strip() for each in named if each.strip()), "")[:LONGEST_KEY]


def with_number(number: str, documents: Sequence[BasisDocument]) -> BasisDocument | None:
    """The registered document that bears a 文号, as its number or as its key; ``None`` without one."""
    wanted = reference_key(number)
    if not wanted:
        return None
    named = (each for each in documents if wanted in {reference_key(each.number), reference_key(each.key)})
    return next(named, None)


def against_registering(document: BasisDocument, documents: Sequence[BasisDocument]) -> str:
    """Why a document cannot be registered, with what to do; empty when it can."""
    same = with_number(document.number, documents)
    if same is not None:
        return f"{cited(same)}已经登记。是同一份的，请归到已登记的文件；不是同一份的，请核对文号"
    wanted = reference_key(document.key)
    taken = next((each for each in documents if reference_key(each.key) == wanted), None)
    if taken is not None:
        return (
            f"文件简称“{document.key}”已用于{cited(taken)}。是同一份的，请归到已登记的文件；不是同一份的，请另写简称"
        )
    return ""
