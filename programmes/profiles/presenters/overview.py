"""One's own profile at a glance: what stands in each of its sections."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.profiles.forms.self_service import Section, sections_of
from programmes.profiles.models import Profile
from programmes.profiles.services import times
from programmes.profiles.states import Part, PartOfDay, SpokenLanguage
from programmes.scheduling.states import Weekday

Facts = list[tuple[Any, Any]]


def overview(profile: Profile) -> list[tuple[Section, Facts]]:
    """Each section with what `profile` says in it."""
    return [(section, SHOWN[section.slug](profile)) for section in sections_of(profile)]


def week_in_words(profile: Profile) -> Facts:
    """Each part of the day with the days on which somebody then has time."""
    ticked = set(times.cells_of(profile))
    parts = (
        (part.label, [day for day in Weekday if f"{day.value}-{part.value}" in ticked])
        for part in PartOfDay
    )
    return [(part, _spans(days)) for part, days in parts if days]


def _spans(days: list[Weekday]) -> str:
    """ "Monday to Friday, Sunday": days that follow each other stand together."""
    spans: list[list[Weekday]] = []
    for day in days:
        if spans and day == spans[-1][-1] + 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(_span(span) for span in spans)


def _span(days: list[Weekday]) -> str:
    if len(days) < 3:  # noqa: PLR2004 - two days are no span
        return ", ".join(str(day.label) for day in days)
    return _("%(first)s to %(last)s") % {"first": days[0].label, "last": days[-1].label}


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _titles(rows: Any) -> str:
    return ", ".join(str(row) for row in rows)


def _name(profile: Profile) -> Facts:
    return [(_("First name"), profile.given_name), (_("Last name"), profile.family_name)]


def _about(profile: Profile) -> Facts:
    return [
        (_("Some words about you"), profile.introduction),
        (_("You may always ask me …"), profile.always_ask),
        (_("I would rather not …"), profile.rather_not),
    ]


def _topics(profile: Profile) -> Facts:
    needs, topics = _titles(profile.needs.all()), _titles(profile.topics.all())
    if profile.part == Part.MENTEE:
        important = _titles(profile.important_topics.all())
        return [(_("Support"), needs), (_("Topics"), topics), (_("Most important"), important)]
    return [
        (_("Support"), needs),
        (_("Topics"), topics),
        (_("Mentees at once"), str(profile.capacity)),
    ]


def _place(profile: Profile) -> Facts:
    languages = ", ".join(str(SpokenLanguage(code).label) for code in profile.languages)
    where = " ".join(filter(None, (profile.postcode, profile.get_region_display())))
    return [
        (_("Region"), where),
        (_("Languages"), languages),
        (_("Meeting"), profile.get_meeting_format_display()),
    ]


def _times(profile: Profile) -> Facts:
    return week_in_words(profile) or [(_("Good times"), "")]


def _contact(profile: Profile) -> Facts:
    language = _("English") if profile.user.language.startswith("en") else _("German")
    return [
        (_("Phone"), profile.phone),
        (_("First contact"), profile.get_first_contact_display()),
        (_("Answers within"), _days(profile.response_days)),
        (_("Our mails"), language),
    ]


def _needs(profile: Profile) -> Facts:
    return [(_("What you need from us"), profile.needs_from_us)]


SHOWN: dict[str, Callable[[Profile], Facts]] = {
    "name": _name,
    "about": _about,
    "topics": _topics,
    "place": _place,
    "times": _times,
    "contact": _contact,
    "needs": _needs,
}
