"""What would happen to each row, and which cell is wrong."""

from datetime import date

import pytest

from programmes.imports.services import judging, uploads
from programmes.imports.services.rows import Mistake
from programmes.imports.states import Fate
from programmes.profiles.services import participation
from programmes.profiles.states import EnrolmentState, Part
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.imports import listed
from tests.factories.profiles import make_enrolment, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
ADA = ["Ada", "Groß", "Ada@example.org"]
BEN = ["Ben", "Krüger", "ben@example.org"]


def judge(cohort, *rows, head=(), part=Part.MENTOR):
    return judging.judge(listed(cohort, *rows, head=head, part=part), now=NOW)


def fates(cohort, *rows, **said):
    return [row.fate for row in judge(cohort, *rows, **said)]


def test_a_new_row_is_understood_in_the_words_of_either_language():
    cohort = make_cohort()
    head = ["part", "affiliation", "region", "postcode", "languages", "topics", "meeting_format"]
    (row,) = judge(
        cohort,
        [*ADA, "Co-mentor", "SPD", "Saxony", "1067", "German, en", "local POLITICS", "By video"],
        head=head,
    )
    assert row.fate == Fate.NEW, row.mistakes
    assert row.part == Part.CO_MENTOR
    assert row.values["affiliation"] == "SPD"
    assert row.values["region"] == "SN"
    assert row.values["postcode"] == "01067"
    assert row.values["languages"] == ["de", "en"]
    assert row.values["topics"] == [cohort.topics.get().pk]
    assert row.values["meeting_format"] == "video"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("affiliation", "Partei X"),
        ("region", "Atlantis"),
        ("languages", "de, klingonisch"),
        ("topics", "Raumfahrt"),
        ("needs", "Geld"),
        ("postcode", "123"),
        ("capacity", "11"),
        ("function", "x" * 121),
        ("meeting_format", "per Brieftaube"),
        ("training_on", "31.02.2026"),
        ("training_on", "24.12.2099"),
        ("affiliation", "#NV"),
    ],
)
def test_a_mistake_names_its_row_and_column(column, cell):
    (row,) = judge(make_cohort(), [*ADA, cell], head=[column])
    assert (row.number, row.fate, row.name) == (2, Fate.WRONG, "Ada Groß")
    (mistake,) = row.mistakes
    assert mistake.name == column
    assert mistake.title
    assert mistake.text


def test_an_error_of_the_spreadsheet_is_a_mistake_of_its_row():
    (row,) = judge(make_cohort(), ["#N/A", "Muster", "a@example.org"])
    said = "„#N/A“ ist ein Fehler der Tabellenkalkulation"
    assert row.mistakes == [Mistake("given_name", "Vorname", said)]


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_without_an_address_nobody_new_comes_in(email):
    (row,) = judge(make_cohort(), ["Ada", "Groß", email])
    assert [each.name for each in row.mistakes] == ["email"]


def test_an_address_stands_in_a_list_once():
    first, second = judge(make_cohort(), ADA, ["Ada", "Klein", "ADA@example.org"])
    assert (first.fate, second.fate) == (Fate.NEW, Fate.WRONG)
    assert "2" in second.mistakes[0].text


def test_who_is_invited_is_passed_over():
    cohort = make_cohort()
    make_enrolment(cohort, EnrolmentState.INVITED, email="ben@example.org")
    (row,) = judge(cohort, BEN)
    assert row.fate == Fate.SAME
    assert row.notes


def test_colleagues_and_closed_accounts_are_mistakes():
    make_staff(email="ada@example.org")
    make_user("ben@example.org", is_active=False)
    assert fates(make_cohort(), ADA, BEN) == [Fate.WRONG, Fate.WRONG]


def known(cohort, **fields):
    named = {"given_name": "Ada", "family_name": "Groß"}
    user = make_user(fields.pop("email", "ada@example.org"))
    return make_mentor(cohort, user=user, **named | fields)


def test_who_is_there_as_they_are_stays_unchanged():
    cohort = make_cohort()
    known(cohort, function="MdL", affiliation="SPD")
    assert fates(cohort, [*ADA, "MdL", ""], head=["function", "affiliation"]) == [Fate.SAME]
    # In another cohort they are new.
    assert fates(make_cohort(), ADA) == [Fate.NEW]


