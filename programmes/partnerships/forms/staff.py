"""What staff fill in on a partnership's page."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import text_area
from programmes.profiles.models import Profile


class WhyForm(forms.Form):
    """Why a proposal is withdrawn or a partnership ended; it stays in the history, for staff."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=text_area(3),
        help_text=_("Stays internal. Nobody of the partnership is told."),
        error_messages={"required": _("Please give a reason. Only staff read it.")},
    )


class CoMentorForm(forms.Form):
    co_mentor = forms.ModelChoiceField(
        label=_("Co-mentor"),
        queryset=Profile.objects.none(),
        empty_label=_("Please choose"),
        widget=forms.Select({"class": "staff-select"}),
        help_text=_(
            "Whoever you choose here is asked by mail. Only people with a free place are listed."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_mentor"].queryset = people
