"""The order of the application form's pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import now
from mentoring.privacy.forms import BackgroundForm, MentorWishForm, VoluntaryForm
from programmes.applications.forms import steps
from programmes.applications.models import Application


@dataclass(frozen=True)
class Step:
    """One page: its address, its heading, its form and, where answers are voluntary, a second
    form whose answers are kept apart."""

    slug: str
    title: str | Promise
    form: type[steps.StepForm] | None
    hint: str | Promise = ""
    voluntary: type[VoluntaryForm] | None = None
    applies: Callable[[Application], bool] = bool


STEPS = (
    Step("name", _("What is your name?"), steps.NameForm),
    Step("birth", _("When were you born?"), steps.BirthForm),
    Step(
        "guardian",
        _("Who may agree for you?"),
        steps.GuardianForm,
        applies=lambda application: application.needs_guardian(now().date()),
    ),
    Step("region", _("Where do you live?"), steps.RegionForm),
    Step(
        "support",
        _("What would you like support with?"),
        steps.SupportForm,
        hint=_("In the interview we find out together what helps you most."),
    ),
    Step("practical", _("How and when can you meet?"), steps.PracticalForm),
    Step(
        "mentor",
        _("Who would suit you?"),
        steps.MentorForm,
        hint=_("You may leave everything on this page blank."),
        voluntary=MentorWishForm,
    ),
    Step(
        "background",
        _("A few voluntary questions"),
        None,
        hint=_(
            "They help us see whom we reach and whom we miss. They have no influence on whether"
            " you get a place, and interviewers do not see them. You may leave everything blank."
        ),
        voluntary=BackgroundForm,
    ),
    Step("source", _("How did you hear of us?"), steps.SourceForm),
)


def steps_for(application: Application) -> list[Step]:
    """The pages that apply to this person, in order."""
    return [step for step in STEPS if step.applies(application)]


def missing(application: Application) -> list[Step]:
    """The pages that still lack an answer the programme needs."""
    return [step for step in steps_for(application) if step.form and _lacks(step, application)]


def _lacks(step: Step, application: Application) -> bool:
    names = step.form.required if step.form else ()
    return any(not _value(application, name) for name in names)


def _value(application: Application, name: str) -> object:
    value = getattr(application, name)
    return value.exists() if name == "needs" else value
