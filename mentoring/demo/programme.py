"""The demo programme with its running cohort and its staff."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.clock import local_day
from mentoring.demo.people import STAFF, Colleague
from mentoring.demo.texts import WELCOME
from programmes.admissions.models import Interviewer
from programmes.cohorts.models import Cohort, Programme, RoleAssignment, SupportNeed, Topic
from programmes.cohorts.states import CohortState
from programmes.scheduling.models import AvailabilityRule

SLUG = "weitwinkel"
SEASONS = ("Winter", "Frühjahr", "Sommer", "Herbst")

TEXTS = {
    "name": "Weitwinkel",
    "headline_de": "Du willst mitreden? Hol dir jemanden an die Seite, der den Weg kennt.",
    "headline_en": "Want to have a say? Get somebody beside you who knows the way.",
    "intro_de": "Ein Jahr lang begleitet dich eine Politikerin oder ein Politiker. Persönlich,"
    " kostenlos, auf Augenhöhe. Du brauchst keine Noten, keinen Lebenslauf und kein"
    " Parteibuch.",
    "intro_en": "For one year a politician goes along with you. In person, free of charge, as"
    " equals. You need no grades, no CV and no party membership.",
    "audience_de": "Für alle zwischen 16 und 35, die es auf dem Weg in die Politik schwerer haben"
    " als andere: wegen der Herkunft, des Geldbeutels oder weil zu Hause niemand studiert hat."
    " Egal, welcher demokratischen Partei du nahestehst. Auch wenn du keiner nahestehst.",
    "audience_en": "For everybody from 16 to 35 who finds the way into politics harder than others"
    " do: because of origin, money, or because nobody at home went to university. Whichever"
    " democratic party you feel close to. Even if there is none.",
    "contact_email": "hallo@weitwinkel.example.org",
    "contact_phone": "030 0000000",
}
# What makes this programme one of politicians: its settings alone.
MENTORS = {
    "mentors_are_de": "Unsere Mentorinnen und Mentoren sind Menschen aus der Politik.",
    "mentors_are_en": "Our mentors are people from politics.",
    "function_label_de": "Amt oder Mandat",
    "function_label_en": "Office or mandate",
    "function_hint_de": "Zum Beispiel: Mitglied des Landtags",
    "function_hint_en": "For example: member of the Landtag",
    "affiliation_label_de": "Partei",
    "affiliation_label_en": "Party",
    "affiliations_de": [
        *("CDU", "CSU", "SPD", "Grüne", "FDP", "Die Linke"),
        "Eine andere demokratische Partei",
    ],
    "affiliations_en": [
        *("CDU", "CSU", "SPD", "Greens", "FDP", "The Left"),
        "Another democratic party",
    ],
    "affiliation_wish_de": "Ich wünsche mir eine Mentorin oder einen Mentor aus einer dieser"
    " Parteien",
    "affiliation_wish_en": "I would like a mentor from one of these parties",
    "affiliation_nearest_de": "Welcher Partei stehst du am nächsten?",
    "affiliation_nearest_en": "Which party is closest to you?",
    "partner_source_de": "Partei oder Parteijugend",
    "partner_source_en": "A party or youth wing",
}
NEEDS = (
    ("In der Politik Fuß fassen", "Find a foothold in politics",
     "Wie fange ich an, wen sollte ich kennen?", "How do I start, whom should I know?"),
    ("Studium und Ausbildung", "Studies and training",
     "Entscheiden, finanzieren, dranbleiben", "Decide, pay for it, keep going"),
    ("Reden und auftreten", "Speak and present",
     "Vor Gruppen sprechen, sich trauen", "Speak to groups, find the courage"),
    ("Bewerben", "Applications", "Praktikum, Stelle, Stipendium", "Internship, job, scholarship"),
    ("Netzwerk", "Network", "Menschen treffen, die weiterhelfen", "Meet people who can help"),
    ("Mit Gegenwind umgehen", "Cope with headwind",
     "Anfeindung, Zweifel, Rückschläge", "Hostility, doubts, setbacks"),
)  # fmt: skip
TOPICS = (
    ("Bildung und Jugend", "Education and youth"),
    ("Soziales und Arbeit", "Social affairs and work"),
    ("Klima und Umwelt", "Climate and environment"),
    ("Europa und Internationales", "Europe and the world"),
    ("Kommunalpolitik", "Local politics"),
    ("Digitales", "Digital life"),
    ("Vielfalt und Antidiskriminierung", "Diversity and anti-discrimination"),
    ("Kultur und Sport", "Culture and sport"),
)


def make_weitwinkel() -> Programme:
    """The programme with its staff and their calendars."""
    programme = Programme.objects.create(slug=SLUG, **TEXTS, **MENTORS)
    for colleague in STAFF:
        _hire(colleague, programme)
    return programme


def running_cohort(programme: Programme, now: datetime) -> Cohort:
    """Its window ended with the day before yesterday; interviews and decisions are under way."""
    return _make_cohort(
        programme,
        opens_at=_begin_of_day(now - timedelta(weeks=10)),
        closes_at=_begin_of_day(now - timedelta(days=1)),
        starts_on=_first_of_month(now + timedelta(weeks=8)),
        places=40,
    )


def current_cohort(programme: Programme, now: datetime) -> Cohort:
    """Its year has begun about two months before `now`."""
    return _make_cohort(
        programme,
        opens_at=_begin_of_day(now - timedelta(weeks=30)),
        closes_at=_begin_of_day(now - timedelta(weeks=16) + timedelta(days=1)),
        starts_on=_first_of_month(now - timedelta(weeks=7)),
        places=45,
        allows_names=True,
    )


def opening_cohort(programme: Programme, now: datetime) -> Cohort:
    """Its window opened six days before `now`."""
    return _make_cohort(
        programme,
        opens_at=_begin_of_day(now - timedelta(days=6)),
        closes_at=_begin_of_day(now + timedelta(weeks=7)),
        starts_on=_first_of_month(now + timedelta(weeks=34)),
        places=30,
    )


def _make_cohort(programme: Programme, *, starts_on: date, **fields: Any) -> Cohort:
    season = SEASONS[(starts_on.month - 1) // 3]
    cohort = Cohort.objects.create(
        programme=programme,
        name=f"{season} {starts_on.year}",
        # What is over is closed once everybody has applied, see the scenarios.
        state=CohortState.OPEN,
        starts_on=starts_on,
        ends_on=starts_on.replace(year=starts_on.year + 1) - timedelta(days=1),
        **WELCOME,
        **fields,
    )
    for position, (de, en, hint_de, hint_en) in enumerate(NEEDS):
        SupportNeed.objects.create(
            cohort=cohort, title_de=de, title_en=en, hint_de=hint_de, hint_en=hint_en,
            position=position,
        )  # fmt: skip
    for position, (de, en) in enumerate(TOPICS):
        Topic.objects.create(cohort=cohort, title_de=de, title_en=en, position=position)
    return cohort


def _first_of_month(moment: datetime) -> date:
    return local_day(moment).replace(day=1)


def _begin_of_day(moment: datetime) -> datetime:
    return datetime.combine(local_day(moment), time(), ZoneInfo(settings.TIME_ZONE))


def _hire(colleague: Colleague, programme: Programme) -> None:
    user = User.objects.create_user(colleague.email, name=colleague.name, is_staff=True)
    RoleAssignment.objects.create(user=user, programme=programme, role=colleague.role)
    secret = get_adapter().encrypt(Colleague.TOTP_SECRET)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    if colleague.role == Role.INTERVIEWER:
        room = f"https://video.example.org/{user.name.partition(' ')[0].lower()}"
        Interviewer.objects.create(user=user, video_link=room, **colleague.habits)
        for weekday, first, last in colleague.hours:
            AvailabilityRule.objects.create(
                user=user, weekday=weekday, starts=time(first), ends=time(last)
            )
