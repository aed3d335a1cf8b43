"""The page of a mentor's office, opened by a mailed link: days of meetings, never contents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing, attempt
from mentoring.common.forms import AddressForm
from mentoring.common.link_pages import View as AnyView
from mentoring.common.link_pages import opened_by_link
from mentoring.common.links import LinkError
from mentoring.common.policies import PolicyMixin, anyone
from mentoring.common.question_pages import ask
from programmes.partnerships.forms.meetings import OfficeMeetingForm
from programmes.partnerships.forms.office import OfficeAnswerForm
from programmes.partnerships.models import Answer, Meeting, Partnership
from programmes.partnerships.presenters import MeetingLine, ask_to_remove, for_office
from programmes.partnerships.services import meetings, proposals
from programmes.profiles import links
from programmes.profiles.models import Delegate
from programmes.profiles.presenters.introductions import name_before
from programmes.profiles.services import delegates
from programmes.profiles.states import Part, Scope

# All that an office may know of a meeting; what it must not know is not even read.
SEEN = ("partnership", "held_on", "kind", "minutes", "took_part", "logged_by")
PEOPLE = ("mentee", "mentor", "co_mentor")


@dataclass(frozen=True)
class Shown:
    """A tandem of the mentor as the office sees it."""

    partnership: Partnership
    since: date
    lines: list[MeetingLine]


def delegate_by(token: str) -> Delegate:
    """Who holds the link, as long as the grant holds.

    Raises:
        LinkError: the grant has ended, or the link is no good ("link").
    """
    delegate = links.delegate_of(token)
    if not delegates.holds(delegate, now=now()):
        raise LinkError
    return delegate


def office_by_link() -> Callable[[AnyView], AnyView]:
    return opened_by_link(delegate_by, refusal="partnerships/office_link_invalid.html")


@office_by_link()
def office(request: HttpRequest, delegate: Delegate, *, token: str) -> HttpResponse:
    """All tandems of the mentor, and what waits for an answer."""
    today = local_day(now())
    context = _frame(
        delegate,
        token,
        tandems=[_shown(each, delegate, token, today) for each in _tandems(delegate)],
        proposals=_proposals(delegate, today),
        may_log=delegate.may(Scope.LOG, today),
    )
    return render(request, "partnerships/office.html", context)


class OfficeLogView(View):
    """Log a meeting for the mentor."""

    def get(
        self, request: HttpRequest, delegate: Delegate, *, token: str, pk: UUID
    ) -> HttpResponse:
        partnership = _running_or_404(delegate, pk)
        return self._page(delegate, token, partnership, self._form(partnership))

    def post(
        self, request: HttpRequest, delegate: Delegate, *, token: str, pk: UUID
    ) -> HttpResponse:
        partnership = _running_or_404(delegate, pk)
        form = self._form(partnership, request.POST)

        def log() -> None:
            form_id = form.cleaned_data["form_id"]
            meetings.log(partnership, form.held(), form_id=form_id, by=delegate, now=now())

        if refused := attempt(form, log):
            return self._page(delegate, token, partnership, form, status=refused)
        messages.success(request, _("The meeting is logged."))
        return redirect("partnerships:office", token)

    @staticmethod
    def _form(partnership: Partnership, data: Any = None) -> OfficeMeetingForm:
        today = local_day(now())
        return OfficeMeetingForm(data, partnership=partnership, today=today)

    def _page(
        self,
        delegate: Delegate,
        token: str,
        partnership: Partnership,
        form: OfficeMeetingForm,
        status: int = 200,
    ) -> HttpResponse:
        context = _frame(delegate, token, partnership=partnership, form=form)
        return render(self.request, "partnerships/office_meeting.html", context, status=status)


@office_by_link()
def remove(
    request: HttpRequest, delegate: Delegate, *, token: str, pk: UUID, meeting: UUID
) -> HttpResponse:
    """What this very person logged: asked by GET, done by POST."""
    rows = Meeting.objects.filter(partnership__mentor=delegate.mentor_id, partnership=pk)
    found = get_object_or_404(rows.only(*SEEN, "logged_by_delegate"), pk=meeting)
    if request.method != "POST":
        question, back = ask_to_remove(found), reverse("partnerships:office", args=[token])
        return ask(request, question, back=back, **_frame(delegate, token))
    try:
        meetings.remove(found, by=delegate, now=now())
        messages.success(request, _("The meeting is taken back."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("partnerships:office", token)


class OfficeAnswerView(View):
    """Answer a proposal on behalf of the mentor: asked for once more, sent by a button."""

    def get(
        self, request: HttpRequest, delegate: Delegate, *, token: str, pk: UUID
    ) -> HttpResponse:
        return self._page(delegate, token, _answer_or_404(delegate, pk), OfficeAnswerForm())

    def post(
        self, request: HttpRequest, delegate: Delegate, *, token: str, pk: UUID
    ) -> HttpResponse:
        answer = _answer_or_404(delegate, pk)
        form = OfficeAnswerForm(request.POST)
        if not form.is_valid():
            return self._page(delegate, token, answer, form, status=422)
        try:
            _say(answer, delegate, **form.cleaned_data)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return self._page(delegate, token, answer, form, status=409)
        messages.success(request, _("Thank you. The answer has arrived."))
        return redirect("partnerships:office", token)

    def _page(
        self,
        delegate: Delegate,
        token: str,
        answer: Answer,
        form: OfficeAnswerForm,
        status: int = 200,
    ) -> HttpResponse:
        mentee = name_before(answer.partnership.mentee, reader=Part.MENTOR)
        context = _frame(delegate, token, answer=answer, mentee=mentee, form=form)
        return render(self.request, "partnerships/office_answer.html", context, status=status)


@transaction.atomic
def _say(answer: Answer, delegate: Delegate, *, reply: str, reason: str = "") -> None:
    """With the grant held fast: one that ends in this moment ends before or after."""
    held = delegates.require(delegate, Scope.ANSWER, now=now())
    proposals.answer(
        answer, reply=reply, reason=reason, delegate=held, by=meetings.OFFICE, now=now()
    )


@office_by_link()
def leave(request: HttpRequest, delegate: Delegate, *, token: str) -> HttpResponse:
    """The person does not want to be in our records; asked once more before."""
    context = _frame(delegate, token)
    if request.method == "POST":
        delegates.object_to(delegate, by=meetings.OFFICE, now=now())
        return render(request, "partnerships/office_left.html", context)
    return render(request, "partnerships/office_leave.html", context)


class LostOfficeLinkView(Refusing, PolicyMixin, FormView):
    """Mails the link to an address; the answer is the same whether the address is known."""

    policy = anyone
    form_class = AddressForm
    template_name = "partnerships/office_links.html"

    def form_valid(self, form: AddressForm) -> HttpResponse:
        delegates.mail_links(form.cleaned_data["email"], now=now())
        return render(self.request, "partnerships/office_link_sent.html")


def _frame(delegate: Delegate, token: str, **more: Any) -> dict[str, Any]:
    return {
        "delegate": delegate,
        "mentor": delegate.mentor,
        "programme": delegate.mentor.cohort.programme,
        "token": token,
        **more,
    }


def _tandems(delegate: Delegate) -> QuerySet[Partnership]:
    seen = Meeting.objects.kept().only(*SEEN, "logged_by_delegate")
    rows = Partnership.objects.filter(
        mentor=delegate.mentor_id, state__in=meetings.MEETING_STATES
    ).select_related(*PEOPLE)
    return meetings.with_beginning(rows).prefetch_related(Prefetch("meetings", seen))


def _shown(partnership: Partnership, delegate: Delegate, token: str, today: date) -> Shown:
    since = getattr(partnership, "began_at", None) or partnership.proposed_at
    sees = delegate.may(Scope.CALENDAR, today)
    found = list(partnership.meetings.all()) if sees else []
    lines = for_office(partnership, found, delegate, token=token, today=today)
    return Shown(partnership, local_day(since), lines)


def _proposals(delegate: Delegate, today: date) -> list[tuple[Answer, str]]:
    """What the mentor is asked, where the office may answer; with the name of the mentee."""
    if not delegate.may(Scope.ANSWER, today):
        return []
    rows = Answer.objects.open().filter(person=delegate.mentor_id, part=Part.MENTOR)
    rows = rows.filter(asked_at__lte=now())
    return [
        (answer, name_before(answer.partnership.mentee, reader=Part.MENTOR))
        for answer in rows.select_related("partnership__mentee")
    ]


def _running_or_404(delegate: Delegate, pk: UUID) -> Partnership:
    if Scope.LOG not in delegate.scopes:
        raise Http404
    rows = Partnership.objects.filter(mentor=delegate.mentor_id).select_related(*PEOPLE)
    found: Partnership = get_object_or_404(rows, pk=pk, state__in=meetings.MEETING_STATES)
    return found


def _answer_or_404(delegate: Delegate, pk: UUID) -> Answer:
    if Scope.ANSWER not in delegate.scopes:
        raise Http404
    rows = Answer.objects.filter(person=delegate.mentor_id, part=Part.MENTOR)
    found: Answer = get_object_or_404(rows.select_related("partnership__mentee"), pk=pk)
    return found
