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
from mentoring.privacy.services import answers, questions, texts
from mentoring.privacy.services.questions import Asked
from mentoring.privacy.states import Channel, Purpose
from programmes.cohorts.models import Programme

NOT_SAID = ("", _("I would rather not say"))


class VoluntaryForm(FieldsForm):
    """Every question may stay blank; answers need the tick, and the tick needs no answers.

    The hidden hash names the text beside the box, so that nobody agrees to one they did not see.
    """

    purpose: ClassVar[Purpose]

    def __init__(self, *args: Any, programme: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.asked = questions.asked(self.purpose, programme)
        self.text = texts.current(self.purpose, get_language() or "de")
        for each in self.asked:
            self.fields[each.question.value] = _field(each)
        self.fields["shown"] = forms.CharField(
            widget=forms.HiddenInput, initial=self.text.sha256, required=False
        )
        self.fields["consent"] = forms.BooleanField(label=_("I agree"), required=False)
        self.helper.layout = _layout(self.asked)

    def given(self) -> dict[str, Any]:
        """The answers without the blank ones."""
        names = [each.question.value for each in self.asked]
        values = {name: self.cleaned_data.get(name) for name in names}
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
            programme=self.programme,
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
    """The wish about what a mentor belongs to."""

    purpose = Purpose.MATCHING


def _field(asked: Asked) -> forms.Field:
    if asked.is_multiple:
        widget = forms.CheckboxSelectMultiple({"data-compact": ""})
        return forms.MultipleChoiceField(
            label=asked.label, choices=asked.choices, widget=widget, required=False
        )
    return forms.ChoiceField(
        label=asked.label,
        choices=[*asked.choices, NOT_SAID],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )


def _layout(asked: list[Asked]) -> Layout:
    return Layout(
        *(Field(each.question.value) for each in asked),
        HTML('{% include "privacy/consent_text.html" %}'),
        Field("shown"),
        Field("consent"),
    )
