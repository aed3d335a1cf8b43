"""What one person of a partnership learns of another, before and after everybody has said yes.

Before: what helps to say yes or no. Mentors are known by their full name, function and affiliation;
a mentee by the given name only. Family names, addresses and numbers come when it has begun.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.common.ages import FULL_AGE, age_on
from programmes.profiles.models import Profile
from programmes.profiles.states import FirstContact, Part, Scope, SpokenLanguage

Facts = list[tuple[str, str]]
STILL_YOUNG, ADULT = 22, 27


@dataclass(frozen=True)
class Introduction:
    """Somebody, in the words of the active language."""

    part: str
    title: str
    name: str
    facts: Facts
    introduction: str
    always_ask: str
    rather_not: str = ""
    email: str = ""
    phone: str = ""
    office: tuple[tuple[str, str], ...] = ()


def introduce(person: Profile, *, reader: str, day: date) -> Introduction:
    """What `reader` is told about `person` with a proposal."""
    return Introduction(
        part=person.part,
        title=str(Part(person.part).label),
        name=name_before(person, reader=reader),
        facts=[(label, value) for label, value in _facts(person, day) if value],
        introduction=person.introduction,
        always_ask=person.always_ask,
    )


def name_before(person: Profile, *, reader: str) -> str:
    """Mentees, and for them co-mentors, are known by their given names until it has begun."""
    is_public = person.part == Part.MENTOR or Part.MENTEE not in (person.part, reader)
    return str(person) if is_public else person.short_name


def contact(person: Profile, day: date) -> Introduction:
    """How `person` can be reached, now that it has begun."""
    facts = [
        (_("Please contact first by"), str(FirstContact(person.first_contact).label)),
        (_("Usually answers within"), _days(person)),
    ]
    return Introduction(
        part=person.part,
        title=str(Part(person.part).label),
        name=str(person),
        facts=[(label, value) for label, value in facts if value],
        introduction="",
        always_ask=person.always_ask,
        rather_not=person.rather_not,
        email=person.user.email,
        phone=person.phone,
        office=_office(person, day),
    )


def _office(person: Profile, day: date) -> tuple[tuple[str, str], ...]:
    """Only of who would like to be reached that way."""
    if person.first_contact != FirstContact.OFFICE:
        return ()
    # Sorted out here, so that a page with many tandems reads all offices at once.
    holding = (each for each in person.delegates.all() if each.may(Scope.CALENDAR, day))
    return tuple((each.name, each.email) for each in holding)


def _days(person: Profile) -> str:
    if person.part == Part.MENTEE:
        return ""
    days = person.response_days
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _facts(person: Profile, day: date) -> Facts:
    is_mentee = person.part == Part.MENTEE
    support = _("Would like support with") if is_mentee else _("Can support with")
    return [
        (_("Function"), _function(person)),
        (_("Age"), _age_group(person, day)),
        (_("Region"), person.get_region_display()),
        (_("Languages"), _languages(person)),
        (_("In person or video"), person.get_meeting_format_display()),
        (_("Topics"), ", ".join(topic.title for topic in person.topics.all())),
        (support, ", ".join(need.title for need in person.needs.all())),
    ]


def _function(person: Profile) -> str:
    """A mentor's affiliation is public; a co-mentor's may not be."""
    affiliation = person.affiliation_title if person.part == Part.MENTOR else ""
    return ", ".join(filter(None, (person.function, affiliation)))


def _languages(person: Profile) -> str:
    known = set(SpokenLanguage.values)
    return ", ".join(str(SpokenLanguage(each).label) for each in person.languages if each in known)


def _age_group(person: Profile, day: date) -> str:
    """Whether somebody is under age matters to who meets them; the birthday does not."""
    if person.birth_date is None:
        return ""
    age = age_on(person.birth_date, day)
    if age < FULL_AGE:
        return _("under 18")
    if age < STILL_YOUNG:
        return _("18 to 21")
    return _("22 to 26") if age < ADULT else _("27 or older")
