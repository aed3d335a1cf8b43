"""All that a member of staff may see of one person, from every room, each with where it stands."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day, now
from mentoring.common.formatting import day_and_time
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.worklist.models import Task
from mentoring.worklist.presenters import ending, kind_title
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.cohorts.models import Programme
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import meetings
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.services import screening
from programmes.profiles.states import Part

# The latest of what there may be hundreds of.
MAILS, TASKS = 30, 50
Words = str | Promise


@dataclass(frozen=True)
class Line:
    """One thing known about the person; `url` leads to its page."""

    title: Words
    url: str = ""
    label: Words = ""
    notes: Iterable[Words] = ()


@dataclass(frozen=True)
class Section:
    title: Words
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Person:
    """Whoever stands behind `subject_id`, also by other profiles of the same account."""

    reader: Any
    subject_id: uuid.UUID

    @cached_property
    def profiles(self) -> list[Profile]:
        seen = Profile.objects.filter(
            cohort__programme__in=Programme.objects.managed_by(self.reader)
        )
        account = seen.filter(subject=self.subject_id).values("user")
        rows = seen.filter(Q(subject=self.subject_id) | Q(user__in=account))
        return list(rows.select_related("user", "cohort__programme", "screening"))

    @cached_property
    def subjects(self) -> set[uuid.UUID]:
        return {self.subject_id, *(each.subject_id for each in self.profiles)}

    @cached_property
    def applications(self) -> list[Application]:
        rows = Application.objects.visible_to(self.reader).filter(subject__in=self.subjects)
        return list(rows.select_related("cohort__programme").order_by("-saved_at"))

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        rows = Enrolment.objects.visible_to(self.reader).filter(subject__in=self.subjects)
        return list(rows.select_related("cohort__programme").order_by("-saved_at"))

    @property
    def rows(self) -> list[Any]:
        """The pages that the person has, the newest part first; none for who may see nothing."""
        return [*self.profiles, *self.applications, *self.enrolments]

    @property
    def sections(self) -> list[Section]:
        """Only those that say something."""
        made = [Section(title, list(lines(self))) for title, lines in SECTIONS]
        return [section for section in made if section.lines]


def _applications(person: Person) -> Iterator[Line]:
    for each in person.applications:
        sent = _("sent on %(day)s") % {"day": _day(each.saved_at)}
        yield _line(each, each.cohort, each.get_state_display(), sent)


def _interviews(person: Person) -> Iterator[Line]:
    seen = Interview.objects.visible_to(person.reader)
    rows = seen.filter(application__in=person.applications).order_by("-starts_at")
    for each in rows.select_related("interviewer__user", "sheet"):
        sheet = getattr(each, "sheet", None)
        found = sheet.get_recommendation_display() if sheet and sheet.recommendation else ""
        said = _("Recommendation: %(words)s") % {"words": found} if found else ""
        when = day_and_time(each.starts_at)
        yield _line(each, when, each.get_state_display(), str(each.interviewer), said)


def _enrolments(person: Person) -> Iterator[Line]:
    for each in person.enrolments:
        title = f"{each.get_part_display()} · {each.cohort}"
        yield _line(each, title, each.get_state_display(), each.get_origin_display())


def _profiles(person: Person) -> Iterator[Line]:
    for each in person.profiles:
        title = f"{each.get_part_display()} · {each.cohort}"
        yield _line(each, title, each.get_state_display(), each.phone, each.function)


def _screening(person: Person) -> Iterator[Line]:
    for each in person.profiles:
        if each.part not in screening.SCREENED:
            continue
        checked = getattr(each, "screening", None)
        ends = screening.holds_until(checked)
        url = reverse("admin:profiles_profile_screening", args=[each.pk])
        words = screening.certificate_words(ends, local_day(now()))
        days = [f"{what}: {_day(day)}" for what, day in screening.noted(checked)]
        yield Line(words, url, notes=[str(each.cohort), *days])


def _partnerships(person: Person) -> Iterator[Line]:
    mine = {each.pk for each in person.profiles}
    parts = Q(*((f"{part}__in", mine) for part in Part.values), _connector=Q.OR)
    rows = Partnership.objects.filter(
        parts, cohort__programme__in=Programme.objects.managed_by(person.reader)
    )
    rows = rows.select_related("cohort__programme", *Part.values).order_by("-proposed_at", "pk")
    for each in meetings.with_last_meeting(rows):
        last = _("Last contact: %(day)s") % {"day": _day(each.met_on)} if each.met_on else ""
        names = " · ".join(str(other) for other in each.people.values())
        yield _line(each, names, each.get_state_display(), str(each.cohort), last)


def _tasks(person: Person) -> Iterator[Line]:
    rows = Task.objects.visible_to(person.reader).filter(subject_id__in=person.subjects)
    newest = rows.select_related("assignee").order_by(F("due_on").asc(nulls_last=True), "pk")
    for each in sorted(newest[:TASKS], key=lambda task: not task.is_open):
        due = _("due %(day)s") % {"day": _day(each.due_on)} if each.due_on and each.is_open else ""
        who = str(each.assignee or "")
        yield _line(each, each, ending(each), kind_title(each), due, who)


def _mails(person: Person) -> Iterator[Line]:
    types = ContentType.objects.get_for_models(*{type(row) for row in person.rows})
    about = Q(subject_id__in=person.subjects)
    for row in person.rows:
        about |= Q(content_type=types[type(row)], object_id=str(row.pk))
    rows = Mail.objects.visible_to(person.reader).filter(about).defer("text", "html", "calendar")
    for each in rows.order_by("-created_at", "-pk")[:MAILS]:
        kind = kinds.find(each.kind)
        title = each.subject or (kind.title if kind else each.kind)
        yield _line(each, title, each.get_state_display(), day_and_time(each.created_at), each.to)


SECTIONS: tuple[tuple[Words, Callable[[Person], Iterator[Line]]], ...] = (
    (_("Profile"), _profiles),
    (_("Partnerships"), _partnerships),
    (_("Applications"), _applications),
    (_("Interviews"), _interviews),
    (_("Screening"), _screening),
    (_("Joining"), _enrolments),
    (_("Tasks"), _tasks),
    (_("Mails"), _mails),
)


def _line(row: Any, title: Any, label: Words, *notes: Words) -> Line:
    address = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    said = [note for note in notes if note]
    return Line(str(title), reverse(address, args=[row.pk]), label, said)


def _day(moment: Any) -> str:
    return date_format(localtime(moment) if hasattr(moment, "hour") else moment)
