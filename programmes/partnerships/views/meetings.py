"""The meetings of one's own tandem: all of them, one more, one less."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import attempt
from mentoring.common.policies import PolicyMixin, policy, require
from mentoring.common.question_pages import ask
from programmes.partnerships.forms.meetings import MeetingForm
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.policies import is_of_tandem
from programmes.partnerships.presenters import ask_to_remove, for_tandem
from programmes.partnerships.services import meetings
from programmes.partnerships.states import PartnershipState
from programmes.profiles.language_and_tone import speak
from programmes.profiles.models import Profile

Tandem = tuple[Partnership, Profile]
BEGUN = (
    *meetings.MEETING_STATES,
    PartnershipState.COMPLETED,
    PartnershipState.ENDED,
)


def tandem_or_404(request: HttpRequest, pk: Any) -> Tandem:
    """One's own tandem that has begun, and who one is in it; spoken of in one's tone."""
    rows = Partnership.objects.visible_to(request.user)
    partnership: Partnership = get_object_or_404(
        rows.select_related(
            "cohort__programme", *(f"{part}__cohort" for part in ("mentee", "mentor", "co_mentor"))
        ),
        pk=pk,
    )
    require(is_of_tandem, request.user, partnership)
    people = partnership.people.values()
    me = next(person for person in people if person.user_id == request.user.pk)
    # Who has not said yes yet does not read what the others share.
    asked = Answer.objects.filter(partnership=partnership, person=me, reply="")
    if partnership.state not in BEGUN or asked.exists():
        raise Http404
    speak(request, me)
    return partnership, me


@policy(is_of_tandem)
@require_safe
def meeting_list(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everything that was, newest first."""
    partnership, me = tandem_or_404(request, pk)
    today = local_day(now())
    context = _frame(
        partnership,
        me,
        lines=for_tandem(partnership, partnership.meetings.kept(), me, today),
        can_log=partnership.state in meetings.MEETING_STATES,
    )
    return render(request, "partnerships/meetings.html", context)


class LogView(PolicyMixin, View):
    """The form to log a meeting with."""

    policy = is_of_tandem

    def get(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        partnership, me = tandem_or_404(request, pk)
        return self._page(partnership, me, self._form(partnership, me))

    def post(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        partnership, me = tandem_or_404(request, pk)
        form = self._form(partnership, me, request.POST)

        def log() -> None:
            form_id = form.cleaned_data["form_id"]
            meetings.log(partnership, form.held(), form_id=form_id, by=me, now=now())

        if refused := attempt(form, log):
            return self._page(partnership, me, form, status=refused)
        messages.success(request, _("Noted. Good that you met."))
        return redirect("partnerships:meetings", partnership.pk)

    @staticmethod
    def _form(partnership: Partnership, me: Profile, data: Any = None) -> MeetingForm:
        today = local_day(now())
        return MeetingForm(data, partnership=partnership, reader=me.part, today=today)

    def _page(
        self, partnership: Partnership, me: Profile, form: MeetingForm, status: int = 200
    ) -> HttpResponse:
        context = _frame(partnership, me, form=form)
        return render(self.request, "partnerships/meeting.html", context, status=status)


@policy(is_of_tandem)
def remove(request: HttpRequest, pk: Any, meeting: Any) -> HttpResponse:
    """By who logged it: asked by GET, done by POST."""
    partnership, me = tandem_or_404(request, pk)
    found = get_object_or_404(partnership.meetings, pk=meeting)
    if request.method != "POST":
        question, back = ask_to_remove(found), reverse("partnerships:meetings", args=[pk])
        return ask(request, question, back=back, programme=partnership.cohort.programme)
    try:
        meetings.remove(found, by=me, now=now())
        messages.success(request, _("The meeting is taken back."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("partnerships:meetings", partnership.pk)


def _frame(partnership: Partnership, me: Profile, **more: Any) -> dict[str, Any]:
    others = [person for person in partnership.people.values() if person.pk != me.pk]
    return {
        "partnership": partnership,
        "programme": partnership.cohort.programme,
        "others": others,
        "home": f"home:{me.part}",
        **more,
    }
