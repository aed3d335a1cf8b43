"""The person on the board: who it is in their own words, what is asked for, what was noted.

Opened from a name without leaving the board; without script it is a page of its own. What was noted
in an interview is shown to who may see the interview, and read only when the card is opened.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from matching.admin.board import PlanPage
from mentoring.common.ages import age_on
from mentoring.common.clock import local_day, now
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_see_application, can_see_interview
from programmes.applications.forms.extra import in_words
from programmes.applications.models import Application
from programmes.profiles.models import Profile
from programmes.profiles.policies import can_manage_profile
from programmes.profiles.services import times
from programmes.profiles.states import Part, SpokenLanguage, WishKind

Facts = list[tuple[str | Promise, str]]


class PersonPage(PlanPage, TemplateView):
    """Somebody of the plan's cohort."""

    template_name = "admin/matching/board_person.html"

    @cached_property
    def person(self) -> Profile:
        rows = Profile.objects.visible_to(self.request.user).filter(cohort=self.row.cohort_id)
        found = rows.select_related("cohort__programme").filter(pk=self.kwargs["person"]).first()
        if found is None or not can_manage_profile(self.request.user, found):
            raise Http404
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        person = self.person
        application = self._application()
        page = {
            "person": person,
            "facts": _facts(person),
            "words": _words(person, application),
            "asked": _asked(person, application),
            "answers": _answers(application),
            "interview": self._interview(application),
            "profile_url": reverse("admin:profiles_profile_change", args=[person.pk]),
            "application_url": _application_url(application),
        }
        # The address names the person, too: the row counts.
        return super().get_context_data(**(more | page))

    def _application(self) -> Application | None:
        """With which the mentee came, if the reader may see it."""
        person = self.person
        rows = Application.objects.visible_to(self.request.user)
        mine = rows.filter(cohort=person.cohort_id, subject=person.subject_id)
        found = mine.select_related("cohort__programme").first()
        return found if found and can_see_application(self.request.user, found) else None

    def _interview(self, application: Application | None) -> dict[str, Any] | None:
        """What the interviewer wrote, and where it stands."""
        if application is None:
            return None
        rows = Interview.objects.visible_to(self.request.user).filter(application=application)
        held = rows.filter(sheet__isnull=False).select_related(
            "sheet", "interviewer__user", "application__cohort__programme"
        )
        found = held.order_by("-starts_at").first()
        if found is None or not can_see_interview(self.request.user, found):
            return None
        return {
            "row": found,
            "by": found.interviewer.user,
            "notes": _notes(found),
            "url": reverse("admin:admissions_interview_change", args=[found.pk]),
        }


def _facts(person: Profile) -> Facts:
    """Who it is, at a glance; what is blank does not appear."""
    age = str(age_on(person.birth_date, local_day(now()))) if person.birth_date else ""
    return _filled(
        (_("Age"), age),
        (_("Region"), " ".join(filter(None, (person.postcode, person.get_region_display())))),
        (_("Function"), person.known_as if person.part != Part.MENTEE else ""),
        (_("Languages"), _labels(person.languages)),
        (_("In person or video"), person.get_meeting_format_display()),
        (_("Good times"), times.cells_in_words(times.cells_of(person))),
        (_("Places"), "" if person.part == Part.MENTEE else str(person.capacity)),
    )


def _words(person: Profile, application: Application | None) -> Facts:
    """What they wrote themselves."""
    return _filled(
        (_("Introduction"), person.introduction),
        (_("After a year"), application.hope if application else ""),
        (_("You may always ask me"), person.always_ask),
        (_("I would rather not"), person.rather_not),
    )


def _asked(person: Profile, application: Application | None) -> Facts:
    """What a mentee looks for, or what a mentor offers."""
    is_mentee = person.part == Part.MENTEE
    support = _("Would like support with") if is_mentee else _("Can support with")
    wishes = {
        kind: ", ".join(
            str(each.other)
            for each in person.named_wishes.select_related("other").filter(kind=kind)
        )
        for kind in WishKind.values
    }
    return _filled(
        (_("Most important topics"), _titles(person.important_topics.all())),
        (_("Topics"), _titles(person.topics.all())),
        (support, _titles(person.needs.all())),
        (_("Wishes for a mentor"), application.mentor_wish if application else ""),
        *((WishKind(kind).label, names) for kind, names in wishes.items()),
        (_("What you need from us"), person.needs_from_us),
    )


def _answers(application: Application | None) -> Facts:
    """To the questions of the cohort's own."""
    if application is None:
        return []
    rows = application.extra_answers.select_related("question").order_by("question__position")
    return _filled(*((row.question.title, in_words(row)) for row in rows))


def _notes(interview: Interview) -> Facts:
    sheet = interview.sheet
    motivation = str(sheet.get_motivation_display()) if sheet.motivation else ""
    return _filled(
        (_("Notes"), sheet.notes),
        (_("Support needs"), _titles(sheet.needs.all())),
        (_("Motivation"), " – ".join(filter(None, (motivation, sheet.motivation_reason)))),
    )


def _application_url(application: Application | None) -> str:
    if application is None:
        return ""
    return reverse("admin:applications_application_change", args=[application.pk])


def _filled(*facts: tuple[str | Promise, Any]) -> Facts:
    return [(label, str(value)) for label, value in facts if value]


def _titles(rows: Iterable[Any]) -> str:
    return ", ".join(str(row) for row in rows)


def _labels(codes: Iterable[str]) -> str:
    known = set(SpokenLanguage.values)
    return ", ".join(str(SpokenLanguage(code).label) for code in codes if code in known)
