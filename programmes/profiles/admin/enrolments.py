"""Mentors and co-mentors on their way in: invited by staff, or coming forward by themselves."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from unfold.decorators import display

from mentoring.common.actors import Actor
from mentoring.common.admin_exports import ExportedAdmin
from mentoring.common.admin_pages import Page, StaffPage
from mentoring.common.clock import now
from mentoring.common.form_pages import Acting
from mentoring.common.policies import PolicyMixin
from mentoring.privacy.models import Subject
from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.admin.action_pages import COLOURS, ActionPage, page_url, timeline
from programmes.profiles.admin.exports import ENROLMENTS
from programmes.profiles.admin.filters import ENROLMENT_FILTERS
from programmes.profiles.forms.staff import InviteForm, ReasonForm
from programmes.profiles.models import Enrolment
from programmes.profiles.policies import can_manage_enrolment
from programmes.profiles.presenters.joining_summary import summarise
from programmes.profiles.services import enrolments, retention
from programmes.profiles.services.enrolments import language_in, preview
from programmes.profiles.states import EnrolmentState

PREVIEW = "preview"


class EnrolmentPage(StaffPage, TemplateView):
    policy = can_manage_enrolment
    model = Enrolment
    related = ("cohort__programme", "profile")
    template_name = "admin/profiles/enrolment.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        enrolment: Enrolment = self.row
        page = {
            "title": str(enrolment),
            "enrolment": enrolment,
            "colour": COLOURS.get(enrolment.state, ""),
            "facts": summarise(enrolment),
            "waits": enrolment.state == EnrolmentState.SUBMITTED,
            "is_invited": enrolment.state == EnrolmentState.INVITED,
            "kept_until": retention.kept_until(enrolment),
            "entries": timeline(enrolment),
        }
        return super().get_context_data(**(page | more))


class OfEnrolment:
    policy = can_manage_enrolment
    model = Enrolment
    related = ("cohort__programme",)


class DeclinePage(OfEnrolment, ActionPage):
    form_class = ReasonForm
    title = _("Decline")
    effect = _("A kind mail goes out. The reason stays with us.")
    button = _("Decline")
    variant = "danger"

    def act(self, form: forms.Form) -> str | Promise:
        enrolments.decline(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return _("Declined. The mail is on its way.")


class ApprovePage(OfEnrolment, ActionPage):
    form_class = forms.Form
    title = _("Approve")
    effect = _("Takes part from now on, and the welcome mail goes out at once.")
    button = _("Approve")

    def act(self, form: forms.Form) -> str | Promise:
        enrolments.approve(self.row, by=Actor.of(self.request.user), now=now())
        return _("Approved. The welcome mail is on its way.")


class NewLinkPage(OfEnrolment, ActionPage):
    form_class = forms.Form
    title = _("Send a new link")
    effect = _("A mail with a new link goes out. Earlier links no longer work.")
    button = _("Send a new link")

    def act(self, form: forms.Form) -> str | Promise:
        enrolments.send_new_link(self.row, by=Actor.of(self.request.user), now=now())
        return _("A new link is on its way. Earlier ones no longer work.")


class InvitePage(Acting, PolicyMixin, FormView):
    """Who is invited to what, with which words; the mail is shown before it goes."""

    policy = can_manage_enrolment
    form_class = InviteForm
    template_name = "admin/profiles/invite.html"
    blamed = "email"
    enrolment: Enrolment

    def get_form_kwargs(self) -> dict[str, Any]:
        managed = Programme.objects.managed_by(self.request.user)
        cohorts = Cohort.objects.filter(programme__in=managed).select_related("programme")
        return super().get_form_kwargs() | {"cohorts": cohorts}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if PREVIEW in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, mail=_mail(form)))
        return super().form_valid(form)

    def act(self, form: forms.Form) -> str | Promise:
        by = Actor.of(self.request.user)
        self.enrolment = enrolments.invite(by=by, now=now(), **form.cleaned_data)
        return _("The invitation is on its way.")

    def back(self) -> str:
        return reverse("admin:profiles_enrolment_changelist")

    def get_success_url(self) -> str:
        return page_url(self.enrolment)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "opts": Enrolment._meta,
            "title": _("Invite"),
            "mail": None,
            "back_url": self.back(),
        }
        return super().get_context_data(**(admin.site.each_context(self.request) | page | more))


def _mail(form: forms.Form) -> Any:
    """The invitation as it would go out; nobody is kept for it."""
    said = form.cleaned_data
    nobody = Enrolment(subject=Subject(), **said)
    nobody.language = language_in(said["cohort"], said["language"])
    return preview(nobody)


@admin.register(Enrolment)
class EnrolmentAdmin(ExportedAdmin):
    exported = ENROLMENTS
    policies: ClassVar = {"view": can_manage_enrolment}
    list_display = ("person", "state_label", "part_name", "origin_name", "in_cohort")
    list_filter = ENROLMENT_FILTERS
    list_filter_submit = True
    list_before_template = "admin/profiles/parts/ways_in.html"
    list_disable_select_all = True
    search_fields = ("given_name", "family_name", "email")
    search_help_text = _("Name or e-mail address")
    ordering = ("-saved_at",)
    empty_title = _("Nobody is on the way in")
    empty_text = _("Invite a mentor, or import a list.")
    empty_icon = "person_add"

    class Media:
        css: ClassVar = {"all": ("css/staff.css", "css/people.css")}

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "invite": ("invite/", InvitePage.as_view()),
            "change": ("<uuid:pk>/change/", EnrolmentPage.as_view()),
            "approve": ("<uuid:pk>/approve/", ApprovePage.as_view()),
            "decline": ("<uuid:pk>/decline/", DeclinePage.as_view()),
            "link": ("<uuid:pk>/link/", NewLinkPage.as_view()),
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        rows: QuerySet[Enrolment] = super().get_queryset(request)
        return rows.select_related("cohort__programme")

    @display(description=_("name"), ordering="sort_name", header=True)
    def person(self, row: Enrolment) -> tuple[str, str]:
        return str(row), row.email

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Enrolment) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("part"), ordering="part")
    def part_name(self, row: Enrolment) -> str:
        return row.get_part_display()

    @display(description=_("came by"), ordering="origin")
    def origin_name(self, row: Enrolment) -> str:
        return row.get_origin_display()

    @display(description=_("cohort, last change"), ordering="saved_at", header=True)
    def in_cohort(self, row: Enrolment) -> tuple[str, str]:
        return row.cohort.name, date_format(localtime(row.saved_at), "SHORT_DATE_FORMAT")
