"""One's own profile at a glance: what stands in each of its sections."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.profiles.forms.own import Section, sections_of
from programmes.profiles.models import Profile
from programmes.profiles.services import times
from programmes.profiles.states import Part, PartOfDay, SpokenLanguage, Weekday

Facts = list[tuple[Any, Any]]


def overview(profile: Profile) -> list[tuple[Section, Facts]]:
    """Each section with what `profile` says in it."""
    return [(section, SHOWN[section.slug](profile)) for section in sections_of(profile)]


def week_in_words(profile: Profile) -> list[tuple[Any, str]]:
    """The days on which somebody has time, each with its parts."""
    ticked = set(times.cells_of(profile))
    days = [
        (day.label, [str(part.label) for part in PartOfDay if f"{day.value}-{part}" in ticked])
        for day in Weekday
    ]
    return [(day, ", ".join(parts)) for day, parts in days if parts]


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _titles(rows: Any) -> str:
    return ", ".join(str(row) for row in rows)


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
        (_("E-mail"), profile.user.email),
        (_("Phone"), profile.phone),
        (_("First contact"), profile.get_first_contact_display()),
        (_("Answers within"), _days(profile.response_days)),
        (_("Our mails"), language),
    ]


def _needs(profile: Profile) -> Facts:
    return [(_("What you need from us"), profile.needs_from_us)]


SHOWN: dict[str, Callable[[Profile], Facts]] = {
    "about": _about,
    "topics": _topics,
    "place": _place,
    "times": _times,
    "contact": _contact,
    "needs": _needs,
}
