"""The people of the demo. None of them exists; `example.org` receives no mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mentoring.accounts.states import Role


@dataclass(frozen=True)
class Colleague:
    """A member of staff who can sign in to the demo."""

    name: str
    email: str
    role: Role
    # Weekday, from and until of the office hours, in Berlin; only for interviewers.
    hours: tuple[tuple[int, int, int], ...] = ()
    # What else is particular about the calendar: columns of `Interviewer`.
    habits: Mapping[str, Any] = field(default_factory=dict)

    # The same for everybody: the mailbox page, which exists only in development, shows the code.
    TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


STAFF = (
    Colleague("Miriam Osei", "miriam@weitwinkel.example.org", Role.MANAGER),
    Colleague(
        "Jonas Albrecht",
        "jonas@weitwinkel.example.org",
        Role.INTERVIEWER,
        ((0, 9, 12), (1, 14, 18), (3, 9, 12)),
        {"buffer_minutes": 10, "most_a_day": 6},
    ),
    Colleague(
        "Leyla Demir",
        "leyla@weitwinkel.example.org",
        Role.INTERVIEWER,
        ((1, 9, 12), (2, 15, 19), (4, 9, 11)),
        {
            "channels": ["video", "phone", "address"],
            "address": "Haus der Jugend, Chausseestraße 7, 10115 Berlin",
        },
    ),
    Colleague(
        "Tomasz Nowak",
        "tomasz@weitwinkel.example.org",
        Role.INTERVIEWER,
        ((0, 16, 19), (2, 9, 13), (3, 15, 19)),
        {"region": "SN", "notice_hours": 12},
    ),
    Colleague(
        "Katrin Engel",
        "katrin@weitwinkel.example.org",
        Role.INTERVIEWER,
        ((1, 16, 20), (3, 16, 20), (5, 10, 13)),
        {"channels": ["video"], "horizon_days": 21, "buffer_before_minutes": 5},
    ),
    Colleague("Dr. Helene Vogt", "helene@weitwinkel.example.org", Role.SAFEGUARDING),
    Colleague("Pavel Richter", "pavel@weitwinkel.example.org", Role.AUDITOR),
)

GIVEN_NAMES = [
    "Amina",
    "Luca",
    "Fatma",
    "Noah",
    "Aylin",
    "Malik",
    "Sofia",
    "Emre",
    "Nour",
    "Jana",
    "Daniil",
    "Thuy",
    "Samira",
    "Felix",
    "Yara",
    "Can",
    "Elif",
    "Hamza",
    "Lena",
    "Oleksandra",
    "Rojin",
    "Mehmet",
    "Zoe",
    "Ibrahim",
    "Marie",
    "Tarek",
    "Ewa",
    "Dilan",
    "Paul",
    "Hatice",
    "Anastasia",
    "Omar",
    "Linh",
    "Ben",
    "Selin",
    "Jamal",
    "Klara",
    "Rami",
    "Vanessa",
    "Deniz",
    "Mira",
    "Kwame",
    "Nele",
    "Arda",
    "Chiara",
    "Navid",
    "Alina",
    "Tim",
    "Leila",
    "Bogdan",
    "Sara",
    "Finn",
    "Medine",
    "Joel",
    "Maryam",
    "Kian",
    "Olha",
    "Levin",
    "Rana",
    "Nico",
]
FAMILY_NAMES = [
    "Yılmaz",
    "Becker",
    "Haddad",
    "Nguyen",
    "Kaya",
    "Schröder",
    "Petrenko",
    "Rossi",
    "Ahmadi",
    "Wagner",
    "Özdemir",
    "Mensah",
    "Kowalska",
    "Hoffmann",
    "Rahimi",
    "Ivanova",
    "Krause",
    "Aydın",
    "Popescu",
    "Tran",
    "Lehmann",
    "Saleh",
    "Çelik",
    "Brandt",
    "Hussein",
    "Neumann",
    "Shevchenko",
    "Arslan",
    "Weber",
    "Diallo",
]
HOPES = (
    "Ich möchte wissen, wie man sich im Stadtrat Gehör verschafft.",
    "Ich will mich trauen, vor Leuten zu sprechen.",
    "Einen Plan haben, ob ich Jura oder Soziale Arbeit studiere.",
    "Ein Praktikum im Landtag. Und jemand, den ich fragen kann.",
    "Ich kandidiere vielleicht für den Jugendkreistag und brauche Mut.",
    "Kontakte. Bei uns zu Hause kennt niemand jemanden in der Politik.",
    "Besser mit blöden Kommentaren umgehen.",
    "Weniger Angst vor Behördenbriefen und wissen, wer entscheidet.",
)
WISHES = (
    "Jemand, der zuhört und ehrlich ist.",
    "Gern eine Frau.",
    "Eine Person, die selbst nicht aus einer Akademikerfamilie kommt.",
    "Jemand aus meiner Gegend, damit wir uns treffen können.",
    "",
    "",
)
TIME_REQUESTS = (
    "Ich arbeite unter der Woche im Schichtdienst. Sonntags geht es immer.",
    "Am liebsten am Wochenende, wenn meine kleinen Geschwister bei Oma sind.",
)
TO_MIND = (
    "Ich sitze im Rollstuhl.",
    "Ich höre schlecht. Ein ruhiger Raum hilft.",
    "Halal wäre gut, wenn es etwas zu essen gibt.",
)
NOTES = (
    "Sehr offenes Gespräch. Kommt aus der Schülervertretung, will weiter.",
    "Zuerst zurückhaltend, dann begeistert. Braucht jemanden mit Geduld.",
    "Weiß genau, was sie will. Zeitlich flexibel, wohnt ländlich.",
    "Viel Verantwortung in der Familie. Termine eher am Wochenende.",
)
REASONS = (
    "Nennt eigene Beispiele und hat sich über das Programm informiert.",
    "Will etwas verändern und bleibt auch bei Nachfragen dabei.",
    "Interesse ist da, der Alltag ist aber gerade sehr voll.",
)


def name(number: int) -> tuple[str, str]:
    """Given and family name of the applicant with this number; all are different up to 900."""
    given, round_ = number % len(GIVEN_NAMES), number // len(GIVEN_NAMES)
    return GIVEN_NAMES[given], FAMILY_NAMES[(given * 7 + round_ * 11) % len(FAMILY_NAMES)]
