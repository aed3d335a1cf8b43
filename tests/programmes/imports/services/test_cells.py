"""A cell becomes a value, or a sentence about what is wrong with it."""

from datetime import date

import pytest

from programmes.cohorts.models import Topic
from programmes.imports.services.cells import split_name
from programmes.imports.services.fields import FIELDS
from programmes.imports.services.known import CellError, Known, fold
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
READ = {column.name: column.read for column in FIELDS}


@pytest.fixture
def known():
    return Known.of(make_cohort())


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("email", "Ada@Example.org", "ada@example.org"),
        ("part", "Co-Mentor:in", "co_mentor"),
        ("affiliation", "SPD", "SPD"),
        ("postcode", "1067", "01067"),
        ("languages", "Deutsch / English", ["de", "en"]),
        ("capacity", "2", 2),
        ("part", "Mentees", "mentee"),
        ("part", "Mentorin", "mentor"),
        ("email", "mailto:ada@example.org", "ada@example.org"),
        ("postcode", "D-01067", "01067"),
        ("postcode", "1067.0", "01067"),
        ("meeting_format", "online", "video"),
        ("first_contact", "WhatsApp", "messenger"),
        ("introduction", "one\ntwo", "one\ntwo"),
        ("function", "one\ntwo", "one two"),
        ("rhythm", "14", 14),
        ("rhythm", "alle 10 Tage", 10),
        ("rhythm", "wöchentlich", 7),
        ("rhythm", "monatlich", 28),
        ("rhythm", "every two weeks", 14),
        ("since", "12.03.2026", date(2026, 3, 12)),
        ("since", "1. 3. 26", date(2026, 3, 1)),
        ("birth_date", "24.12.98", date(1998, 12, 24)),
        ("since", "2026-03-12", date(2026, 3, 12)),
        ("since", "2026-03-12 00:00:00", date(2026, 3, 12)),
        ("since", "12.03.2026 00:00", date(2026, 3, 12)),
        ("since", "12. März 2026", date(2026, 3, 12)),
        ("since", "3 Okt 2026", date(2026, 10, 3)),
        ("since", "24/12/2026", date(2026, 12, 24)),
    ],
)
def test_cells_are_read_as_people_write_them(known, column, cell, value):
    assert READ[column](cell, known) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("given_name", "x" * 81),
        ("email", "ada@"),
        ("affiliation", "Piraten 2.0"),
        ("postcode", "ABCDE"),
        ("postcode", "123"),
        ("languages", "Klingonisch"),
        ("topics", "Fußball"),
        ("capacity", "-1"),
        ("capacity", "99"),
        ("since", "31.02.2026"),
        ("since", "03/04/2026"),
        ("since", "Mai 2026"),
        ("since", "bald"),
        ("since", "12.03.2026 18:00"),
        ("rhythm", "0"),
        ("rhythm", "400"),
        ("rhythm", "manchmal"),
    ],
)
def test_what_is_not_understood_is_said(known, column, cell):
    with pytest.raises(CellError):
        READ[column](cell, known)


def test_topics_are_known_by_their_titles_even_with_a_comma():
    cohort = make_cohort()
    comma = Topic.objects.create(cohort=cohort, title_de="Recht, Gesetz", title_en="Law")
    known, first = Known.of(cohort), Topic.objects.exclude(pk=comma.pk).get()
    assert READ["topics"]("recht, gesetz", known) == [comma.pk]
    assert READ["topics"]("Kommunalpolitik; Law", known) == [first.pk, comma.pk]


def test_spelling_does_not_matter():
    assert fold("Mentor:in ") == fold("mentorin")


def topics_of(cell, *titles):
    """The titles of the topics that a cell means, among those of a cohort."""
    cohort = make_cohort()
    for title in titles:
        Topic.objects.create(cohort=cohort, title_de=title)
    found = READ["topics"](cell, Known.of(cohort))
    return [Topic.objects.get(pk=pk).title_de for pk in found]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Schule, Ausbildung und Beruf, Digitales", ["Schule, Ausbildung und Beruf", "Digitales"]),
        ("Kinder/Jugend, Digitales", ["Kinder/Jugend", "Digitales"]),
        ("Digitales\nKultur und Sport", ["Digitales", "Kultur und Sport"]),
        ("Schule; Schule, Ausbildung und Beruf", ["Schule", "Schule, Ausbildung und Beruf"]),
        ("Digitales / Schule | Kinder/Jugend", ["Digitales", "Schule", "Kinder/Jugend"]),
        ("Kinder/Jugend;Digitales;Digitales", ["Kinder/Jugend", "Digitales"]),
    ],
)
def test_known_titles_are_taken_first_the_longest_that_fits(cell, found):
    titles = ("Schule, Ausbildung und Beruf", "Kinder/Jugend", "Digitales", "Kultur und Sport")
    assert topics_of(cell, "Schule", *titles) == found


def test_what_words_were_said_to_mean_counts():
    cohort = make_cohort()
    topic = cohort.topics.get().pk
    meant = Known.of(cohort, {"topics": {"rathaus": topic, "garten": ""}})
    assert READ["topics"]("Rathaus, Garten", meant) == [topic]


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ada Groß", "Ada", "Groß"),
        ("Groß, Ada", "Ada", "Groß"),
        ("Ada Marie von der Leyen", "Ada Marie", "von der Leyen"),
        ("von Berg, Jürgen", "Jürgen", "von Berg"),
        ("Ada", "Ada", ""),
        ("Groß,", "Groß,", ""),
    ],
)
def test_a_name_in_one_cell_is_two_names(name, given, family):
    assert split_name(name) == (given, family)
