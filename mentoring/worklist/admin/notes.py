"""Notes on the pages of staff: one form and one list, wherever a person or a tandem has a page."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActBesidePage
from mentoring.common.clock import now
from mentoring.common.forms import INPUT
from mentoring.worklist.models import Note
from mentoring.worklist.models.notes import LONGEST_NOTE
from mentoring.worklist.services import notes
from programmes.cohorts.models import Programme

AREA = {"rows": 3, "class": INPUT}


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("New note"),
        help_text=_("For colleagues. Write it as if the person could read it, too: they may ask."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": _("Please write something.")},
    )


class WithNotes:
    """For a page about a row: what the reader may see of the notes, and the form for a new one."""

    row: Any
    request: HttpRequest
    # Where the form is sent to: the name of an address that takes the row's number.
    note_address: ClassVar[str]

    def note_form(self, data: Any = None) -> NoteForm:
        return NoteForm(data)

    def note_programme(self) -> Programme:
        programme: Programme = self.row.cohort.programme
        return programme

    def note_subjects(self) -> Iterable[uuid.UUID]:
        """Of whom a note on this page tells."""
        return (self.row.subject_id,)

    def note_number(self) -> uuid.UUID:
        """The number in the address of this page."""
        number: uuid.UUID = self.row.pk
        return number

    def notes(self) -> QuerySet[Note]:
        """All that is noted about these people, wherever it was written."""
        return Note.objects.for_subjects(*self.note_subjects())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        rows = self.notes().visible_to(self.request.user).select_related("author")
        page: dict[str, Any] = {
            "notes": list(rows),
            "note_url": reverse(self.note_address, args=[self.note_number()]),
            "reader": self.request.user,
        }
        if "note_form" not in more:
            page["note_form"] = self.note_form()
        return super().get_context_data(**(page | more))  # type: ignore[misc]


class WriteNote(ActBesidePage):
    """Stands before the class of the page; a button of a note takes that note back."""

    form_name = "note_form"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        page: Any = self
        own = page.notes().visible_to(request.user).filter(author=request.user)
        note = get_object_or_404(own, pk=_number(request.POST["remove"]))
        notes.remove(note, by=Actor.of(request.user))
        messages.success(request, _("The note is deleted."))
        return redirect(self.back())

    def act(self, form: forms.Form) -> str | Promise:
        page: Any = self
        notes.write(
            self.row,
            form.cleaned_data["text"],
            programme=page.note_programme(),
            subjects=page.note_subjects(),
            by=Actor.of(self.request.user),
            now=now(),
        )
        return _("Noted.")


def _number(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
