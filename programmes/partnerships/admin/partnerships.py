"""The list of partnerships: where each stands, and whose answer is missing."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common.admin_exports import ExportedAdmin
from mentoring.common.admin_pages import Page
from mentoring.common.clock import local_day
from programmes.partnerships.admin.exports import PARTNERSHIPS
from programmes.partnerships.admin.filters import PARTNERSHIP_FILTERS
from programmes.partnerships.admin.partnership_page import (
    STATE_COLOURS,
    CoMentorPage,
    EndPage,
    NotePage,
    PartnershipPage,
    PhoneAnswerPage,
    RemindPage,
    WithdrawPage,
)
from programmes.partnerships.models import Partnership
from programmes.partnerships.policies import can_manage_partnership
from programmes.partnerships.states import LIVE, PartnershipState

# What waits for somebody stands on top.
PROPOSED_FIRST = Case(When(state=PartnershipState.PROPOSED, then=Value(0)), default=Value(1)).asc()


@admin.register(Partnership)
class PartnershipAdmin(ExportedAdmin):
    exported = PARTNERSHIPS
    policies: ClassVar = {"view": can_manage_partnership}
    list_display = ("tandem", "shown_state", "missing", "cohort", "since")
    list_filter = PARTNERSHIP_FILTERS
    list_filter_submit = True
    list_disable_select_all = True
    list_select_related = ("mentee", "mentor", "co_mentor", "cohort__programme")
    search_fields = ("mentee", "mentor", "co_mentor")
    search_help_text = _("Names of mentees, mentors and co-mentors")
    ordering = (PROPOSED_FIRST, "-state_since", "pk")
    actions = None
    empty_title = _("No partnerships yet")
    empty_text = _("They begin as proposals: publish a matching.")
    empty_icon = "handshake"

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "change": ("<uuid:pk>/change/", PartnershipPage.as_view()),
            "note": ("<uuid:pk>/note/", NotePage.as_view()),
            "withdraw": ("<uuid:pk>/withdraw/", WithdrawPage.as_view()),
            "end": ("<uuid:pk>/end/", EndPage.as_view()),
            "co_mentor": ("<uuid:pk>/co-mentor/", CoMentorPage.as_view()),
            "phone": ("<uuid:pk>/phone/", PhoneAnswerPage.as_view()),
            "remind": ("<uuid:pk>/remind/", RemindPage.as_view()),
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        rows: QuerySet[Partnership] = super().get_queryset(request)
        return rows.prefetch_related("answers__person")

    @display(description=_("partnership"), ordering="mentee__sort_name", header=True)
    def tandem(self, row: Partnership) -> tuple[str, str]:
        beside = _("with %(name)s") % {"name": row.co_mentor} if row.co_mentor else ""
        return f"{row.mentee} · {row.mentor}", str(beside)

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def shown_state(self, row: Partnership) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("has not answered"))
    def missing(self, row: Any) -> str:
        if row.state not in LIVE:
            return ""
        return ", ".join(str(each.person) for each in row.answers.all() if not each.reply)

    @display(description=_("since"), ordering="state_since")
    def since(self, row: Partnership) -> Any:
        return local_day(row.state_since)
