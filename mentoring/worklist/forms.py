"""What staff fill in on a task's page: how it ended, why it is dropped, who and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.forms import CHOICES, SELECT, day_input, reason_field, text_area
from mentoring.worklist.models import Task
from mentoring.worklist.policies import who_can_work_on

LONGEST = 2000


class CloseForm(forms.Form):
    """The outcome; where there is but one, nobody has to choose it."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        widget=forms.RadioSelect(CHOICES),
        error_messages={"required": _("Please choose an outcome.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        required=False,
        widget=text_area(3),
        help_text=_("What colleagues should know later. Only staff read it."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        field.choices = choices
        if len(choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), choices[0][0]


class DropForm(forms.Form):
    """Nothing is done, and it is said why."""

    reason = reason_field(most=LONGEST, rows=2)


class PlanForm(forms.Form):
    """Who looks after the task, and until when."""

    assignee = forms.ModelChoiceField(
        label=_("Looked after by"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        widget=forms.Select(SELECT),
    )
    due_on = forms.DateField(label=_("Due"), required=False, widget=day_input())

    def __init__(self, *args: Any, task: Task, user: Any, today: date, **kwargs: Any) -> None:
        initial = {"assignee": task.assignee_id, "due_on": task.due_on}
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today
        self.fields["assignee"].queryset = who_can_work_on(task, user, task.assignee)

    def clean_due_on(self) -> date | None:
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on and due_on < self.today and due_on != self.initial["due_on"]:
            raise forms.ValidationError(_("Please choose a day from today on."))
        return due_on
