"""What a list may tell about a person, and by which headings lists do so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.cohorts.models import Programme
from programmes.imports.services import cells
from programmes.imports.services.cells import Read
from programmes.profiles.states import Part

MENTEES = frozenset({Part.MENTEE})
BESIDE = frozenset({Part.MENTOR, Part.CO_MENTOR})
EVERYBODY = MENTEES | BESIDE


@dataclass(frozen=True)
class Field:
    """`read` makes a value of a cell or raises a CellError; `of` are those whom it is kept of.

    `also` are headings that mean it, besides its title and name.
    """

    name: str
    title: Promise
    read: Read
    also: str = ""
    of: frozenset[Part] = EVERYBODY

    @property
    def headings(self) -> list[str]:
        """The headings that mean it."""
        return [each.strip() for each in self.also.split(",") if each.strip()]


FIELDS = (
    Field(
        "given_name",
        _("First name"),
        cells.name,
        "Vorname, Rufname, given name, forename, Vornamen",
    ),
    Field(
        "family_name",
        _("Last name"),
        cells.name,
        "Nachname, Familienname, Zuname, surname, family name",
    ),
    Field(
        "full_name",
        _("First and last name in one cell"),
        cells.line(160),
        "Name, Vor- und Nachname, Vorname Nachname, Nachname Vorname, Name Vorname, full name,"
        "Mentor:in, Mentor, Mentee, Ansprechpartner, Person",
    ),
    Field(
        "email",
        _("E-mail address"),
        cells.email,
        "E-Mail, Mail, Mailadresse, E-Mail-Adresse, email address, Kontakt E-Mail",
    ),
    Field("part", _("Part"), cells.one("part"), "Rolle, Funktion im Programm, role, Art, Typ"),
    Field(
        "function",
        _("Profession or task"),
        cells.line(120),
        "Funktion, Position, Beruf, job, Tätigkeit, Aufgabe",
        BESIDE,
    ),
    Field("affiliation", _("Affiliation"), cells.one("affiliation"), "", BESIDE),
    Field(
        "region", _("Region"), cells.one("region"), "Bundesland, Land, state, Region, Bundesländer"
    ),
    Field(
        "postcode", _("Postcode"), cells.postcode, "PLZ, Postleitzahl, zip, zip code, postal code"
    ),
    Field(
        "phone",
        _("Phone"),
        cells.phone,
        "Telefon, Tel, Telefonnummer, Handy, Mobil, Mobilnummer, phone number, Handynummer",
    ),
    Field("languages", _("Languages"), cells.several("languages"), "Sprachen, Sprache, language"),
    Field(
        "topics",
        _("Topics"),
        cells.several("topics"),
        "Themen, Thema, Interessen, Schwerpunkte, interests, Themenfelder, Schwerpunkt",
    ),
    Field(
        "needs",
        _("Support"),
        cells.several("needs"),
        "Unterstützung, Förderbedarf, Unterstützungsbedarf, Bedarf, support needs",
    ),
    Field(
        "meeting_format",
        _("Meeting"),
        cells.one("meeting_format"),
        "Treffen, Format, Treffen per, Art der Treffen, online oder vor Ort, meeting format",
    ),
    Field(
        "first_contact",
        _("Preferred first contact"),
        cells.one("first_contact"),
        "Kontaktweg, bevorzugter Kontakt, Kanal, Kommunikationskanal, channel, Erstkontakt",
    ),
    Field(
        "capacity",
        _("Places"),
        cells.capacity,
        "Plätze, Kapazität, Anzahl Mentees, capacity, max Mentees, freie Plätze",
        BESIDE,
    ),
    Field(
        "introduction",
        _("Introduction"),
        cells.text(600),
        "Vorstellung, Über mich, Kurzvorstellung, Steckbrief, about, bio, Kurzprofil",
    ),
    Field(
        "birth_date",
        _("Date of birth"),
        cells.day,
        "Geburtsdatum, Geburtstag, geboren am, geb., birthday, birth date, DOB",
        MENTEES,
    ),
    Field(
        "talk_held_on",
        _("Talk held on"),
        cells.day,
        "Gespräch am, Vorgespräch, Erstgespräch am, Eignungsgespräch",
        BESIDE,
    ),
    Field(
        "agreement_signed_on",
        _("Agreement signed on"),
        cells.day,
        "Vereinbarung am, Vereinbarung unterschrieben, agreement signed",
        BESIDE,
    ),
    Field("training_on", _("Training on"), cells.day, "Schulung am, Schulung, training", BESIDE),
    Field(
        "certificate_issued_on",
        _("Certificate of good conduct issued on"),
        cells.day,
        "Führungszeugnis vom, Führungszeugnis, eFZ, erweitertes Führungszeugnis, eFZ vom,"
        "Führungszeugnis ausgestellt am, Ausstellungsdatum Führungszeugnis, DBS",
        BESIDE,
    ),
    Field(
        "certificate_seen_on",
        _("Certificate of good conduct seen on"),
        cells.day,
        "Führungszeugnis gesehen am, eFZ gesehen am, eFZ vorgelegt am, Vorlage am,"
        "Führungszeugnis vorgelegt am, Einsichtnahme am",
        BESIDE,
    ),
    Field(
        "mentor",
        _("Their mentor (name or address)"),
        cells.line(254),
        "Mentor, Mentorin, Mentor:in, Mentor/in, zugeordneter Mentor, Name Mentor",
        MENTEES,
    ),
    Field(
        "co_mentor",
        _("Their co-mentor (name or address)"),
        cells.line(254),
        "Co-Mentor, Co-Mentor:in, Ko-Mentor, Co-Mentorin, zweiter Mentor, fester Co-Mentor",
        frozenset({Part.MENTEE, Part.MENTOR}),
    ),
    Field(
        "since",
        _("Tandem since"),
        cells.day,
        "seit, Tandem seit, Beginn, Start, Startdatum, gematcht am, since, match date",
        MENTEES,
    ),
    Field(
        "rhythm",
        _("How often they are in touch"),
        cells.rhythm,
        "Rhythmus, Kontaktrhythmus, Turnus, Häufigkeit, frequency, rhythm, Treffen alle",
        MENTEES,
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
# Their cells are words of a list; what is not known, somebody explains once.
CHOSEN = frozenset(
    (
        *("part", "affiliation", "region", "languages", "topics", "needs"),
        *("meeting_format", "first_contact", "rhythm"),
    )
)
SEVERAL = frozenset({"languages", "topics", "needs"})


def titles_of(programme: Programme) -> dict[str, str]:
    """The fields of a list for `programme`, in its words; what it does not ask is missing."""
    own = {"function": programme.function_label, "affiliation": programme.affiliation_label}
    return {
        field.name: str(own.get(field.name) or field.title)
        for field in FIELDS
        if programme.asks_affiliation or field.name != "affiliation"
    }


def labels_of(programme: Programme) -> dict[str, list[str]]:
    """Headings in the words of `programme`, in both languages, by field."""
    names = {
        "function": (programme.function_label_de, programme.function_label_en),
        "affiliation": (programme.affiliation_label_de, programme.affiliation_label_en),
    }
    return {field: [label for label in labels if label] for field, labels in names.items()}


def template_of(programmes: Iterable[Programme]) -> list[str]:
    """The headings of an empty list: in the words of the programme, if it is one alone."""
    programmes = list(programmes)
    usual = {field.name: str(field.title) for field in FIELDS}
    titles = titles_of(programmes[0]) if len(programmes) == 1 else usual
    return [title for name, title in titles.items() if name != "full_name"]
