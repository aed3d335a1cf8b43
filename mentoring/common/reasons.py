"""Why staff did something: each form asks for it, each service demands it, colleagues read it."""

from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError

LONGEST = 1000
MISSING = _("Please give a reason. Only staff read it.")


def require_reason(reason: str) -> str:
    """`reason` without blanks around it.

    Raises:
        DomainError: there is none.
    """
    given = reason.strip()
    if not given:
        raise DomainError(MISSING, code="reason")
    return given
