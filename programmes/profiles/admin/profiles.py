"""The list of the people of a cohort: who takes part, where, and what is still missing."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common.admin_exports import ExportedAdmin
from mentoring.common.admin_pages import Page
from mentoring.common.clock import local_day, now
from mentoring.notifications.admin.letters import letter_url
from programmes.profiles import places
from programmes.profiles.admin.action_pages import COLOURS
from programmes.profiles.admin.exports import PEOPLE
from programmes.profiles.admin.filters import BESIDE, PROFILE_FILTERS
from programmes.profiles.admin.letters import PersonLetterPage
from programmes.profiles.admin.profile_page import (
    AddressPage,
    EditPage,
    LeavePage,
    NotePage,
    PausePage,
    ProfilePage,
    ScreeningPage,
    StandingPage,
    resume,
)
from programmes.profiles.models import Profile
from programmes.profiles.models.screenings import is_fresh
from programmes.profiles.policies import can_manage_profile

HOLDS, MISSING = "holds", "missing"


@admin.register(Profile)
class ProfileAdmin(ExportedAdmin):
    exported = PEOPLE
    policies: ClassVar = {"view": can_manage_profile}
    list_display = ("person", "part_name", "state_label", "from_where", "free", "certificate")
    list_filter = PROFILE_FILTERS
    list_filter_submit = True
    list_before_template = "admin/profiles/parts/ways_in.html"
    list_disable_select_all = True
    search_fields = ("given_name", "family_name", "user__email")
    search_help_text = _("Name or e-mail address")
    ordering = ("sort_name",)
    actions = ("write_letter",)
    empty_title = _("Nobody takes part yet")
    empty_text = _("Mentees come with their acceptance. Invite mentors, or import a list.")
    empty_icon = "group_add"

    class Media:
        css: ClassVar = {"all": ("css/staff.css", "css/people.css")}

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "letter": ("letter/", PersonLetterPage.as_view()),
            "change": ("<uuid:pk>/change/", ProfilePage.as_view()),
            "edit": ("<uuid:pk>/edit/", EditPage.as_view()),
            "address": ("<uuid:pk>/address/", AddressPage.as_view()),
            "screening": ("<uuid:pk>/screening/", ScreeningPage.as_view()),
            "standing": ("<uuid:pk>/standing/", StandingPage.as_view()),
            "note": ("<uuid:pk>/note/", NotePage.as_view()),
            "pause": ("<uuid:pk>/pause/", PausePage.as_view()),
            "leave": ("<uuid:pk>/leave/", LeavePage.as_view()),
            "resume": ("<uuid:pk>/resume/", resume),
        }

    @admin.action(description=_("Write a mail"))
    def write_letter(self, request: HttpRequest, queryset: QuerySet[Profile]) -> HttpResponse:
        ids = list(queryset.values_list("pk", flat=True))
        return redirect(letter_url("admin:profiles_profile_letter", ids))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        rows: QuerySet[Profile] = super().get_queryset(request)
        rows = rows.select_related("user", "cohort__programme", "screening")
        return rows.annotate(taken=places.taken())

    @display(description=_("name"), ordering="sort_name", header=True)
    def person(self, row: Profile) -> tuple[str, str]:
        return str(row), row.function or row.user.email

    @display(description=_("part"), ordering="part", header=True)
    def part_name(self, row: Profile) -> tuple[str, str]:
        return row.get_part_display(), row.cohort.name

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Profile) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("region, affiliation"), ordering="region", header=True)
    def from_where(self, row: Profile) -> tuple[str, str]:
        return row.get_region_display() or "–", row.affiliation_title

    @display(description=_("free places"), ordering="capacity", empty_value="")
    def free(self, row: Any) -> str | None:
        if row.part not in BESIDE:
            return None
        return _("%(free)s of %(all)s") % {
            "free": max(row.capacity - row.taken, 0),
            "all": row.capacity,
        }

    @display(
        description=_("certificate"), label={HOLDS: "success", MISSING: "danger"}, empty_value=""
    )
    def certificate(self, row: Profile) -> tuple[str, Any] | str | None:
        if row.part not in BESIDE:
            return None
        screening = getattr(row, "screening", None)
        issued = screening.certificate_issued_on if screening else None
        if is_fresh(issued, row.cohort.certificate_months, local_day(now())):
            return HOLDS, _("Seen")
        return MISSING, _("Missing")
