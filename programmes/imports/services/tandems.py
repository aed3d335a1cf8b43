"""Who stands beside whom: standing co-mentors, and tandems that run already."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.common.ages import is_under_age
from programmes.cohorts.models import Cohort
from programmes.imports.services.known import CellError
from programmes.imports.services.people import People, Who
from programmes.imports.services.rows import ImportRow, Tandem
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import eligibility, running
from programmes.profiles.models import Profile
from programmes.profiles.models.screenings import is_fresh
from programmes.profiles.services.screening import CERTIFICATE_DATES
from programmes.profiles.states import Part

ISSUED = CERTIFICATE_DATES[0]


def plan(cohort: Cohort, lines: list[ImportRow], people: People, *, today: date) -> None:
    """Find the people whom each row names, and what speaks against it."""
    by_profile = {row.profile.pk: row for row in lines if row.profile}
    mentees = [row.profile for row in lines if row.part == Part.MENTEE and row.profile]
    live = running.live_of(mentees)
    active = [row for row in lines if not row.passed_over]
    for row in active:
        if row.part == Part.MENTOR and "co_mentor" in row.values:
            _plan_standing(row, people)
        if row.part == Part.MENTEE and "mentor" in row.values:
            running_one = live.get(row.profile) if row.profile else None
            _plan_tandem(row, people, running_one, usual=min(cohort.starts_on, today))
    _check_places(active, by_profile)
    _check_certificates(active, by_profile, cohort, today)


def _found(row: ImportRow, name: str, part: Part, people: People) -> Who | None:
    words = row.values.get(name)
    if not words:
        return None
    try:
        return people.named(part, words)
    except CellError as error:
        row.wrong(name, error)
        return None


def _plan_standing(row: ImportRow, people: People) -> None:
    found = _found(row, "co_mentor", Part.CO_MENTOR, people)
    before = row.profile.standing_co_mentor if row.profile else None
    if found is None or found == before:
        return
    row.standing = found
    row.changes.append((row.title("co_mentor"), str(before or "–"), str(found)))


def _plan_tandem(row: ImportRow, people: People, live: Partnership | None, *, usual: date) -> None:
    """`usual` is when it began where the row does not say so."""
    mentor = _found(row, "mentor", Part.MENTOR, people)
    co_mentor = _found(row, "co_mentor", Part.CO_MENTOR, people)
    if mentor is None:
        return
    since = row.values.get("since") or usual
    row.tandem = Tandem(mentor, co_mentor, since, row.values.get("rhythm"), running=live)
    if live is None:
        told = {"mentor": mentor, "day": date_format(since)}
        words = _("with %(mentor)s since %(day)s") % told
        if co_mentor:
            words = _("with %(mentor)s and %(co_mentor)s since %(day)s") % (
                told | {"co_mentor": co_mentor}
            )
        row.changes.append((_("Tandem"), "–", words))
    elif live.mentor != mentor:
        row.wrong(
            "mentor", _("there is a tandem or a proposal with %(name)s") % {"name": live.mentor}
        )
    else:
        _compare(row, row.tandem, live)


def _compare(row: ImportRow, tandem: Tandem, live: Partnership) -> None:
    if tandem.rhythm_days and tandem.rhythm_days != live.rhythm_days:
        before = str(live.rhythm_days or "–")
        row.changes.append((row.title("rhythm"), before, str(tandem.rhythm_days)))
    if tandem.co_mentor and tandem.co_mentor != live.co_mentor:
        row.notes.append(_("Another co-mentor is set on the page of the tandem."))


def _key(who: Who) -> Any:
    return who.pk if isinstance(who, Profile) else who.number


def _capacity(who: Who, by_profile: dict[UUID, ImportRow]) -> int:
    row = who if isinstance(who, ImportRow) else by_profile.get(who.pk)
    usual = who.capacity if isinstance(who, Profile) else 1
    said = row.values.get("capacity") if row else None
    return usual if said is None else int(said)


def _check_places(lines: list[ImportRow], by_profile: dict[UUID, ImportRow]) -> None:
    """Nobody meets more people than they have places."""
    planned = [row for row in lines if row.tandem and row.tandem.running is None]
    named = [who for row in planned for who in _beside(row)]
    taken: Counter[Any] = eligibility.taken_places(
        {who.pk for who in named if isinstance(who, Profile)}
    )
    for row in planned:
        for who in _beside(row):
            taken[_key(who)] += 1
            if taken[_key(who)] > _capacity(who, by_profile):
                name = "mentor" if row.tandem and who is row.tandem.mentor else "co_mentor"
                row.wrong(name, _("%(name)s has no free place") % {"name": who})


def _beside(row: ImportRow) -> list[Who]:
    tandem = row.tandem
    return [who for who in (tandem.mentor, tandem.co_mentor) if who] if tandem else []


def _check_certificates(
    lines: list[ImportRow], by_profile: dict[UUID, ImportRow], cohort: Cohort, today: date
) -> None:
    """Nobody without one that holds stands beside somebody under age."""
    for row in lines:
        born = row.values.get("birth_date") or (row.profile.birth_date if row.profile else None)
        if row.tandem is None or row.tandem.running or not is_under_age(born, today):
            continue
        for name, who in (("mentor", row.tandem.mentor), ("co_mentor", row.tandem.co_mentor)):
            if who and not is_fresh(_issued(who, by_profile), cohort.certificate_months, today):
                told = {"name": who}
                row.wrong(name, _("%(name)s has no valid certificate of good conduct") % told)


def _issued(who: Who, by_profile: dict[UUID, ImportRow]) -> date | None:
    row = who if isinstance(who, ImportRow) else by_profile.get(who.pk)
    if row and ISSUED in row.values:
        said: date = row.values[ISSUED]
        return said
    found: date | None = getattr(getattr(who, "screening", None), ISSUED, None)
    return found
