"""Cards about interviews: those ahead, and those of which nobody has said how they went."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.home.staff.cards import SHOWN, Card, Entry, card, list_of, page_of
from programmes.admissions.admin.filters import OVER, SOON
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_see_interview


def unsettled(user: Any, now: datetime) -> Card | None:
    """The time of an interview is over, and nobody has said how it went."""
    if not can_see_interview(user, None):
        return None
    past = _talks(user).unsettled(now).order_by("starts_at")
    if not past:
        return None
    return card(_("How did it go?"), "", _lines(past, user), past.count(), _list(OVER), urgent=True)


def next_interviews(user: Any, now: datetime) -> Card | None:
    if not can_see_interview(user, None):
        return None
    coming = _talks(user).coming(now).order_by("starts_at")
    return card(
        _("Next interviews"),
        _("No interview in the next two weeks."),
        _lines(coming, user),
        coming.count(),
        _list(SOON),
    )


def _talks(user: Any) -> Any:
    related = ("application", "interviewer__user")
    return Interview.objects.visible_to(user).select_related(*related)


def _lines(talks: Any, user: Any) -> Iterator[Entry]:
    """One's own interviews do not say each time with whom."""
    for each in talks[:SHOWN]:
        with_whom = "" if each.interviewer.user_id == user.pk else str(each.interviewer)
        yield Entry(str(each.application), page_of(each), each.starts_at, with_whom)


def _list(when: str) -> str:
    return list_of("admissions_interview", when=when)
