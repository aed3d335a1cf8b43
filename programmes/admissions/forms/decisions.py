"""What staff fill in when they decide: the reason for colleagues, and the words of the mail."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from mentoring.common.forms import INPUT, reason_field, text_area
from mentoring.common.text import same_endings
from mentoring.notifications.letter_text import Words
from mentoring.notifications.services import texts


class ReasonForm(forms.Form):
    """Why something was done; it stays in the history, for staff."""

    reason = reason_field(hint=_("Stays internal. It goes into the history of the application."))


class DecisionForm(ReasonForm):
    """A reason, and the mail's own words; greeting, button and links are not in them."""

    subject = forms.CharField(
        label=_("Subject of the mail"),
        max_length=200,
        widget=forms.TextInput({"class": INPUT}),
        error_messages={"required": _("A mail needs a subject.")},
    )
    text = forms.CharField(
        label=_("Text of the mail"),
        max_length=5000,
        widget=text_area(12),
        help_text=_(
            "Change it as you like. Greeting, button and links are added to it, as you see in the"
            " preview."
        ),
        error_messages={"required": _("A mail needs a text.")},
    )


class ManyForm(ReasonForm):
    """One reason for many, and the words of their mails, once for each language.

    `words` maps a language to those that would be said; what is left as it stands is not given.
    """

    def __init__(self, *args: Any, words: Mapping[str, Words], mail: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.usual, self.mail = words, mail
        names = dict(settings.LANGUAGES)
        for language, usual in words.items():
            for name in ("subject", "text"):
                field = copy(DecisionForm.base_fields[name])
                field.initial, field.required = getattr(usual, name), False
                if len(words) > 1:
                    field.label = f"{field.label} ({names[language]})"
                self.fields[f"{name}_{language}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for language, usual in self.usual.items():
            given = self.words(language)
            words = Words(given.subject or usual.subject, given.text or usual.text)
            try:
                texts.check(self.mail, language, words)
            except DomainError as fault:
                self.add_error(f"text_{language}", fault.message)
        return cleaned

    def words(self, language: str) -> Words:
        """Subject and text as typed, or as they would be."""
        if language not in self.usual:
            return Words("", "")
        subject, text = (self[f"{name}_{language}"].value() for name in ("subject", "text"))
        return Words(str(subject or ""), same_endings(str(text or "")).strip())

    def changed(self, language: str) -> dict[str, str]:
        """What a decision is told of them: nothing where they were left as they stand."""
        usual, given = self.usual.get(language), self.words(language)
        if usual is None or given in (usual, Words("", "")):
            return {}
        return {"subject": given.subject or usual.subject, "text": given.text or usual.text}
