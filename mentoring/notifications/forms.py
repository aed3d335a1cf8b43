"""What staff write of mails."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import TEXT, text_area
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models.texts import LONGEST_SUBJECT, LONGEST_TEXT


class WordsForm(forms.Form):
    """Subject and text of a mail, with placeholders."""

    subject = forms.CharField(
        label=_("Subject of the mail"),
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(TEXT),
        error_messages={"required": _("A mail needs a subject.")},
    )
    text = forms.CharField(
        label=_("Text of the mail"),
        max_length=LONGEST_TEXT,
        widget=text_area(18),
        help_text=_(
            "A blank line begins a new paragraph, # a heading, - an entry of a list. What stands in"
            " curly brackets is filled in when the mail is sent."
        ),
        error_messages={"required": _("A mail needs a text.")},
    )

    @property
    def words(self) -> Words:
        """What was typed, right or not; "" where nothing was."""
        return Words(str(self["subject"].value() or ""), str(self["text"].value() or ""))


class LetterForm(WordsForm):
    """A letter that staff write themselves; greeting, contact and the end belong to the frame."""

    # Of this page: sent twice, it is one letter.
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = text_area(12)
        self.fields["text"].help_text = _(
            "Greeting and contact are added, as you see in the preview. {given_name}, {name},"
            " {programme} and {cohort_name} are filled in for each person."
        )
