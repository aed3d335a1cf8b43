"""Importing a list: what was judged happens to all rows, or to none."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.privacy.models import Subject
from programmes.cohorts.language_and_tone import german_in
from programmes.cohorts.models import Cohort
from programmes.imports.models import Upload
from programmes.imports.services import memory, uploads
from programmes.imports.services.judging import DATES, MANY, PLAIN, judge
from programmes.imports.services.people import Who
from programmes.imports.services.rows import ImportRow
from programmes.imports.states import Fate
from programmes.partnerships.services import running
from programmes.partnerships.services.eligibility import Trio
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.services import participation, screening, standing_co_mentors
from programmes.profiles.services.participation import Newcomer, PlaceRefusedError
from programmes.profiles.states import EnrolmentState, Origin, Part


@transaction.atomic
def run(upload: Upload, *, tells: bool, by: Actor, now: datetime) -> list[ImportRow]:
    """Import the whole list, remember what it meant, and delete it; with a single mistake nothing.

    `tells` mails those who are new. Returns the rows of which something came.

    Raises:
        DomainError: a row has a mistake ("mistakes").
        ConflictError: the list is not there any more ("gone"), or somebody has changed what a row
            builds on; the message names the row.
    """
    # One import after the other: what is judged now still holds when the rows are written.
    Cohort.objects.select_for_update().get(pk=upload.cohort_id)
    upload = _waiting(upload)
    lines = judge(upload, now=now)
    if any(row.fate == Fate.WRONG for row in lines):
        raise DomainError(_("Some rows have mistakes, so nothing was imported."), code="mistakes")
    done = [row for row in lines if row.fate in {Fate.NEW, Fate.CHANGED}]
    new = [row for row in done if row.fate == Fate.NEW]
    _enter(upload.cohort, new, by, now)
    for row in done:
        _with_row(row, lambda each: _fill(each, is_new=each in new, by=by, now=now))
    for row in done:
        _with_row(row, lambda each: _stand_beside(each, by=by, now=now))
    if tells:
        for row in new:
            profile = _profile(row)
            messages.imported(profile, language=_language(upload.cohort, row.part), now=now)
    memory.remember(upload, uploads.known_of(upload))
    upload.delete()
    return done


def _waiting(upload: Upload) -> Upload:
    """As it is now, unless another tab was first."""
    waiting = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if waiting is None:
        raise ConflictError(_("This list was imported or deleted meanwhile."), code="gone")
    return waiting


def _enter(cohort: Cohort, new: list[ImportRow], by: Actor, now: datetime) -> None:
    """Profiles and accounts of those who are new, and a note of where the data came from."""
    numbers = {row.values["email"]: row.number for row in new}
    subjects = participation.subjects_for(numbers, now=now)
    newcomers = [_newcomer(cohort, row, subjects) for row in new]
    try:
        people = list(zip(newcomers, [row.values for row in new], strict=True))
        profiles = participation.enter_all(people, by=by, now=now)
    except PlaceRefusedError as error:
        told = {"row": numbers[error.email], "error": error.message}
        raise ConflictError(_("Row %(row)s: %(error)s") % told, code=error.code) from error
    for row, profile in zip(new, profiles, strict=True):
        row.profile = profile
    Enrolment.objects.bulk_create(
        _enrolment(newcomer, profile, now)
        for newcomer, profile in zip(newcomers, profiles, strict=True)
        if newcomer.part != Part.MENTEE
    )


def _language(cohort: Cohort, part: str) -> str:
    return german_in(cohort.tone if part == Part.MENTEE else cohort.mentor_tone)


def _newcomer(cohort: Cohort, row: ImportRow, subjects: dict[str, Subject]) -> Newcomer:
    said = row.values
    return Newcomer(
        cohort=cohort,
        part=row.part,
        subject=subjects[said["email"]],
        given_name=said.get("given_name", ""),
        family_name=said.get("family_name", ""),
        email=said["email"],
        language=_language(cohort, row.part),
    )


def _enrolment(newcomer: Newcomer, profile: Profile, now: datetime) -> Enrolment:
    return Enrolment(
        subject=newcomer.subject,
        cohort=newcomer.cohort,
        part=newcomer.part,
        origin=Origin.IMPORT,
        state=EnrolmentState.ENROLLED,
        language=newcomer.language,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
        created_at=now,
        saved_at=now,
        state_since=now,
        profile=profile,
    )


def _with_row(row: ImportRow, act: Callable[[ImportRow], None]) -> None:
    """Do it, and name the row where that is refused."""
    try:
        act(row)
    except DomainError as error:
        told = {"row": row.number, "error": error.message}
        raise ConflictError(_("Row %(row)s: %(error)s") % told, code=error.code) from error


def _fill(row: ImportRow, *, is_new: bool, by: Actor, now: datetime) -> None:
    """What a row changes of somebody who is there, and what was checked of them."""
    profile = _profile(row)
    if not is_new:
        values = {name: row.values[name] for name in (*PLAIN, *MANY) if name in row.values}
        if values:
            participation.change(profile, values, now=now)
    days = {name: row.values[name] for name in DATES if name in row.values}
    if days:
        screening.note(profile, days, by=by, now=now)


def _stand_beside(row: ImportRow, *, by: Actor, now: datetime) -> None:
    if row.standing:
        standing_co_mentors.pair(_profile(row), _profile(row.standing), now=now)
    tandem = row.tandem
    if tandem is None:
        return
    if tandem.running:
        if tandem.rhythm_days:
            running.set_rhythm(tandem.running, tandem.rhythm_days)
        return
    third = _profile(tandem.co_mentor) if tandem.co_mentor else None
    trio = Trio(_profile(row), _profile(tandem.mentor), third)
    said: dict[str, Any] = {"since": tandem.since, "rhythm_days": tandem.rhythm_days}
    running.take_over(trio, **said, by=by, now=now)


def _profile(who: Who) -> Profile:
    """The profile of somebody, who has one by now."""
    found = who if isinstance(who, Profile) else who.profile
    if found is None:
        raise LookupError(who)
    return found
