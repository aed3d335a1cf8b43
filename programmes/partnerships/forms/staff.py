"""What staff fill in on a partnership's page."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import SELECT, reason_field
from programmes.profiles.models import Profile


class WhyForm(forms.Form):
    """Why a proposal is withdrawn or a partnership ended; it stays in the history, for staff."""

    reason = reason_field(hint=_("Stays internal. Nobody of the partnership is told."))


class CoMentorForm(forms.Form):
    co_mentor = forms.ModelChoiceField(
        label=_("Co-mentor"),
        queryset=Profile.objects.none(),
        empty_label=_("Please choose"),
        widget=forms.Select(SELECT),
        help_text=_(
            "Whoever you choose here is asked by mail. Only people with a free place are listed."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[Profile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_mentor"].queryset = people
