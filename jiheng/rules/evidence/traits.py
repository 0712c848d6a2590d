"""What a project is, as somebody chose or as its types tell (``law/vocabulary/fieldwork.toml``)."""

from collections.abc import Mapping

from jiheng.rules.clause import clause
from jiheng.rules.evidence.shapes import MaterialKind, ProjectTraits
from jiheng.rules.targets.vocabulary import words

VOCABULARY = "fieldwork"
GUIDANCE, SUBSIDY = "guidance", "subsidy"


@clause("cq2023-7/17")
def asked_for(kind: MaterialKind, traits: ProjectTraits) -> bool | None:
    """Whether material of a kind has to be there: of procurement, acceptance and subsidies, where a project has them.

    ``None`` while nobody chose and the types do not tell.
    """
    answers: Mapping[MaterialKind, tuple[bool | None, str]] = {
        MaterialKind.PROCUREMENT: (traits.has_procurement, "procurement"),
        MaterialKind.ACCEPTANCE: (traits.has_acceptance, "acceptance"),
        MaterialKind.SUBSIDY: (traits.has_subsidy, SUBSIDY),
    }
    if kind not in answers:
        return True
    chosen, list_name = answers[kind]
    return chosen if chosen is not None or not type_with(traits, list_name) else True


@clause("cq2023-7/20")
def site_reason(traits: ProjectTraits) -> str:
    """Why a project has to be seen on the site (Chinese), or nothing.

    Reading taken: the types the article names always have to; bought services and equipment unless somebody chose
    that there is no site; any other when somebody chose that there is one.
    """
    told = type_with(traits, "site")
    if not told and traits.has_site is not False:
        told = type_with(traits, "site_unless_denied")
    if told:
        return f"项目类型是“{told}”"
    return "项目具有特定实施场地" if traits.has_site else ""


@clause("cq2023-7/21")
def benefits_people(traits: ProjectTraits) -> bool | None:
    """Whether a project guides an industry or behaviour, or subsidises certain people.

    ``None`` while nobody chose and the project has no types. Reading taken: an answer of yes to either is enough;
    types with 引导 or 补助 tell, where the question they belong to was not answered.
    """
    answers = (
        _chosen_or_told(traits.is_guidance, GUIDANCE, traits),
        _chosen_or_told(traits.subsidises_people, SUBSIDY, traits),
    )
    if any(answers):
        return True
    return None if None in answers else False


def type_with(traits: ProjectTraits, list_name: str) -> str:
    """The first type of the project with a word of the list in it, or nothing."""
    listed = words(VOCABULARY, list_name)
    return next((each.strip() for each in traits.types if any(word in each for word in listed)), "")


def has_types(traits: ProjectTraits) -> bool:
    return any(each.strip() for each in traits.types)


def _chosen_or_told(chosen: bool | None, list_name: str, traits: ProjectTraits) -> bool | None:
    """The answer chosen, or what the types tell; ``None`` without either."""
    if chosen is not None:
        return chosen
    return bool(type_with(traits, list_name)) if has_types(traits) else None
