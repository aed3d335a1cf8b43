"""A cohort made from another: everything but its people."""

from datetime import UTC, date, datetime

import pytest

from matching.models import CohortCriteria
from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort, ExtraQuestion, FrequentQuestion, GuideChapter
from programmes.cohorts.services import copying
from programmes.cohorts.states import CohortState
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
DATES = {
    "opens_at": datetime(2037, 1, 1, tzinfo=UTC),
    "closes_at": datetime(2037, 2, 1, tzinfo=UTC),
    "starts_on": date(2037, 3, 1),
    "ends_on": date(2038, 2, 28),
}


@pytest.fixture
def cohort():
    cohort = make_cohort(
        name="Herbst 2026", left_out=["hope"], welcome_de="Schön!", tone="formal", min_age=18
    )
    ExtraQuestion.objects.create(
        cohort=cohort, title_de="Wie?", kind="one", choices_de=["Ja", "Nein"], is_required=True
    )
    FrequentQuestion.objects.create(cohort=cohort, question_de="Wann?", answer_de="Bald.")
    GuideChapter.objects.create(cohort=cohort, title_de="Ankommen", questions_de="Wie geht’s?")
    CohortCriteria.objects.create(cohort=cohort, table={"weights": {"topics": 3}}, version=7)
    make_application(cohort)
    return cohort


def test_a_copy_has_all_settings_and_nobody(cohort):
    copy = copying.copy(cohort, name="Herbst 2027", **DATES)

    assert (copy.state, copy.programme, copy.name) == (
        CohortState.DRAFT,
        cohort.programme,
        "Herbst 2027",
    )
    assert (copy.left_out, copy.welcome_de, copy.tone, copy.min_age) == (
        ["hope"],
        "Schön!",
        "formal",
        18,
    )
    assert {name: getattr(copy, name) for name in DATES} == DATES
    assert [each.title_de for each in copy.topics.all()] == ["Kommunalpolitik"]
    assert [each.title_de for each in copy.supportneeds.all()] == ["Sicher sprechen"]
    question = copy.extraquestions.get()
    assert (question.choices_de, question.is_required) == (["Ja", "Nein"], True)
    assert copy.frequent_questions.get().answer_de == "Bald."
    assert copy.guide.get().questions_de == "Wie geht’s?"
    assert (copy.criteria.table, copy.criteria.version) == ({"weights": {"topics": 3}}, 0)
    assert not copy.applications.exists()
    assert not copy.transitions.exists()


def test_the_original_keeps_what_it_has(cohort):
    copying.copy(cohort, name="Herbst 2027", **DATES)
    for related in ("topics", "supportneeds", "extraquestions", "frequent_questions", "guide"):
        assert getattr(cohort, related).count() == 1
    assert CohortCriteria.objects.count() == 2


def test_two_of_a_programme_have_two_names(cohort):
    with pytest.raises(DomainError) as refusal:
        copying.copy(cohort, name="Herbst 2026", **DATES)
    assert refusal.value.code == "name_taken"
    assert Cohort.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("Herbst 2026", "Herbst 2027"),
        ("2026/27", "2027/28"),
        ("2099/00", "2100/01"),
        ("Pilot", "Pilot 2"),
    ],
)
def test_the_next_name(name, following):
    assert copying.next_name(name) == following


def test_a_year_later_there_may_be_no_such_day():
    assert copying.a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert copying.a_year_later(date(2026, 11, 30)) == date(2027, 11, 30)


def test_staff_read_what_is_taken_over():
    assert len(copying.titles()) >= 6
