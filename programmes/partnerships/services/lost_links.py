"""Lost links to a proposal's page."""

from datetime import datetime

from mentoring.common.addresses import plain_address
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer
from programmes.partnerships.states import LIVE


def mail_links(email: str, *, now: datetime) -> None:
    """Mail the links of all live proposals of an address to that address, if there are any."""
    rows = Answer.objects.filter(
        person__user__email=plain_address(email), partnership__state__in=LIVE
    )
    rows = rows.select_related("person__user", "person__cohort", "partnership__cohort__programme")
    for answer in rows.exclude(reply="no"):
        messages.new_link(answer, now=now)