def test_what_a_list_changes_is_said_and_blanks_change_nothing():
    cohort = make_cohort()
    make_screening(known(cohort, region="SN", phone="0351"), date(2026, 1, 15))
    cells = ["Hessen", "", "Kommunalpolitik", "20.01.2026"]
    head = ["region", "phone", "topics", "certificate_issued_on"]
    (row,) = judge(cohort, [*ADA, *cells], head=head)
    assert row.fate == Fate.CHANGED, row.mistakes
    assert row.changes == [
        ("Region", "Sachsen", "Hessen"),
        (row.changes[1][0], "15.\u00a0Januar\u00a02026", "20.\u00a0Januar\u00a02026"),
    ]


def test_a_name_tells_who_is_meant_where_one_alone_has_it():
    cohort = make_cohort()
    ada = known(cohort)
    row = judge(cohort, ["ada", "gross", ""], ["Ada", "Groß", ""])[1]
    assert row.profile == ada
    known(cohort, email="other@example.org")
    assert judge(cohort, ["Ada", "Groß", ""])[0].fate == Fate.WRONG


def test_who_has_another_part_is_a_mistake_but_a_list_need_not_say_the_part():
    cohort = make_cohort()
    known(cohort)
    assert fates(cohort, [*ADA, "Mentee"], head=["part"]) == [Fate.WRONG]
    assert fates(cohort, ADA, part=Part.CO_MENTOR) == [Fate.SAME]


def test_who_has_left_stays_as_they_are():
    cohort = make_cohort()
    known(cohort, state="left")
    assert fates(cohort, [*ADA, "Hessen"], head=["region"]) == [Fate.SAME]


@pytest.mark.parametrize(
    ("issued", "seen", "wrong"),
    [
        ("15.01.2026", "20.01.2026", None),
        ("15.01.2026", "", "certificate_seen_on"),
        ("", "20.01.2026", "certificate_issued_on"),
        ("20.01.2026", "15.01.2026", "certificate_seen_on"),
    ],
)
def test_a_certificate_has_two_days_in_order(issued, seen, wrong):
    head = ["certificate_issued_on", "certificate_seen_on"]
    (row,) = judge(make_cohort(), [*ADA, issued, seen], head=head)
    assert [each.name for each in row.mistakes] == ([wrong] if wrong else [])


def test_a_mentee_has_a_birth_date_and_no_party():
    cohort = make_cohort()
    head = ["birth_date", "affiliation", "capacity"]
    missing, born, young = judge(
        cohort,
        [*ADA, "", "SPD", "2"],
        [*BEN, "17.05.2003", "SPD", "2"],
        ["C", "D", "c@example.org", "17.05.2011", "", ""],
        head=head,
        part=Part.MENTEE,
    )
    assert [each.name for each in missing.mistakes] == ["birth_date"]
    assert born.fate == Fate.NEW
    assert born.values["birth_date"] == date(2003, 5, 17)
    assert "affiliation" not in born.values
    assert "Partei" in born.notes[0]
    assert any("Zustimmung" in note for note in young.notes)


def test_a_list_of_mentors_keeps_no_birth_date():
    (row,) = judge(make_cohort(), [*ADA, "17.05.1970"], head=["birth_date"])
    assert row.fate == Fate.NEW
    assert "birth_date" not in row.values


def test_judging_asks_the_database_as_often_for_one_row_as_for_thirty(
    django_assert_max_num_queries,
):
    cohort = make_cohort()
    for number in (1, 30):
        for spot in range(number):
            make_mentee(cohort, user=make_user(f"m{number}-{spot}@example.org"))
        rows = [["A", "B", f"a{spot}@example.org"] for spot in range(number)]
        rows += [["", "", f"m{number}-{spot}@example.org"] for spot in range(number)]
        upload = listed(cohort, *rows)
        with django_assert_max_num_queries(9):
            judging.judge(upload, now=NOW)


def test_what_is_judged_is_not_written():
    cohort = make_cohort()
    judge(cohort, ADA)
    assert participation.in_cohort(cohort, ["ada@example.org"]) == set()


def test_what_was_left_out_is_not_judged():
    upload = listed(make_cohort(), ADA, BEN)
    uploads.leave_out(upload, {2})
    assert [row.number for row in judging.judge(upload, now=NOW)] == [3]
