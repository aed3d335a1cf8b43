"""A list on its way in: found headings, chosen columns, explained words, corrected cells."""

from datetime import timedelta

import pytest

from mentoring.common.errors import DomainError
from programmes.imports.models import RememberedColumn, RememberedValue, Upload
from programmes.imports.services import judging, uploads
from programmes.imports.services.uploads import EXTRA, PASSED_OVER
from programmes.imports.states import Fate
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.imports import MESSY, import_all, make_upload

pytestmark = pytest.mark.django_db


def asked(upload):
    return {(each.name, each.words): each.proposal for each in uploads.questions(upload)}


def accept_proposals(upload):
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    uploads.set_meanings(upload, asked(upload))


def test_headings_below_a_title_are_found():
    upload = make_upload(MESSY)
    assert upload.header_spot == 2
    assert upload.header[0] == "Name,\nVorname"
    assert len(upload.people) == 3


def test_odd_headings_are_understood_and_others_passed_over():
    upload = make_upload(MESSY)
    assert list(uploads.proposed_columns(upload).values()) == [
        *("full_name", "email", "region", "affiliation", "function", ""),
    ]


def test_words_that_nobody_knows_come_with_a_proposal():
    upload = make_upload(MESSY)
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    assert asked(upload) == {
        ("region", "NRW"): "NW",
        ("affiliation", "Grüne/Bündnis 90"): "Grüne",
        ("affiliation", "Partei X"): "",
    }


def test_what_was_chosen_is_remembered_by_the_programme():
    upload = make_upload(MESSY)
    accept_proposals(upload)
    uploads.set_meanings(upload, {("affiliation", "Partei X"): PASSED_OVER})
    columns = uploads.proposed_columns(upload) | {5: "introduction"}
    uploads.set_columns(upload, columns)
    import_all(upload)
    assert RememberedColumn.objects.count() == 6
    assert RememberedValue.objects.count() == 3

    later = make_upload(MESSY, cohort=upload.cohort)
    assert uploads.proposed_columns(later) == columns
    uploads.set_columns(later, columns)
    assert asked(later) == {}
    # And the last word counts.
    uploads.set_meanings(later, {("affiliation", "Partei X"): "FDP"})
    import_all(later)
    assert RememberedValue.objects.get(cell="parteix").meaning == "fdp"


def test_topics_are_remembered_by_their_title():
    upload = make_upload("Name;Mail;Themen\nAda Groß;ada@example.org;Kommunales\n")
    topic = upload.cohort.topics.get()
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    uploads.set_meanings(upload, {("topics", "Kommunales"): str(topic.pk)})
    import_all(upload)
    memory = RememberedValue.objects.get()
    assert (memory.cell, memory.meaning) == ("kommunales", "kommunalpolitik")


def test_a_field_has_one_column_and_somebody_must_be_meant():
    upload = make_upload(MESSY)
    for columns, code in (({0: "email", 1: "email"}, "twice"), ({0: "region"}, "nobody")):
        with pytest.raises(DomainError) as refusal:
            uploads.set_columns(upload, columns)
        assert refusal.value.code == code


def test_the_row_of_the_headings_can_be_chosen():
    upload = make_upload("x;y\nVorname;Nachname\nAda;Groß\n")
    uploads.set_header(upload, 0)
    assert upload.header == ["x", "y"]
    with pytest.raises(DomainError):
        uploads.set_header(upload, 2)


def test_cells_are_put_right_where_they_stand():
    upload = make_upload("Vorname;Nachname;Mail\nAda;Groß;ada@example\n")
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    uploads.correct(upload, {(2, "email"): " ada@example.org\n", (9, "email"): "x"})
    (row,) = judging.judge(upload, now=NOW)
    assert (row.fate, row.email) == (Fate.NEW, "ada@example.org")


def test_what_another_tab_has_put_right_stays():
    upload = make_upload("Vorname;Nachname;Mail\nAda;Gross;ada@example\n")
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    other_tab = Upload.objects.get()
    uploads.correct(upload, {(2, "email"): "ada@example.org"})
    uploads.correct(other_tab, {(2, "family_name"): "Groß"})
    (row,) = judging.judge(Upload.objects.get(), now=NOW)
    assert (row.values["family_name"], row.email) == ("Groß", "ada@example.org")


def test_a_corrected_cell_takes_what_a_cell_of_a_file_takes():
    upload = make_upload("Vorname;Nachname;Mail\nAda;Groß;ada@example.org\n")
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    uploads.correct(upload, {(2, "given_name"): "A" * 6_000})
    assert len(Upload.objects.get().rows[1][1][0]) == uploads.MOST_LETTERS


def test_a_missing_column_can_be_typed_in():
    upload = make_upload("Vorname;Nachname\nAda;Groß\n")
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    (row,) = judging.judge(upload, now=NOW)
    assert [each.name for each in row.mistakes] == ["email"]
    uploads.correct(upload, {(2, "email"): "ada@example.org"})
    (row,) = judging.judge(upload, now=NOW)
    assert (row.email, row.fate) == ("ada@example.org", Fate.NEW)


def test_more_cells_than_headings_are_told_and_can_be_dropped():
    upload = make_upload("Vorname;Nachname;Mail\nAda;Groß;ada@example.org;oh;no\n")
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    (row,) = judging.judge(upload, now=NOW)
    (mistake,) = row.mistakes
    assert mistake.name == EXTRA
    assert "oh | no" in mistake.text
    uploads.correct(upload, {(2, EXTRA): " "})
    assert judging.judge(upload, now=NOW)[0].fate == Fate.NEW


def test_rows_can_be_left_out_and_taken_in_again():
    upload = make_upload(MESSY)
    uploads.leave_out(upload, [upload.people[0][0]])
    assert len(upload.people) == 2
    uploads.take_back_in(upload)
    assert len(upload.people) == 3


def test_lists_go_after_a_day_and_only_some_wait():
    upload = make_upload(MESSY)
    assert uploads.delete_old(NOW + timedelta(hours=23)) == 0
    assert uploads.delete_old(NOW + timedelta(days=1)) == 1
    owner = make_staff(programme=upload.cohort.programme)
    for _ in range(uploads.MOST_WAITING + 2):
        make_upload(MESSY, cohort=upload.cohort, owner=owner)
    assert Upload.objects.filter(owner=owner).count() == uploads.MOST_WAITING


def test_after_the_import_the_list_is_gone():
    upload = make_upload("Name;Mail\nAda Groß;ada@example.org\n")
    accept_proposals(upload)
    import_all(upload)
    assert not Upload.objects.exists()
