"""Good guesses at headings and words."""

import pytest

from programmes.cohorts.models import Topic
from programmes.imports.services import proposals
from programmes.imports.services.fields import FIELDS
from programmes.imports.services.known import Known, fold
from tests.factories.cohorts import make_cohort


def field_of(heading, remembered=None):
    return proposals.columns([heading], remembered or {})[0]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Vorname", "given_name"),
        ("VORNAME", "given_name"),
        ("Vornamen:", "given_name"),
        ("Nachnahme", "family_name"),
        ("Name,\nVorname", "full_name"),
        ("E-Mail (dienstlich)", "email"),
        ("Emailadresse", "email"),
        ("Mail", "email"),
        ("PLZ", "postcode"),
        ("Bundesland", "region"),
        ("Tel.", "phone"),
        ("Handynummer", "phone"),
        ("Themenfelder", "topics"),
        ("erw. Führungszeugnis vom", "certificate_issued_on"),
        ("eFZ gesehen am", "certificate_seen_on"),
        ("Co-Mentor:in", "co_mentor"),
        ("Geb.", "birth_date"),
        ("Turnus", "rhythm"),
        ("Capacity", "capacity"),
        ("Schuhgröße", ""),
        ("Bemerkungen", ""),
        ("Nr.", ""),
        ("", ""),
    ],
)
def test_what_a_heading_means(heading, field):
    assert field_of(heading) == field


def test_each_field_is_proposed_once_for_what_fits_best():
    header = ["E-Mail privat", "E-Mail", "Vorname", "Rufname"]
    assert proposals.columns(header, {}) == {0: "", 1: "email", 2: "given_name", 3: ""}


@pytest.mark.parametrize("heading", ["Partei", "Partei/Fraktion", "PARTY"])
def test_a_programme_calls_things_by_words_of_its_own(heading):
    assert field_of(heading) != "affiliation"
    labels = {"affiliation": ["Partei", "Party"]}
    assert proposals.columns([heading], {}, labels) == {0: "affiliation"}


def test_what_is_remembered_wins():
    assert field_of("Schuhgröße", {fold("Schuhgröße"): "capacity"}) == "capacity"
    assert field_of("Vorname", {"vorname": ""}) == ""


def test_our_own_headings_are_understood():
    for field in FIELDS:
        assert field_of(str(field.title)) == field.name


def rows(*lines):
    return list(enumerate((line.split(";") for line in lines), start=1))


@pytest.mark.parametrize(
    ("lines", "spot"),
    [
        (["Vorname;Nachname", "Ada;Groß"], 0),
        (["Unsere Liste", "Stand;Mai", "Vorname;Mail", "Ada;a@b"], 2),
        (["Liste", "x;y", "1;2"], 1),
        (["x", "1"], 0),
        (["Name", "Ada"], 0),
    ],
)
def test_where_the_headings_are(lines, spot):
    assert proposals.header_spot(rows(*lines), {}) == spot


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("region", "NRW", "NW"),
        ("region", "Ba-Wü", "BW"),
        ("region", "Nordrhein Westphalen", "NW"),
        ("region", "Atlantis", ""),
        ("affiliation", "Grüne/Bündnis 90", "Grüne"),
        ("affiliation", "Bündnis 90 / Die Grünen", "Grüne"),
        ("languages", "deutsh", "de"),
        ("meeting_format", "nur online", "video"),
        ("rhythm", "14tägig bitte", "14"),
    ],
)
def test_what_a_word_means(field, words, value):
    assert proposals.value(field, words, Known.of(make_cohort()).options[field]) == value


@pytest.mark.django_db
def test_a_topic_is_found_by_a_part_of_its_words():
    cohort = make_cohort()
    topic = Topic.objects.create(cohort=cohort, title_de="Bildung und Schule")
    options = Known.of(cohort).options["topics"]
    assert proposals.value("topics", "Schule und Bildung", options) in {topic.pk, ""}
    assert proposals.value("topics", "Bildung u. Schule", options) == topic.pk
