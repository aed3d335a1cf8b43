"""The card about what is being set up: from nothing to a cohort that people can apply to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.home.staff.cards import SHOWN, Card, Entry, card, list_of, page_of
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_create_programme, can_manage_cohort
from programmes.cohorts.services import checklist
from programmes.cohorts.states import CohortState


def first_steps(user: Any, now: datetime) -> Card | None:
    """What is missing before people can apply; no card where nothing is being set up."""
    if not can_manage_cohort(user, None) and not can_create_programme(user, None):
        return None
    programmes = Programme.objects.managed_by(user)
    drafts = Cohort.objects.filter(programme__in=programmes, state=CohortState.DRAFT)
    lines = [*_begin(user, programmes), *_drafts(drafts, now)]
    if not lines:
        return None
    return card(_("Being set up"), "", lines, len(lines), list_of("cohorts_cohort"))


def _begin(user: Any, programmes: Any) -> Iterator[Entry]:
    if not programmes.exists():
        if can_create_programme(user, None):
            where = reverse("admin:cohorts_programme_add")
            words = _("Its name, who can be asked, and what the public page says")
            yield Entry(_("Create your first programme"), where, note=words)
        return
    for programme in programmes.filter(cohorts=None)[:SHOWN]:
        where = f"{reverse('admin:cohorts_cohort_add')}?programme={programme.pk}"
        words = _("When people can apply, when the year begins, and how many places there are")
        title = _("Create the first cohort of %(programme)s") % {"programme": programme}
        yield Entry(title, where, note=words)


def _drafts(drafts: Any, now: datetime) -> Iterator[Entry]:
    for cohort in drafts.select_related("programme")[:SHOWN]:
        missing = sum(len(result.gaps) for result in checklist.results(cohort, now=now))
        note = ngettext(
            "%(count)d thing is missing before it can open",
            "%(count)d things are missing before it can open",
            missing,
        ) % {"count": missing}
        yield Entry(str(cohort), page_of(cohort), note=note if missing else _("Ready to open"))
