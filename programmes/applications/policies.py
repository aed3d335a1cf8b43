"""Who may see and decide what in applications."""

from typing import Any

from mentoring.accounts.states import Role
from programmes.applications.models import Application, Interview, Interviewer
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
    return has_role(user, application and application.cohort.programme, Role.MANAGER)


def can_see_interview(user: Any, interview: Interview | None) -> bool:
    return can_see_application(user, interview and interview.application)


def can_hold_interview(user: Any, interview: Interview | None) -> bool:
    """The interviewer writes the sheet; nobody else does."""
    if interview is None:
        return has_role(user, None, Role.INTERVIEWER)
    programme = interview.application.cohort.programme
    return interview.interviewer.user_id == user.pk and has_role(user, programme, Role.INTERVIEWER)


def can_set_hours(user: Any, interviewer: Interviewer | None) -> bool:
    """Interviewers set their own hours."""
    if interviewer is None:
        return has_role(user, None, Role.MANAGER, Role.INTERVIEWER)
    return interviewer.user_id == user.pk or any(
        has_role(user, role.programme, Role.MANAGER)
        for role in interviewer.user.roles.select_related("programme")
    )
