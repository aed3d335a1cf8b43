"""Pages with voluntary questions: each has one purpose, its text, and a box of its own."""

from copy import copy
from datetime import datetime
from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.common.forms import FieldsForm
from mentoring.privacy.models import Subject
from mentoring.privacy.services import answers, texts
from mentoring.privacy.states import CHOICES, MULTIPLE, QUESTIONS, Channel, Purpose, Question

NOT_SAID = ("", _("I would rather not say"))


class VoluntaryForm(FieldsForm):
    """Every question may stay blank; answers need the tick, and the tick needs no answers.

    The hidden hash names the text beside the box, so that nobody agrees to one they did not see.
    """

    purpose: ClassVar[Purpose]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = texts.current(self.purpose, get_language() or "de")
        for question in QUESTIONS[self.purpose]:
            self.fields[question.value] = _field(question)
        self.fields["shown"] = forms.CharField(
            widget=forms.HiddenInput, initial=self.text.sha256, required=False
        )
        self.fields["consent"] = forms.BooleanField(label=_("I agree"), required=False)
        self.helper.layout = _layout(self.purpose)

    def given(self) -> dict[str, Any]:
        """The answers without the blank ones."""
        values = {q.value: self.cleaned_data.get(q.value) for q in QUESTIONS[self.purpose]}
        return {question: value for question, value in values.items() if value}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("consent"):
            if self.given():
                self.add_error("consent", _("We may only keep these answers if you agree."))
            return cleaned
        try:
            texts.shown(self.purpose, cleaned.get("shown", ""))
        except ConflictError as error:
            self.add_error("consent", str(error.message))
            self._show_newest()
        return cleaned

    def save(
        self, *, subject: Subject, channel: str = Channel.FORM, now: datetime, by: Actor
    ) -> None:
        answers.submit(
            subject=subject,
            purpose=self.purpose,
            answers=self.given(),
            agreed=self.cleaned_data["consent"],
            shown=self.cleaned_data["shown"],
            channel=channel,
            now=now,
            by=by,
        )

    def _show_newest(self) -> None:
        """The page comes back with the newest text and the box open again."""
        sent: Any = copy(self.data)
        sent[self.add_prefix("shown")] = self.text.sha256
        sent.pop(self.add_prefix("consent"), None)
        self.data = sent


class BackgroundForm(VoluntaryForm):
    """Whom we reach: background questions for statistics."""

    purpose = Purpose.OUTREACH


class MentorWishForm(VoluntaryForm):
    """The wish about a mentor's party."""

    purpose = Purpose.MATCHING


def _field(question: Question) -> forms.Field:
    choices = CHOICES[question]
    if question in MULTIPLE:
        widget = forms.CheckboxSelectMultiple({"data-compact": ""})
        return forms.MultipleChoiceField(
            label=question.label, choices=choices, widget=widget, required=False
        )
    return forms.ChoiceField(
        label=question.label,
        choices=[*choices, NOT_SAID],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )


def _layout(purpose: Purpose) -> Layout:
    return Layout(
        *(Field(question.value) for question in QUESTIONS[purpose]),
        HTML('{% include "privacy/consent_text.html" %}'),
        Field("shown"),
        Field("consent"),
    )
