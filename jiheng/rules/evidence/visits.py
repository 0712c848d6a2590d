"""走访调查: whom the evaluators talked to and about what (第二十一条)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.shapes import ProjectTraits
from jiheng.rules.evidence.traits import benefits_people
from jiheng.rules.evidence.visit_shapes import Visit, Visited, VisitTopic
from jiheng.rules.finding import Finding
from jiheng.rules.wording import quoted

CLAUSE = "cq2023-7/21"
TOPICS = (VisitTopic.NECESSITY, VisitTopic.REASONABLENESS, VisitTopic.EFFECT, VisitTopic.LASTING)
STAKEHOLDERS = frozenset({Visited.STAKEHOLDER, Visited.BENEFICIARY})
VISITS = "走访记录"
LEFT_OUT = frozenset({Visited.NOT_BENEFITING, Visited.NOT_APPLYING})


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many talks with one kind of people there were, in all and on each topic in the order of ``VisitTopic``."""

    kind: Visited
    visits: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitCoverage:
    """对象 × 内容: who was talked to about what."""

    rows: tuple[CoverageRow, ...]
    topics: frozenset[VisitTopic]

    def visits(self, kinds: Iterable[Visited]) -> bool:
        """Whether anybody of these kinds was talked to."""
        wanted = frozenset(kinds)
        return any(row.visits for row in self.rows if row.kind in wanted)

    @property
    def missing_topics(self) -> tuple[VisitTopic, ...]:
        return tuple(topic for topic in TOPICS if topic not in self.topics)


@clause(CLAUSE)
def visit_coverage(visits: Sequence[Visit]) -> VisitCoverage:
    """The table of people by topics. A topic counts where something was written down on it."""
    told = [(frozenset(each.kinds), frozenset(topic for topic, said in each.said if said.strip())) for each in visits]
    rows = tuple(
        CoverageRow(
            kind,
            sum(kind in kinds for kinds, _ in told),
            tuple(sum(kind in kinds and topic in topics for kinds, topics in told) for topic in VisitTopic),
        )
        for kind in Visited
    )
    return VisitCoverage(rows, frozenset(topic for _, topics in told for topic in topics))


@clause(CLAUSE)
def check_visits(visits: Sequence[Visit], traits: ProjectTraits, where: str = "") -> list[Finding]:
    """Everything 第二十一条 asks of the talks, in the order of the codes; ``where`` is the list of talks."""
    covered = visit_coverage(visits)
    return [
        check_both_sides(covered, traits, where),
        check_topics(covered, where),
        check_people(covered, where),
    ]


@clause(CLAUSE)
def check_both_sides(covered: VisitCoverage, traits: ProjectTraits, where: str = "") -> Finding:
    """A project that guides or subsidises is judged by those who benefit and by those who do not.

    Reading taken: of people who got nothing and people who did not apply, either will do.
    """
    benefits = benefits_people(traits)
    if benefits is False:
        return not_applicable("E-B21-1", "项目不属引导类，也不补助特定人群")
    lacking = []
    if not covered.visits({Visited.BENEFICIARY}):
        lacking.append(f"“{Visited.BENEFICIARY}”")
    if not covered.visits(LEFT_OUT):
        lacking.append(f"“{Visited.NOT_BENEFITING}”或“{Visited.NOT_APPLYING}”")
    if not lacking:
        return passed("E-B21-1", "获益的和没有获益或没有申请的都走访了", where=where)
    said = f"没有走访{'，也没有走访'.join(lacking)}"
    if benefits is None:
        message = f"没有选择项目是否属引导类、是否补助特定人群，{said}。请先作出选择，属于的补访"
        return failed("E-B21-1", message, where=traits.where or where)
    return failed("E-B21-1", f"项目属引导类或补助特定人群，{said}。请补访", where=where)


@clause(CLAUSE)
def check_topics(covered: VisitCoverage, where: str = "") -> Finding:
    """The talks ask about necessity, reasonableness, effect and whether it lasts.

    Reading taken: all talks together, not each of them, have to cover the four.
    """
    missing = covered.missing_topics
    if not missing:
        return passed("E-B21-2", f"{len(TOPICS)}个内容都走访了", where=where)
    message = f"走访应问{len(TOPICS)}个内容，还缺{quoted(missing)}。请补充走访"
    return failed("E-B21-2", message, where=where)


@clause(CLAUSE)
def check_people(covered: VisitCoverage, where: str = "") -> Finding:
    """Those who took part in earnest and those directly concerned were both talked to.

    Reading taken: who actually benefits is directly concerned.
    """
    lacking = []
    if not covered.visits({Visited.PARTICIPANT}):
        lacking.append(Visited.PARTICIPANT)
    if not covered.visits(STAKEHOLDERS):
        lacking.append(Visited.STAKEHOLDER)
    if not lacking:
        return passed("E-B21-3", where=where)
    return failed("E-B21-3", f"没有走访{quoted(lacking)}。请补访并登记走访记录", where=where)
