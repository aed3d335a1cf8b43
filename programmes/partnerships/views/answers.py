"""The page that a proposal's mail leads to: who, why these two, yes or no; without a sign-in.

Opening it changes nothing. What somebody said can be changed as long as it has led to nothing.
"""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.forms import AddressForm
from mentoring.common.link_pages import opened_by_link
from mentoring.common.policies import PolicyMixin, anyone
from programmes.partnerships import links
from programmes.partnerships.forms.answers import AnswerForm, ReasonForm
from programmes.partnerships.models import Answer
from programmes.partnerships.services import lost_links, proposals
from programmes.partnerships.states import LIVE, PartnershipState, Reply
from programmes.profiles.language_and_tone import speak
from programmes.profiles.presenters.introductions import contact, introduce

GONE, CONFLICT, UNPROCESSABLE = 410, 409, 422
OPEN, WAITING, BEGUN, REFUSED, OVER = "open", "waiting", "begun", "refused", "over"

answer_by_link = opened_by_link(
    links.answer_of,
    refusal="partnerships/answer_link_invalid.html",
    speak=lambda request, answer: speak(request, answer.person),
)


class AnswerView(View):
    def get(self, request: HttpRequest, answer: Answer, *, token: str) -> HttpResponse:
        if stage_of(answer) == OVER:
            return over(request, answer, GONE)
        return self._page(answer, AnswerForm(), token)

    def post(self, request: HttpRequest, answer: Answer, *, token: str) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            if stage_of(answer) == OVER:
                return over(request, answer, GONE)
            return self._page(answer, form, token, UNPROCESSABLE)
        try:
            by = Actor.holder(answer.part)
            proposals.answer(answer, **form.cleaned_data, by=by, now=now())
        except DomainError as refusal:
            return self._refused(answer, refusal, token)
        messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect("partnerships:answer", token)

    def _refused(self, answer: Answer, refusal: DomainError, token: str) -> HttpResponse:
        """The proposal has gone another way: the page as it stands now."""
        fresh = links.answer_of(token)
        if stage_of(fresh) == OVER:
            return over(self.request, fresh, CONFLICT)
        messages.error(self.request, refusal.message)
        return self._page(fresh, AnswerForm(self.request.POST), token, CONFLICT)

    def _page(
        self, answer: Answer, form: AnswerForm, token: str, status: int = 200
    ) -> HttpResponse:
        context = _context(answer) | {"form": form, "token": token}
        context["reason"] = ReasonForm(form.data if form.is_bound else None)
        # A button in the mail says which; it is sent only from here.
        asked = form.data.get("reply", self.request.GET.get("answer", ""))
        context["chosen"] = asked if asked in Reply.values else ""
        return render(self.request, "partnerships/answer.html", context, status=status)


def over(request: HttpRequest, answer: Answer, status: int) -> HttpResponse:
    """Whoever said no, or whether staff took it back: it reads the same for everybody."""
    context = {"programme": answer.partnership.cohort.programme, "part": answer.part}
    return render(request, "partnerships/answer_over.html", context, status=status)


def stage_of(answer: Answer) -> str:
    """Where the proposal stands for this person."""
    state = answer.partnership.state
    if answer.reply == Reply.NO:
        return REFUSED
    if state not in LIVE:
        return OVER
    if not answer.reply:
        return OPEN
    return WAITING if state == PartnershipState.PROPOSED else BEGUN


def _context(answer: Answer) -> dict[str, Any]:
    partnership, moment = answer.partnership, now()
    stage, until = stage_of(answer), proposals.undo_until(answer)
    day = local_day(moment)
    return {
        "programme": partnership.cohort.programme,
        "cohort": partnership.cohort,
        "part": answer.part,
        "stage": stage,
        "others": _others(answer, stage, day),
        "rationale": partnership.rationale,
        "undo_until": until if until and moment < until else None,
        "by_office": answer.delegate,
        "by_phone": answer.by_phone,
    }


def _others(answer: Answer, stage: str, day: Any) -> Any:
    """Contact data only of those who have said yes, and only to one of them."""
    partnership = answer.partnership
    if stage == REFUSED:
        return []
    others = partnership.others(answer.part)
    if stage != BEGUN:
        return [introduce(each, reader=answer.part, day=day) for each in others]
    said_yes = set(partnership.answers.filter(reply=Reply.YES).values_list("part", flat=True))
    return [contact(each, day) for each in others if each.part in said_yes]


class LostLinkView(Refusing, PolicyMixin, FormView):
    """Mails new links to an address; the answer is the same whether the address is known or not."""

    policy = anyone
    form_class = AddressForm
    template_name = "partnerships/answer_link_lost.html"
    sent: ClassVar[str] = "partnerships/answer_link_sent.html"

    def form_valid(self, form: AddressForm) -> HttpResponse:
        lost_links.mail_links(form.cleaned_data["email"], now=now())
        return render(self.request, self.sent)
