"""Reading attachments."""

from django.db.models import QuerySet

from jiheng.files.models import Attachment
from jiheng.orgs.duties import Member


def stored_by(member: Member) -> QuerySet[Attachment]:
    """What the member stored for the present organisation, by hand or through a job of their own.

    Person and organisation are the whole scope: a duty over other units does not reach the own one.
    """
    return Attachment.objects.filter(uploaded_by=member.user, organisation=member.organisation).select_related("blob")
