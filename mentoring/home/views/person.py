"""A person's page for staff: everything about them that the reader may see, and notes."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from mentoring.common.admin_pages import StaffPage
from mentoring.common.policies import require
from mentoring.home.presenters.person import Person
from mentoring.worklist.admin.notes import WithNotes, WriteNote
from programmes.admissions.policies import can_see_application
from programmes.applications.models import Application
from programmes.profiles.models import Profile


class PersonPage(WithNotes, StaffPage, TemplateView):
    """404 where the reader sees neither an application nor a profile of the person."""

    policy = can_see_application
    model = Profile
    template_name = "home/person.html"
    note_address = "home:person_note"

    @cached_property
    def person(self) -> Person:
        return Person(self.request.user, self.kwargs["pk"])

    @cached_property
    def row(self) -> Any:
        """What a new note is about: the newest of what there is."""
        if not self.person.rows:
            raise Http404
        newest = self.person.rows[0]
        if isinstance(newest, Application):
            require(can_see_application, self.request.user, newest)
        return newest

    def note_subjects(self) -> set[UUID]:
        return self.person.subjects

    def note_number(self) -> UUID:
        return self.person.subject_id

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        row = self.row
        sections = self.person.sections
        page = {
            "title": str(row),
            "person": row,
            "profile": row if isinstance(row, Profile) else None,
            "email": row.user.email if isinstance(row, Profile) else row.email,
            "sections": sections,
            "opts": row._meta,
        }
        return super().get_context_data(**(page | more))


class PersonNotePage(WriteNote, PersonPage):
    def back(self) -> str:
        return reverse("home:person", args=[self.row.subject_id])
