"""Tables of an evaluation, one file a noun."""

from jiheng.evaluation.models.amending import AmendmentStatus, IndicatorAmendment
from jiheng.evaluation.models.basis import BasisDocument, BasisFile, Provision
from jiheng.evaluation.models.evidence import EvidenceFile, GivenNumber, Reading
from jiheng.evaluation.models.fieldwork import (
    ComparisonNote,
    Consultation,
    KindNote,
    ManagementView,
    MethodUse,
    Notice,
    NoticeItem,
    Problem,
    ProofNote,
    Reminder,
    SiteVisit,
    Visit,
    WayNote,
)
from jiheng.evaluation.models.funds import ColumnMapping, FundLine, ImportOutcome, LineImport, Release
from jiheng.evaluation.models.implementation import (
    Excluded,
    Material,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
)
from jiheng.evaluation.models.indicators import Indicator, IndicatorVersion, Part, TargetCandidate
from jiheng.evaluation.models.judging import AdjustmentRequest, AdjustmentStatus, ExpertInvitation, ExpertScore
from jiheng.evaluation.models.plan import Opinion, PlanVersion, Waiver
from jiheng.evaluation.models.project import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.models.requests import HandedIn, HandedInState, NoticeAddress
from jiheng.evaluation.models.runs import FrozenText, ScoreRun
from jiheng.evaluation.models.sampling import ManualPoint, SamplingPlan, UncoveredReason
from jiheng.evaluation.models.schedule import DateDemand, ScheduleNode
from jiheng.evaluation.models.surveys import BaseField, PointValue, Question, Questionnaire
from jiheng.evaluation.models.team import (
    Assessment,
    Communication,
    Declaration,
    ResidentOrder,
    Task,
    TeamChange,
    TeamMember,
    TeamReview,
)

__all__ = [
    "AdjustmentRequest",
    "AdjustmentStatus",
    "AmendmentStatus",
    "Assessment",
    "BaseField",
    "BasisDocument",
    "BasisFile",
    "ColumnMapping",
    "Communication",
    "ComparisonNote",
    "Consultation",
    "DateDemand",
    "Declaration",
    "EvaluationProject",
    "EvidenceFile",
    "Excluded",
    "ExpertInvitation",
    "ExpertScore",
    "FrozenText",
    "FundLine",
    "GivenNumber",
    "HandedIn",
    "HandedInState",
    "ImportOutcome",
    "Indicator",
    "IndicatorAmendment",
    "IndicatorVersion",
    "KindNote",
    "LineImport",
    "ManagementView",
    "ManualPoint",
    "Material",
    "MaterialUse",
    "Measure",
    "MethodUse",
    "Notice",
    "NoticeAddress",
    "NoticeItem",
    "Opinion",
    "Part",
    "Phase",
    "PlanStatus",
    "PlanVersion",
    "PointValue",
    "Problem",
    "ProofNote",
    "Provision",
    "Question",
    "Questionnaire",
    "Reading",
    "Release",
    "Reminder",
    "ResidentOrder",
    "SampleValue",
    "SamplingPlan",
    "ScheduleNode",
    "ScoreRun",
    "SiteVisit",
    "SufficiencyDecision",
    "TargetCandidate",
    "Task",
    "TeamChange",
    "TeamMember",
    "TeamReview",
    "UncoveredReason",
    "Visit",
    "Waiver",
    "WayNote",
]
