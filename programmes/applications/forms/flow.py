"""The order of the application form's pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day, now
from mentoring.privacy.forms import BackgroundForm, MentorWishForm, VoluntaryForm
from programmes.applications.forms import steps
from programmes.applications.forms.extra import ExtraForm
from programmes.applications.models import Application
from programmes.applications.services import extra_answers
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import OptionalQuestion


@dataclass(frozen=True)
class Step:
    """One page: its address, its heading, its form and, where answers are voluntary, a second
    form whose answers are kept apart."""

    slug: str
    title: str | Promise
    form: type[steps.StepForm] | None
    hint: str | Promise = ""
    voluntary: type[VoluntaryForm] | None = None
    # The setting with which a cohort leaves the second form out.
    voluntary_question: OptionalQuestion | None = None
    applies: Callable[[Application], bool] = bool

    def as_asked_by(self, cohort: Cohort) -> "Step | None":
        """The page as `cohort` has it; None if nothing is left of it."""
        form, voluntary = self.form, self.voluntary
        if form and form.is_blank_for(cohort):
            form = None
        if self.voluntary_question and not cohort.asks(self.voluntary_question):
            voluntary = None
        return replace(self, form=form, voluntary=voluntary) if form or voluntary else None


STEPS = (
    Step("name", _("What is your name?"), steps.NameForm),
    Step("birth", _("When were you born?"), steps.BirthForm),
    Step(
        "guardian",
        _("Who may agree for you?"),
        steps.GuardianForm,
        applies=lambda application: application.needs_guardian(local_day(now())),
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
        voluntary_question=OptionalQuestion.AFFILIATION_WISH,
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
        voluntary_question=OptionalQuestion.BACKGROUND,
    ),
    Step("source", _("How did you hear of us?"), steps.SourceForm),
    Step(
        "more",
        _("A few more questions"),
        ExtraForm,
        applies=lambda application: bool(extra_answers.asked(application.cohort)),
    ),
)


def steps_for(application: Application) -> list[Step]:
    """The pages that apply to this person, in order."""
    return [step for step in asked_by(application.cohort) if step.applies(application)]


def asked_by(cohort: Cohort) -> list[Step]:
    """The pages that are left of all, before anything is known of the person."""
    return [asked for step in STEPS if (asked := step.as_asked_by(cohort))]


def missing(application: Application) -> list[Step]:
    """The pages that lack an answer the programme needs, or hold one that was not sent yet."""
    return [step for step in steps_for(application) if _is_open(step, application)]


def _is_open(step: Step, application: Application) -> bool:
    lacks = bool(step.form and step.form.is_lacking(application))
    return lacks or step.slug in application.unfinished
