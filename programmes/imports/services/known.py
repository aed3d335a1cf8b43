"""What may be chosen in a cohort, by its titles in all languages and as people abbreviate it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.states import Region
from programmes.profiles.states import FirstContact, MeetingFormat, Part, SpokenLanguage

SEVERAL = re.compile(r"[;,|/]")
RHYTHMS = (
    ("7", gettext_lazy("every week")),
    ("14", gettext_lazy("every two weeks")),
    ("21", gettext_lazy("every three weeks")),
    ("28", gettext_lazy("every four weeks")),
    ("42", gettext_lazy("every six weeks")),
    ("61", gettext_lazy("every two months")),
    ("91", gettext_lazy("every quarter")),
)
# How lists write it, besides its titles.
ALSO: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "part": {
        "mentor": ("Mentor", "Mentorin", "Mentoren", "Mentorinnen", "Mentors"),
        "mentee": ("Mentees", "Teilnehmer", "Teilnehmerin", "Schützling"),
        "co_mentor": ("Co-Mentor", "Co-Mentorin", "Ko-Mentor", "Co-Mentoren", "Tandempartner"),
    },
    "meeting_format": {
        "in_person": ("vor Ort", "Präsenz", "analog", "offline", "face to face"),
        "video": ("online", "Video", "digital", "Zoom", "remote"),
        "both": ("beides", "egal", "hybrid", "both", "online und vor Ort"),
    },
    "first_contact": {
        "email": ("Mail", "E-Mail", "per Mail"),
        "phone": ("Telefon", "Tel.", "Handy", "Anruf", "telefonisch"),
        "messenger": ("WhatsApp", "Signal", "Telegram", "Threema"),
        "office": ("Büro", "über das Büro", "Sekretariat"),
    },
    "rhythm": {
        "7": ("wöchentlich", "jede Woche", "weekly", "1x pro Woche", "1 Woche"),
        "14": (
            "14-tägig",
            "vierzehntägig",
            "alle 2 Wochen",
            "2x im Monat",
            "zweimal im Monat",
            "fortnightly",
            "2 Wochen",
        ),
        "21": ("alle 3 Wochen", "3 Wochen"),
        "28": (
            "monatlich",
            "monthly",
            "einmal im Monat",
            "1x im Monat",
            "alle 4 Wochen",
            "4 Wochen",
            "every month",
        ),
        "42": ("alle 6 Wochen", "6 Wochen"),
        "61": ("alle 2 Monate", "alle zwei Monate", "2 Monate", "zweimonatlich"),
        "91": ("vierteljährlich", "quartalsweise", "quarterly", "alle 3 Monate", "3 Monate"),
    },
}
# Abbreviations are proposed, not taken: somebody has to say yes once.
SHORT: Mapping[str, Mapping[str, str]] = {
    "region": {
        "nrw": "NW",
        "bawü": "BW",
        "bawue": "BW",
        "meckpomm": "MV",
        "meckpom": "MV",
        "rlp": "RP",
        "rheinlandpf": "RP",
        "sanh": "ST",
        "lsa": "ST",
        "schlh": "SH",
        "sachsenanh": "ST",
        "nds": "NI",
        "bbg": "BB",
        "bln": "BE",
        "thür": "TH",
        "saar": "SL",
        "bay": "BY",
        "bayern": "BY",
        "hess": "HE",
        "sachs": "SN",
        "ausland": "XX",
    },
}


@dataclass(frozen=True)
class Options:
    """Values by their folded names, and (value, title) as people choose among them."""

    names: Mapping[str, Any]
    titles: tuple[tuple[str, str], ...]

    @property
    def listed(self) -> str:
        """The titles in one line."""
        return ", ".join(title for _value, title in self.titles) or "–"


@dataclass(frozen=True)
class Known:
    """What each field may hold, and what somebody said that words mean ("" is passed over)."""

    options: Mapping[str, Options]
    meanings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, cohort: Cohort, meanings: Mapping[str, Mapping[str, Any]] | None = None) -> "Known":
        """What may be chosen in `cohort`; read once a list, as each row asks."""
        choices = {
            "part": Part,
            "region": Region,
            "languages": SpokenLanguage,
            "meeting_format": MeetingFormat,
            "first_contact": FirstContact,
        }
        options = {name: _of(name, each.choices) for name, each in choices.items()}
        options["rhythm"] = _of("rhythm", RHYTHMS)
        options["affiliation"] = _affiliations(cohort.programme)
        options["topics"] = _by_title(cohort.topics.all())  # type: ignore[attr-defined]
        options["needs"] = _by_title(cohort.supportneeds.all())  # type: ignore[attr-defined]
        return cls(options, meanings or {})

    def meaning(self, name: str, words: str) -> Any:
        """The value of `words` in the field `name`; "" where they are passed over.

        Raises:
            CellError: they are not known.
        """
        folded = fold(words)
        said = self.meanings.get(name, {})
        if folded in said:
            return said[folded]
        options = self.options[name]
        if not folded or folded not in options.names:
            told = {"cell": words, "known": options.listed}
            raise CellError(_("“%(cell)s” is not known. Known are: %(known)s") % told)
        return options.names[folded]

    def parts(self, name: str, cell: str) -> list[str]:
        """The words of a cell that holds several: known titles first, the longest that fits.

        Line breaks always separate; comma, semicolon, bar and slash where no title holds them.
        """
        if self._is_known(name, cell):
            return [cell]
        return [part for line in cell.splitlines() for part in self._in_line(name, line)]

    def _in_line(self, name: str, line: str) -> list[str]:
        ends = [found.start() for found in SEVERAL.finditer(line)] + [len(line)]
        found, begin = [], 0
        while begin < len(line):
            later = [end for end in ends if end >= begin]
            fits = (end for end in reversed(later) if self._is_known(name, line[begin:end]))
            end = next(fits, later[0])
            found.append(line[begin:end].strip())
            begin = end + 1
        return [part for part in found if part]

    def _is_known(self, name: str, words: str) -> bool:
        folded = fold(words)
        return folded in self.options[name].names or folded in self.meanings.get(name, {})


class CellError(ValueError):
    """What is wrong with a cell, in plain words."""


def fold(text: Any) -> str:
    """Alike whatever the case, the blanks, the colon and the hyphen: "Mentor:in", "mentorin"."""
    return re.sub(r"[\W_]", "", str(text).casefold())


def names_of(choices: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Each choice by its value and by its label in every language, folded."""
    found: dict[str, Any] = {}
    choices = list(choices)
    for language, _title in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(label): value for value, label in choices}
    return {fold(value): value for value, _label in choices} | found


def _of(name: str, choices: Iterable[tuple[Any, Any]]) -> Options:
    choices = [(str(value), label) for value, label in choices]
    also = {fold(word): value for value, words in ALSO.get(name, {}).items() for word in words}
    titles = tuple((value, str(label)) for value, label in choices)
    return Options(also | names_of(choices), titles)


def _affiliations(programme: Programme) -> Options:
    """A profile keeps the German name, in whichever language it was given."""
    german, english = programme.affiliations_de, programme.affiliations_en
    pairs = [*zip(english, german, strict=False), *((each, each) for each in german)]
    names = {fold(name): kept for name, kept in pairs}
    return Options(names, tuple(programme.affiliations))


def _by_title(rows: Iterable[Any]) -> Options:
    rows = list(rows)
    titles = [(fold(title), row.pk) for row in rows for title in (row.title_en, row.title_de)]
    names = {title: pk for title, pk in titles if title}
    return Options(names, tuple((str(row.pk), str(row)) for row in rows))
