"""Tables of an evaluation, one file a noun."""

from jiheng.evaluation.models.basis import BasisDocument, Provision
from jiheng.evaluation.models.funds import FundLine, Release
from jiheng.evaluation.models.indicators import Indicator, Part, TargetCandidate
from jiheng.evaluation.models.plan import Opinion, PlanVersion, Waiver
from jiheng.evaluation.models.project import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.models.sampling import ManualPoint, SamplingPlan, UncoveredReason
from jiheng.evaluation.models.schedule import DateDemand, ScheduleNode
from jiheng.evaluation.models.surveys import BaseField, Question, Questionnaire
from jiheng.evaluation.models.team import Communication, Declaration, Task, TeamMember, TeamReview

__all__ = [
    "BaseField",
    "BasisDocument",
    "Communication",
    "DateDemand",
    "Declaration",
    "EvaluationProject",
    "FundLine",
    "Indicator",
    "ManualPoint",
    "Opinion",
    "Part",
    "Phase",
    "PlanStatus",
    "PlanVersion",
    "Provision",
    "Question",
    "Questionnaire",
    "Release",
    "SamplingPlan",
    "ScheduleNode",
    "TargetCandidate",
    "Task",
    "TeamMember",
    "TeamReview",
    "UncoveredReason",
    "Waiver",
]
