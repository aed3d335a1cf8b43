"""A partnership's page: its people and what they said, why these two, and what staff can do."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActBesidePage, AskPage, StaffPage
from mentoring.common.clock import local_day, now
from mentoring.worklist.admin.notes import WithNotes, WriteNote
from mentoring.worklist.models import Note
from programmes.partnerships.admin.timeline import timeline
from programmes.partnerships.forms.answers import PhoneAnswerForm
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
        answers = list(row.answers.select_related("person__user", "delegate", "noted_by"))
        page = {
            "title": str(row),
            "row": row,
            "colour": STATE_COLOURS[PartnershipState(row.state)],
            "people": _people(row, answers, more.get("phone_form")),
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


def _people(
    row: Partnership, answers: list[Answer], tried: PhoneAnswerForm | None
) -> list[dict[str, Any]]:
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
            "phone_form": _phone_form(each, tried) if _can_be_noted(each) else None,
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


def _can_be_noted(answer: Answer) -> bool:
    """As long as an answer is missing, or one that was given has led to nothing yet."""
    if answer.is_open or (answer.reply and answer.partnership.state == PartnershipState.PROPOSED):
        return True
    until = proposals.undo_until(answer)
    return until is not None and now() < until


def _phone_form(answer: Answer, tried: PhoneAnswerForm | None) -> PhoneAnswerForm:
    """The form that was sent stays with the person whom it is about."""
    if tried is not None and tried.data.get("part") == answer.part:
        return tried
    return PhoneAnswerForm(auto_id=f"id_{answer.part}_%s")


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


class PhoneAnswerPage(ActionPage):
    """Somebody has told staff on the phone: it counts as their answer, and who entered it stays."""

    form_name = "phone_form"

    def phone_form(self, data: Any = None) -> PhoneAnswerForm:
        part = data.get("part") if data else ""
        return PhoneAnswerForm(data, auto_id=f"id_{part}_%s")

    def act(self, form: forms.Form) -> str | Promise:
        answer = answer_named(self.row, form.data.get("part", ""))
        by = Actor.of(self.request.user)
        proposals.answer(answer, **form.cleaned_data, by_phone=True, by=by, now=now())
        return _("Noted as the answer of %(name)s.") % {"name": answer.person}


def answer_named(partnership: Partnership, part: str) -> Answer:
    """The answer of who is in it as `part`; 404 where nobody is."""
    rows = Answer.objects.select_related("person__user", "partnership__cohort__programme")
    known = part if part in Part.values else ""
    return get_object_or_404(rows, partnership=partnership, part=known)


class CoMentorPage(ActionPage):
    form_name = "co_mentor_form"

    def act(self, form: forms.Form) -> str | Promise:
        chosen = form.cleaned_data["co_mentor"]
        co_mentors.set_co_mentor(self.row, chosen, by=Actor.of(self.request.user), now=now())
        return _("Asked by mail.")


class RemindPage(AskPage):
    """The one whose answer the button names."""

    policy = can_manage_partnership
    model = Partnership
    related = ("cohort__programme",)
    title = _("Remind now?")
    effect = _("A kind mail goes out at once. We remind each person once only.")
    button = _("Remind now")
    variant = "primary"

    @cached_property
    def answer(self) -> Answer:
        asked = {**self.request.GET.dict(), **self.request.POST.dict()}.get("answer", "")
        return answer_named(self.row, asked)

    @property
    def named(self) -> str:
        return str(self.answer.person)

    @property
    def kept(self) -> dict[str, str]:
        return {"answer": self.answer.part}

    def act(self, form: forms.Form) -> str | Promise:
        reminders.remind_now(self.answer, now=now())
        return _("Reminded. We do not remind a second time.")

    def back(self) -> str:
        return partnership_url(self.row)
