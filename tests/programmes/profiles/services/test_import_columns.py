"""A cell becomes a value, or a sentence about what is wrong with it."""

import pytest

from programmes.cohorts.models import Topic
from programmes.profiles.services import import_columns
from programmes.profiles.services.import_columns import COLUMNS, CellError, Known
from programmes.profiles.states import MeetingFormat
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
READ = {column.name: column.read for column in COLUMNS}


@pytest.fixture
def known():
    return Known.of(make_cohort())


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("email", "Ada@Example.org", "ada@example.org"),
        ("part", "", "mentor"),
        ("part", "Co-Mentor:in", "co_mentor"),
        ("affiliation", "SPD", "SPD"),
        ("postcode", "1067", "01067"),
        ("postcode", "", ""),
        ("languages", "", ["de"]),
        ("languages", "Deutsch / English", ["de", "en"]),
        ("meeting_format", "", MeetingFormat.BOTH),
        ("capacity", "", 1),
        ("capacity", "2", 2),
    ],
)
def test_cells_are_read_as_people_write_them(known, column, cell, value):
    assert READ[column](cell, known) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("given_name", "x" * 81),
        ("email", "ada@"),
        ("part", "Mentee"),
        ("affiliation", "Piraten 2.0"),
        ("postcode", "ABCDE"),
        ("postcode", "123"),
        ("languages", "Klingonisch"),
        ("topics", "Fußball"),
        ("capacity", "-1"),
        ("capacity", "99"),
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
    assert import_columns.fold("Mentor:in ") == import_columns.fold("mentorin")
