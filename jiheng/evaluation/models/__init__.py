"""Tables of an evaluation, one file a noun."""

from jiheng.evaluation.models.basis import BasisDocument, BasisFile, Provision
from jiheng.evaluation.models.evidence import EvidenceFile, GivenNumber, Reading
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
from jiheng.evaluation.models.plan import Opinion, PlanVersion, Waiver
from jiheng.evaluation.models.project import EvaluationProject, Phase, PlanStatus
from jiheng.evaluation.models.sampling import ManualPoint, SamplingPlan, UncoveredReason
from jiheng.evaluation.models.schedule import DateDemand, ScheduleNode
from jiheng.evaluation.models.surveys import BaseField, PointValue, Question, Questionnaire
from jiheng.evaluation.models.team import Communication, Declaration, Task, TeamMember, TeamReview

__all__ = [
    "BaseField",
    "BasisDocument",
    "BasisFile",
    "ColumnMapping",
    "Communication",
    "DateDemand",
    "Declaration",
    "EvaluationProject",
    "EvidenceFile",
    "Excluded",
    "FundLine",
    "GivenNumber",
    "ImportOutcome",
    "Indicator",
    "IndicatorVersion",
    "LineImport",
    "ManualPoint",
    "Material",
    "MaterialUse",
    "Measure",
    "Opinion",
    "Part",
    "Phase",
    "PlanStatus",
    "PlanVersion",
    "PointValue",
    "Provision",
    "Question",
    "Questionnaire",
    "Reading",
    "Release",
    "SampleValue",
    "SamplingPlan",
    "ScheduleNode",
    "SufficiencyDecision",
    "TargetCandidate",
    "Task",
    "TeamMember",
    "TeamReview",
    "UncoveredReason",
    "Waiver",
]
