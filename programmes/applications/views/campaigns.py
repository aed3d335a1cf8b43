"""Short links of campaigns; the code travels in addresses and fields, never in a cookie."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mentoring.common.policies import anyone, policy
from programmes.cohorts.models import Campaign, Programme

# What carries the code in an address and in a form.
VIA = "via"


@require_safe
@policy(anyone)
def go(request: HttpRequest, code: str) -> HttpResponse:
    """To the programme of the code; a retired code still finds it, an unknown one the front."""
    campaign = Campaign.objects.select_related("programme").filter(code=code.lower()).first()
    if campaign is None:
        return redirect("applications:front")
    page = campaign.programme.get_absolute_url()
    carried = f"?{urlencode({VIA: campaign.code})}" if campaign.is_active else ""
    return redirect(page + carried)


def campaign_of(programme: Programme, code: str) -> Campaign | None:
    """The campaign that `code` means here; forged, foreign and retired codes mean none."""
    if not code.isprintable():
        return None  # the database takes no NUL
    return Campaign.objects.filter(programme=programme, code=code, is_active=True).first()
