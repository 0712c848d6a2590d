"""The material behind an indicator, for an expert who reviews it."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from jiheng.evaluation.evidence_queries import current_file
from jiheng.evaluation.queries import own_invitations
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Capability
from jiheng.rules.experts.review import check_may_score
from jiheng.rules.finding import Outcome
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.request import MemberRequest


@needs(Capability.EXPERT_REVIEW)
@require_safe
def material(request: MemberRequest, pk: int, number: str) -> FileResponse:
    """The newest version as it was handed in; closed until the expert has declared, and for withdrawn material."""
    invitation = own_invitations(request.member).filter(pk=pk).first()
    if invitation is None or check_may_score(review_of(invitation)).outcome is Outcome.FAILED:
        raise Http404("没有找到，或还不能查看")
    file = current_file(invitation.project, number)
    if file is None:
        raise Http404("这份资料没有文件，或已撤回")
    return download_response(file.attachment)
