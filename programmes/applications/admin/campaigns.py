"""Campaign codes: what stands on a poster, and how many people it brought."""

import io
import secrets
from typing import Any, ClassVar
from urllib.parse import urlencode

import segno
from django.contrib import admin
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common.admin import PolicyAdmin
from mentoring.common.policies import policy, require
from mentoring.notifications.rendering import absolute
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign, Programme
from programmes.cohorts.policies import can_manage_campaign

# Without letters and digits that look alike in print.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 6
# M survives a crease or a stain; four modules of white are what readers ask for.
CORRECTION, QUIET_ZONE = "m", 4
# Pixels a module: a poster is printed from the SVG, a post or a flyer from the PNG.
SCALE = {"svg": 8, "png": 32}
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
SENT = ~Q(applications__state=ApplicationState.DRAFT)


def short_link(campaign: Campaign) -> str:
    return absolute(reverse("applications:go", args=[campaign.code]))


@policy(can_manage_campaign)
def code_image(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The QR code of the short link."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    require(can_manage_campaign, request.user, campaign)
    if kind not in TYPES:
        raise Http404
    image = io.BytesIO()
    code = segno.make(short_link(campaign), error=CORRECTION, micro=False)
    code.save(image, kind=kind, scale=SCALE[kind], border=QUIET_ZONE, dark="#000", light="#fff")
    answer = HttpResponse(image.getvalue(), content_type=TYPES[kind])
    # The code is made of letters, digits and hyphens.
    how = "attachment" if "download" in request.GET else "inline"
    answer.headers["Content-Disposition"] = f'{how}; filename="qr-{campaign.code}.{kind}"'
    return answer


@admin.register(Campaign)
class CampaignAdmin(PolicyAdmin):
    """There is no deleting: what is printed stays printed. A code goes out of use instead."""

    policies: ClassVar = {"change": can_manage_campaign, "add": can_manage_campaign}
    list_display = ("title", "code", "channel", "partner", "sent", "drafts", "is_active")
    list_filter = ("programme", "channel", "is_active")
    list_select_related = ("programme",)
    search_fields = ("title", "code", "partner")
    actions = None

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def get_fieldsets(self, request: HttpRequest, obj: Campaign | None = None) -> Any:
        named = (None, {"fields": ("programme", "title", "code", "channel", "partner")})
        if obj is None:
            return (named,)
        return (
            named,
            (_("For print and posts"), {"fields": ("link", "image")}),
            (_("Reach"), {"fields": ("sent", "drafts", "is_active")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Campaign | None = None) -> Any:
        """The code is printed: it stays, and so does where it leads."""
        return ("programme", "code", "link", "image", "sent", "drafts") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        suggested = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        managed = list(Programme.objects.managed_by(request.user)[:2])
        only = {"programme": managed[0]} if len(managed) == 1 else {}
        return {"code": suggested, **only}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs["queryset"] = Programme.objects.managed_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        rows = super().get_queryset(request)
        return rows.annotate(
            sent_count=Count("applications", filter=SENT),
            draft_count=Count("applications", filter=~SENT),
        )

    def get_urls(self) -> list[URLPattern]:
        image = path(
            "<int:pk>/code.<str:kind>",
            self.admin_site.admin_view(code_image),
            name="cohorts_campaign_image",
        )
        return [image, *super().get_urls()]

    @display(description=_("applications"), ordering="sent_count")
    def sent(self, row: Any) -> SafeString | str:
        """Numbers only, each with the way to its rows."""
        if not row.sent_count:
            return "0"
        page = reverse("admin:applications_application_changelist")
        address = f"{page}?{urlencode({'campaign': row.pk})}"
        return format_html('<a class="text-link" href="{}">{}</a>', address, row.sent_count)

    @display(description=_("begun, not sent"), ordering="draft_count")
    def drafts(self, row: Any) -> int:
        return int(row.draft_count)

    @display(description=_("short link"))
    def link(self, row: Campaign) -> SafeString:
        address = short_link(row)
        return format_html('<a class="text-link" href="{}">{}</a>', address, address)

    @display(description=_("QR code"))
    def image(self, row: Campaign) -> SafeString:
        svg, png = (reverse("admin:cohorts_campaign_image", args=[row.pk, k]) for k in TYPES)
        return format_html(
            '<img class="staff-code" src="{}" alt="{}" width="240" height="240">'
            '<p class="staff-when">{}</p>'
            '<p><a class="text-link" href="{}?download">SVG</a> ·'
            ' <a class="text-link" href="{}?download">PNG</a></p>',
            svg,
            _("QR code of the short link"),
            _("Print it at least 2 cm wide, and keep the white margin. Try it with a phone."),
            svg,
            png,
        )
