"""The colours in which states stand on staff's pages and lists."""

from django import template

from mentoring.common.redaction import without_tokens
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState

COLOURS: dict[str, str] = {
    ApplicationState.SUBMITTED: "warning",
    ApplicationState.INTERVIEW: "info",
    ApplicationState.ACCEPTED: "success",
    ApplicationState.WAITLISTED: "primary",
    ApplicationState.DECLINED: "",
    ApplicationState.WITHDRAWN: "",
    InterviewState.BOOKED: "info",
    InterviewState.HELD: "success",
    InterviewState.NO_SHOW: "warning",
    InterviewState.CANCELLED: "",
    Recommendation.ACCEPT: "success",
    Recommendation.UNSURE: "warning",
    Recommendation.DECLINE: "danger",
}
register = template.Library()


@register.filter
def colour(state: str) -> str:
    """The kind of label in which `state` is shown."""
    return COLOURS.get(state, "")


@register.filter
def without_keys(text: str) -> str:
    """A mail's text without the keys of its links, which are its reader's alone."""
    return without_tokens(text)
