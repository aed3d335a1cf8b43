"""Who may see and decide what in applications."""

from typing import Any

from mentoring.accounts.states import Role
from programmes.admissions.models import Interview, Interviewer, SavedView
from programmes.applications.models import Application
from programmes.cohorts.policies import has_role


def can_see_application(user: Any, application: Application | None) -> bool:
    """Managers of the programme, and interviewers their own applicants."""
    if application is None:
        return has_role(user, None, Role.MANAGER, Role.INTERVIEWER)
    return can_decide(user, application) or (
        has_role(user, application.cohort.programme, Role.INTERVIEWER)
        and application.interviews.filter(interviewer__user=user).exists()
    )


def can_decide(user: Any, application: Application | None) -> bool:
    """Only managers of the programme accept and decline."""
    return has_role(user, application.cohort.programme if application else None, Role.MANAGER)


def can_correct_applicant(user: Any, application: Application | None) -> bool:
    """Managers of the programme put right a name and an address."""
    return can_decide(user, application)


def can_see_interview(user: Any, interview: Interview | None) -> bool:
    """One's own, and as manager all of the programme; not what a colleague noted."""
    return can_hold_interview(user, interview) or can_decide(
        user, interview.application if interview else None
    )


def can_settle_interview(user: Any, interview: Interview | None) -> bool:
    """Say that it was held or missed, or cancel it: the interviewer, or a manager instead."""
    return can_see_interview(user, interview)


def can_hold_interview(user: Any, interview: Interview | None) -> bool:
    """The interviewer writes the sheet; nobody else does."""
    if interview is None:
        return has_role(user, None, Role.INTERVIEWER)
    programme = interview.application.cohort.programme
    return interview.interviewer.user_id == user.pk and has_role(user, programme, Role.INTERVIEWER)


def can_set_hours(user: Any, interviewer: Interviewer | None) -> bool:
    """Interviewers their own, managers those of their programmes' interviewers."""
    if interviewer is None:
        return has_role(user, None, Role.MANAGER, Role.INTERVIEWER)
    if interviewer.user_id == user.pk:
        return has_role(user, None, Role.INTERVIEWER)
    return any(
        has_role(user, held.programme, Role.MANAGER)
        for held in interviewer.user.roles.filter(role=Role.INTERVIEWER).select_related("programme")
    )


def can_use_feed(user: Any, interviewer: Interviewer | None) -> bool:
    """One's own only: the calendar also shows interviews of programmes that a manager has not."""
    if interviewer is not None and interviewer.user_id != user.pk:
        return False
    return has_role(user, None, Role.INTERVIEWER)


def can_use_view(user: Any, view: SavedView | None) -> bool:
    """Everybody who has the list of applications; one's own views only."""
    return can_see_application(user, None) and (view is None or view.owner_id == user.pk)
