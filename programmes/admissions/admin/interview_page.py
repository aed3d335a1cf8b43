"""Holding an interview: the guide and the answers on the left, the sheet on the right."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import StaffPage
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.policies import require
from mentoring.common.templatetags.contacts import tel
from mentoring.common.templatetags.moments import clock
from programmes.admissions.admin.application_page import facts_of
from programmes.admissions.forms.sheet import SheetForm, put_together
from programmes.admissions.models import Interview, InterviewSheet
from programmes.admissions.policies import can_hold_interview, can_see_interview
from programmes.admissions.services import interviews, sheets
from programmes.admissions.services.guide import guide_of
from programmes.admissions.states import Channel, InterviewState
from programmes.applications.models import Application
from programmes.applications.services import guardians
from programmes.cohorts.policies import can_manage_cohort

HELD = "held"
MERGE = "merge"
JSON = "application/json"
NEWER = "admin/admissions/parts/newer.html"


class ConductPage(StaffPage, FormView):
    """Managers read along; only the interviewer writes.

    The sheet is also saved as one types: the script asks for JSON and gets the version that now
    stands, or what stands in the way.
    """

    policy = can_see_interview
    model = Interview
    related = ("application__cohort__programme", "interviewer__user")
    form_class = SheetForm
    template_name = "admin/admissions/conduct.html"

    @property
    def crumb(self) -> Application:
        application: Application = self.row.application
        return application

    @property
    def by_script(self) -> bool:
        return self.request.get_preferred_type(["text/html", JSON]) == JSON

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_hold_interview, request.user, self.row)
        if MERGE in request.POST:
            return self._merge()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        complete = HELD in self.request.POST
        return super().get_form_kwargs() | {"interview": self.row, "complete": complete}

    def form_valid(self, form: SheetForm) -> HttpResponse:
        try:
            sheet = sheets.note(self.row, form.values, seen=form.seen, now=now())
        except sheets.StaleSheetError as refusal:
            return self._conflict(form, refusal)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if self.by_script:
            return JsonResponse({"version": sheet.version, "words": saved(sheet)})
        if HELD in self.request.POST:
            self._hold()
            # The form's own address names the sheet; what was done is said further up.
            return redirect(f"{self.request.path}#messages")
        messages.success(self.request, _("Saved."))
        return redirect(self.request.path)

    def form_invalid(self, form: SheetForm) -> HttpResponse:
        if self.by_script:
            words = " ".join(text for texts in form.errors.values() for text in texts)
            return JsonResponse({"words": words}, status=422)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _conflict(self, form: SheetForm, refusal: sheets.StaleSheetError) -> HttpResponse:
        """Both texts: mine stays in the form, which from now on answers to the newer version."""
        newer = {"newer": refusal.newer, "conflict": refusal, "zone": settings.TIME_ZONE}
        if self.by_script:
            box = render_to_string(NEWER, newer | {"page_url": self.request.path}, self.request)
            return JsonResponse({"version": refusal.newer.version, "box": box}, status=409)
        sent = self.request.POST.copy()
        sent["version"] = str(refusal.newer.version)
        form.data = sent
        return self.render_to_response(self.get_context_data(form=form, **newer), status=409)

    def _merge(self) -> HttpResponse:
        """Puts both texts into the form; they are saved when the interviewer has looked at them."""
        sheet = InterviewSheet.objects.filter(interview=self.row).first()
        mine = self.request.POST.dict() | {"needs": self.request.POST.getlist("needs")}
        together = put_together(mine, sheet) if sheet else mine
        form = SheetForm(self.row, initial=together)
        return self.render_to_response(self.get_context_data(form=form, merged=True))

    def _hold(self) -> None:
        """The sheet is saved already: a refusal costs nothing that was typed."""
        try:
            interviews.hold(self.row, by=Actor.of(self.request.user), now=now())
        except DomainError as refusal:
            messages.warning(self.request, _("The sheet is saved. %s") % refusal.message)
        else:
            messages.success(self.request, _("Saved and marked as held. Thank you!"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        interview, application = self.row, self.row.application
        writes = can_hold_interview(self.request.user, interview) and sheets.is_open(interview)
        sheet = InterviewSheet.objects.filter(interview=interview).first()
        page = {
            "interview": interview,
            "application": application,
            "sheet": sheet,
            "saved": saved(sheet) if sheet else "",
            "writes": writes,
            "can_mark_held": interview.state == InterviewState.BOOKED,
            "now": now(),
            "guardian_missing": guardian_words(application),
            "guide": guide_of(application.cohort),
            "edits_guide": can_manage_cohort(self.request.user, application.cohort),
            "own_guide": application.cohort.guide.exists(),
            "facts": facts_of(application),
            "channel": channel_of(interview),
            "page_url": self.request.path,
        }
        return super().get_context_data(**(page | more))


def saved(sheet: InterviewSheet) -> str | Promise:
    return _("Saved at %s") % clock(sheet.saved_at, settings.TIME_ZONE)


def channel_of(interview: Interview) -> dict[str, str]:
    """How to reach each other: the number to call, the video room, or the address."""
    label = interview.where
    if interview.channel == Channel.PHONE:
        return {"label": label, "url": tel(label)}
    return {"label": label, "url": label if interview.channel == Channel.VIDEO else ""}


def guardian_words(application: Application) -> str | Promise:
    """That a parent's consent is missing, and what follows; empty where none is needed."""
    if not guardians.is_missing(application, now=now()):
        return ""
    if guardians.said_no(application):
        return _("A parent has said no. The interview cannot be marked as held.")
    return _(
        "A parent's consent is still missing. Without it the interview cannot be marked as held."
    )
