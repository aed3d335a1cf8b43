"""What would happen to each row of a list now; nothing is written."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.accounts.models import User
from mentoring.common.ages import is_under_age
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort
from programmes.imports.models import Upload
from programmes.imports.services import rows, tandems, uploads
from programmes.imports.services.known import Known
from programmes.imports.services.people import People
from programmes.imports.services.rows import ImportRow
from programmes.profiles.models import Enrolment, Profile, Screening
from programmes.profiles.models.enrolments import OPEN
from programmes.profiles.services import accounts
from programmes.profiles.services.screening import CERTIFICATE_DATES
from programmes.profiles.states import Part, ProfileState

DATES = ("talk_held_on", "agreement_signed_on", "training_on", *CERTIFICATE_DATES)
PAST = (*DATES, "birth_date", "since")
MANY = ("topics", "needs")
PLAIN = (
    *("given_name", "family_name", "function", "affiliation", "region", "postcode", "phone"),
    *("languages", "meeting_format", "first_contact", "capacity", "introduction", "birth_date"),
)


def judge(upload: Upload, *, now: datetime) -> list[ImportRow]:
    """Each row that is not left out, with its mistakes, or with what would change."""
    known, today = uploads.known_of(upload), local_day(now)
    lines = rows.read(upload, known)
    people = People.of(upload.cohort, lines)
    _find_repeats(lines)
    _find_closed(upload.cohort, lines)
    for row in lines:
        _check_days(row, today)
        if row.profile is None:
            _check_new(row, upload.cohort, today)
        elif row.profile.state == ProfileState.LEFT:
            row.passed_over = True
            row.notes.append(_("has left, and stays as they are"))
        else:
            _compare(row, row.profile, known)
        _check_certificate(row)
    tandems.plan(upload.cohort, lines, people, today=today)
    return lines


def _find_repeats(lines: list[ImportRow]) -> None:
    first: dict[Any, int] = {}
    for row in lines:
        who = row.profile.pk if row.profile else row.values.get("email")
        if who in first:
            words = _("stands in row %(row)s already") % {"row": first[who]}
            row.wrong("email" if row.values.get("email") else "given_name", words)
        elif who:
            first[who] = row.number


def _find_closed(cohort: Cohort, lines: list[ImportRow]) -> None:
    """Who is invited is passed over; whose account must have no place is a mistake."""
    new = [row for row in lines if row.profile is None and row.values.get("email")]
    emails = [row.values["email"] for row in new]
    open_ = Enrolment.objects.filter(cohort=cohort, email__in=emails, state__in=OPEN)
    invited = set(open_.values_list("email", flat=True))
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    for row in new:
        email = row.values["email"]
        if email in invited and row.part != Part.MENTEE:
            row.passed_over = True
            row.notes.append(_("is invited, or waits for approval"))
        elif email in users:
            _check_account(row, users[email])


def _check_account(row: ImportRow, user: User) -> None:
    try:
        accounts.require_usable(user)
    except DomainError as error:
        row.wrong("email", error.message)


def _check_days(row: ImportRow, today: date) -> None:
    for name in PAST:
        day = row.values.get(name)
        if day and day > today:
            told = {"day": date_format(day)}
            row.wrong(name, _("%(day)s lies in the future") % told)


def _check_new(row: ImportRow, cohort: Cohort, today: date) -> None:
    required = ("email", "birth_date") if row.part == Part.MENTEE else ("email",)
    if not row.name:
        required = ("given_name", *required)
    wrong = {each.name for each in row.mistakes}
    for name in required:
        if name not in row.values and name not in wrong:
            row.wrong(name, _("is missing"))
    born = row.values.get("birth_date")
    if born and not cohort.admits_age(born):
        row.notes.append(_("is not of the ages of this cohort"))
    if born and is_under_age(born, today):
        row.notes.append(_("is under age: please keep the parents' consent in your files"))


def _compare(row: ImportRow, profile: Profile, known: Known) -> None:
    """What of a person who is there already would be another."""
    for name in (*PLAIN, *MANY, *DATES):
        if name not in row.values:
            continue
        before, after = _before(profile, name), row.values[name]
        if (set(before) if name in MANY else before) != (set(after) if name in MANY else after):
            title = row.title(name)
            row.changes.append((title, _shown(name, before, known), _shown(name, after, known)))


def _before(profile: Profile, name: str) -> Any:
    if name in MANY:
        return [each.pk for each in getattr(profile, name).all()]
    if name in DATES:
        return getattr(screening_of(profile), name, None)
    return getattr(profile, name)


def screening_of(profile: Profile | None) -> Screening | None:
    """What was checked of them; None where nothing was."""
    return getattr(profile, "screening", None) if profile else None


def _shown(name: str, value: Any, known: Known) -> str:
    """A value in words."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, date):
        return date_format(value)
    titles = dict(known.options[name].titles) if name in known.options else {}
    several = value if isinstance(value, list) else [value]
    return ", ".join(titles.get(str(each), str(each)) for each in several)


def _check_certificate(row: ImportRow) -> None:
    issued, seen = (certificate_day(row, name) for name in CERTIFICATE_DATES)
    given = [name for name in CERTIFICATE_DATES if name in row.values]
    if not given or any(each.name in CERTIFICATE_DATES for each in row.mistakes):
        return
    if issued is None or seen is None:
        missing = CERTIFICATE_DATES[0] if issued is None else CERTIFICATE_DATES[1]
        row.wrong(missing, _("is missing: both days of the certificate are needed"))
    elif seen < issued:
        row.wrong(CERTIFICATE_DATES[1], _("is before the certificate was issued"))


def certificate_day(row: ImportRow, name: str) -> date | None:
    """What the row says of a day of the certificate, or what is known of it."""
    found: date | None = row.values.get(name) or getattr(screening_of(row.profile), name, None)
    return found


def counts(lines: Iterable[ImportRow]) -> Counter[str]:
    """How many rows have which fate."""
    return Counter(row.fate.value for row in lines)
