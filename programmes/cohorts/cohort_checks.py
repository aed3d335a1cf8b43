"""What must stand of a cohort's own before it opens."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from programmes.cohorts.models import Cohort, LegalPage
from programmes.cohorts.services import checklist, legal, opening
from programmes.cohorts.services.checklist import Check, Gap
from programmes.cohorts.states import LegalKind


def settings_of(cohort: Cohort, tab: str = "") -> str:
    """The page of the cohort's settings, open at `tab`."""
    return reverse("admin:cohorts_cohort_change", args=[cohort.pk]) + (tab and f"#{tab}")


def window_lies_ahead(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """Nobody could apply to a cohort that is over."""
    if cohort.closes_at <= now:
        yield Gap(_("The last day for applications is over."), settings_of(cohort))


def year_follows(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """A year that is over by the time of the last application was copied, and not meant."""
    if cohort.ends_on <= local_day(cohort.closes_at):
        yield Gap(_("The cohort ends before applications close."), settings_of(cohort))


def legal_pages_stand(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """Each is published, and nothing in brackets is left to fill in."""
    current = {page.kind: page for page in LegalPage.objects.current(cohort.programme)}
    for kind in LegalKind:
        begin = reverse("admin:cohorts_legalpage_add")
        where = f"{begin}?programme={cohort.programme_id}&kind={kind}"
        page = current.get(kind)
        if page is None:
            yield Gap(_("%(page)s: not published yet.") % {"page": kind.label}, where)
        elif found := legal.GAP.search(f"{page.body_de}\n\n{page.body_en}"):
            words = {"page": kind.label, "gap": " ".join(found[0].split())[:60]}
            yield Gap(_("%(page)s: still to be filled in: %(gap)s") % words, where)


def preview_was_seen(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """Somebody has read what applicants will read."""
    if not opening.was_previewed(cohort):
        where = reverse("admin:applications_application_preview", args=[cohort.pk, "programme"])
        yield Gap(_("Nobody has looked at public page and form yet."), where)


checklist.register(
    Check("window", _("The days for applications lie ahead"), window_lies_ahead),
    Check("year", _("The year follows"), year_follows),
    Check("legal", _("The legal pages are complete"), legal_pages_stand),
    Check("preview", _("The preview was looked at"), preview_was_seen),
)
