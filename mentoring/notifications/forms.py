"""What staff write of mails."""

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
