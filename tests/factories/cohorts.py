"""Programmes and cohorts for tests."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from programmes.cohorts.models import Campaign, Cohort, LegalPage, Programme, SupportNeed, Topic
from programmes.cohorts.states import CohortState, LegalKind, Source

_number = count(1)


# A programme of politicians; what others ask of their mentors, they say in the settings, too.
POLITICS = {
    "mentors_are_de": "Unsere Mentor:innen kommen aus der Politik.",
    "mentors_are_en": "Our mentors come from politics.",
    "function_label_de": "Amt oder Mandat",
    "function_label_en": "Office or mandate",
    "affiliation_label_de": "Partei",
    "affiliation_label_en": "Party",
    "affiliations_de": ["SPD", "CDU", "CSU", "Grüne", "FDP", "Die Linke"],
    "affiliations_en": ["SPD", "CDU", "CSU", "Greens", "FDP", "The Left"],
    "affiliation_nearest_de": "Welche Partei steht dir am nächsten?",
    "affiliation_nearest_en": "Which party is closest to you?",
}

# The same programme without: everything that only politicians would be asked is blank.
PLAIN = {name: [] if isinstance(value, list) else "" for name, value in POLITICS.items()} | {
    "intro_de": "Jemand geht ein Jahr lang mit.",
    "intro_en": "Somebody goes along for a year.",
}


def make_programme(**fields: Any) -> Programme:
    number = next(_number)
    return Programme.objects.create(
        **{
            "slug": f"programme-{number}",
            "name": f"Programme {number}",
            "headline_de": "Ein Jahr zu zweit",
            "headline_en": "A year in a pair",
            "intro_de": "Politik zum Anfassen.",
            "intro_en": "Politics up close.",
            "audience_de": "Für junge Menschen.",
            "audience_en": "For young people.",
            "contact_email": f"hallo{number}@example.org",
            **POLITICS,
            **fields,
        }
    )


def make_cohort(programme: Programme | None = None, **fields: Any) -> Cohort:
    """An open cohort whose window lasts from January 2026 to the end of 2035."""
    cohort = Cohort.objects.create(
        **{
            "programme": programme or make_programme(),
            "name": f"Cohort {next(_number)}",
            "state": CohortState.OPEN,
            "opens_at": datetime(2026, 1, 1, tzinfo=UTC),
            "closes_at": datetime(2036, 1, 1, tzinfo=UTC),
            "starts_on": date(2036, 3, 1),
            "ends_on": date(2037, 2, 28),
            "places": 20,
            **fields,
        }
    )
    Topic.objects.create(cohort=cohort, title_de="Kommunalpolitik", title_en="Local politics")
    SupportNeed.objects.create(cohort=cohort, title_de="Sicher sprechen", title_en="Speaking")
    return cohort


def make_campaign(programme: Programme | None = None, **fields: Any) -> Campaign:
    number = next(_number)
    return Campaign.objects.create(
        **{
            "programme": programme or make_programme(),
            "code": f"plakat-{number}",
            "title": f"Plakat {number}",
            "channel": Source.POSTER,
            **fields,
        }
    )


def make_legal_page(
    programme: Programme | None = None, kind: str = LegalKind.PRIVACY, **fields: Any
) -> LegalPage:
    """The next version of a page."""
    programme = programme or make_programme()
    earlier = LegalPage.objects.filter(programme=programme, kind=kind).count()
    return LegalPage.objects.create(
        **{
            "programme": programme,
            "kind": kind,
            "version": earlier + 1,
            "body_de": "## Kurz gesagt\n\nWir fragen wenig.",
            "body_en": "## In short\n\nWe ask for little.",
            "published_at": datetime(2026, 1, 1, tzinfo=UTC),
            **fields,
        }
    )
