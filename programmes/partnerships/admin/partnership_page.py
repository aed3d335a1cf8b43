"""A partnership's page: its people and what they said, why these two, and what staff can do."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActBesidePage, StaffPage, verb
from mentoring.common.clock import local_day, now
from mentoring.worklist.admin.notes import WithNotes, WriteNote
from mentoring.worklist.models import Note
from programmes.partnerships.admin.timeline import timeline
from programmes.partnerships.forms.staff import CoMentorForm, WhyForm
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.policies import can_manage_partnership
from programmes.partnerships.services import co_mentors, proposals, reminders
from programmes.partnerships.services.meetings import MEETING_STATES
from programmes.partnerships.states import LIVE, PartnershipState
from programmes.profiles.states import Part

STATE_COLOURS = {
    PartnershipState.PROPOSED: "info",
    PartnershipState.ACTIVE: "success",
    PartnershipState.PAUSED: "warning",
    PartnershipState.COMPLETED: "",
    PartnershipState.ENDED: "",
    PartnershipState.DECLINED: "",
}


def partnership_url(partnership: Partnership) -> str:
    return reverse("admin:partnerships_partnership_change", args=[partnership.pk])


class PartnershipPage(WithNotes, StaffPage, TemplateView):
    policy = can_manage_partnership
    model = Partnership
    related = ("cohort__programme", *Part.values)
    template_name = "admin/partnerships/partnership.html"
    note_address = "admin:partnerships_partnership_note"

    def note_subjects(self) -> list[UUID]:
        return [person.subject_id for person in self.row.people.values()]

    def notes(self) -> QuerySet[Note]:
        """What is about the tandem, and not all that is noted about its people."""
        return Note.objects.about(self.row)

    def why_form(self, data: Any = None) -> WhyForm:
        return WhyForm(data)

    def co_mentor_form(self, data: Any = None) -> CoMentorForm | None:
        row: Partnership = self.row
        if row.state not in LIVE:
            return None
        possible = co_mentors.possible_co_mentors(row, now=now())
        return CoMentorForm(data, people=possible)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        row: Partnership = self.row
        answers = list(row.answers.select_related("person__user", "delegate"))
        page = {
            "title": str(row),
            "row": row,
            "colour": STATE_COLOURS[PartnershipState(row.state)],
            "people": _people(row, answers),
            "is_live": row.state in LIVE,
            "is_proposed": row.state == PartnershipState.PROPOSED,
            "can_end": row.state in {PartnershipState.ACTIVE, PartnershipState.PAUSED},
            "entries": timeline(row, answers),
            **contact_of(row),
        }
        forms_ = {
            name: getattr(self, name)()
            for name in ("why_form", "co_mentor_form")
            if name not in more
        }
        return super().get_context_data(**(page | forms_ | more))


def _people(row: Partnership, answers: list[Answer]) -> list[dict[str, Any]]:
    """Everybody who was asked, also a co-mentor who said no, in the order of their parts."""
    open_ = set(Answer.objects.open().filter(partnership=row).values_list("pk", flat=True))
    unreminded = {each.pk for each in reminders.not_reminded(answers)}
    order = list(Part.values)
    return [
        {
            "answer": each,
            "person": each.person,
            "part": each.get_part_display(),
            "is_open": each.pk in open_,
            "can_be_reminded": each.pk in open_ & unreminded and each.asked_at <= now(),
        }
        for each in sorted(answers, key=lambda each: order.index(each.part))
    ]


def contact_of(row: Partnership) -> dict[str, Any]:
    """When they met, newest first: date, kind, length and who took part, and never what was said.

    "quiet" is how many days ago the last contact was; None where there was none.
    """
    held = list(row.meetings.kept())
    days = (local_day(now()) - held[0].held_on).days if held else None
    names = {part: str(person) for part, person in row.people.items()}
    lines = [
        (each, ", ".join(names.get(part, str(Part(part).label)) for part in each.took_part))
        for each in held
    ]
    return {"meetings": lines, "quiet": days, "has_begun": row.state in MEETING_STATES}


class ActionPage(ActBesidePage, PartnershipPage):
    form_name = "why_form"

    def back(self) -> str:
        return partnership_url(self.row)


class NotePage(WriteNote, PartnershipPage):
    def back(self) -> str:
        return partnership_url(self.row)


class WithdrawPage(ActionPage):
    def act(self, form: forms.Form) -> str | Promise:
        proposals.withdraw(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return _("Withdrawn. Whoever had heard of the proposal is told kindly, without the reason.")


class EndPage(ActionPage):
    def act(self, form: forms.Form) -> str | Promise:
        co_mentors.end(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return _("Ended. No mail goes out: please talk to both.")


class CoMentorPage(ActionPage):
    form_name = "co_mentor_form"

    def act(self, form: forms.Form) -> str | Promise:
        chosen = form.cleaned_data["co_mentor"]
        co_mentors.set_co_mentor(self.row, chosen, by=Actor.of(self.request.user), now=now())
        return _("Asked by mail.")


@verb(Partnership, can_manage_partnership, partnership_url)
def remind(request: HttpRequest, partnership: Partnership) -> str | Promise:
    """The one whose answer the button names."""
    part = request.POST.get("answer", "")
    answer = get_object_or_404(
        partnership.answers.select_related("person__user", "partnership__cohort__programme"),
        part=part if part in Part.values else "",
    )
    reminders.remind_now(answer, now=now())
    return _("Reminded. We do not remind a second time.")
