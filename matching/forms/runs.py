"""What is asked before a run."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from matching.models import CohortCriteria, Plan
from matching.states import Objective, PlanState
from mentoring.common.forms import CHOICES, SELECT


class StartForm(forms.Form):
    objective = forms.ChoiceField(
        label=_("What the plan aims at"),
        choices=Objective.choices,
        widget=forms.RadioSelect(CHOICES),
    )
    jointly = forms.BooleanField(label=_("Choose co-mentors together with mentors"), required=False)
    base_plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Keep the locked pairs of"),
        help_text=_("The draft itself stays as it is."),
        empty_label=_("no draft: match everybody anew"),
        required=False,
        widget=forms.Select(SELECT),
    )

    def __init__(self, data: Any = None, *, criteria: CohortCriteria) -> None:
        first = {"objective": criteria.objective, "jointly": criteria.jointly}
        super().__init__(data, initial=first)
        locked = Count("pairs", filter=Q(pairs__locked=True))
        drafts = Plan.objects.filter(cohort=criteria.cohort, state=PlanState.DRAFT)
        field = self.fields["base_plan"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = drafts.annotate(locked=locked).filter(locked__gt=0)
        if not field.queryset.exists():
            del self.fields["base_plan"]
