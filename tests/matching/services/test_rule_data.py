"""A rule that nobody has given anything for counts for nobody, and the form says so."""

import pytest
from django.utils.translation import override

from matching.engine.solve import solve
from matching.services import explanations, rule_data
from matching.services.criteria import settings_of, table_of
from matching.services.pool import candidates
from matching.services.rules import Mode, Setting
from mentoring.common.actors import Actor
from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import AskedOf, QuestionKind
from programmes.profiles.forms.own_questions import name_of
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment, make_mentee, make_mentor

pytestmark = pytest.mark.django_db


def load(cohort, table=None):
    by = Actor.of(make_staff(programme=cohort.programme))
    return candidates.load(cohort, table=table or {}, by=by, now=NOW)


def test_each_side_that_says_nothing_is_named():
    cohort = make_cohort()
    make_mentee(cohort, postcode="")
    make_mentor(cohort, parts_of_week=("evenings",))
    silent = rule_data.silent_sides(load(cohort))
    assert silent["distance"] == (Part.MENTEE,)
    assert silent["times"] == (Part.MENTEE,)
    assert silent["mentees_choice"] == (Part.MENTEE,)
    assert silent["mentors_choice"] == (Part.MENTOR,)
    assert not {"lands", "region", "languages", "topics"} & set(silent)


def test_one_who_says_it_is_enough_and_of_nobody_nothing_is_said():
    cohort = make_cohort()
    assert rule_data.silent_sides(load(cohort)) == {}
    make_mentee(cohort, postcode="")
    make_mentee(cohort)
    make_mentor(cohort)
    assert "distance" not in rule_data.silent_sides(load(cohort))


def test_distance_between_laender_pairs_neighbours_without_postcodes():
    cohort = make_cohort()
    amina = make_mentee(cohort, region="SN", postcode="")
    omar = make_mentee(cohort, region="SH", postcode="")
    near = make_mentor(cohort, region="TH", postcode="")
    far = make_mentor(cohort, region="HH", postcode="")
    table = table_of({"lands": Setting(Mode.COUNTS, 6, 200)})
    assert settings_of(table)["lands"] == Setting(Mode.COUNTS, 6, 200)
    pool = load(cohort, table)
    plan = solve(pool.problem, pool.criteria)
    assert {(pair.mentee, pair.mentor, pair.score) for pair in plan.pairs} == {
        (str(amina.pk), str(near.pk), 6),
        (str(omar.pk), str(far.pk), 6),
    }


def test_laender_too_far_apart_are_never_paired_where_that_is_required():
    cohort = make_cohort()
    make_mentee(cohort, region="SN", postcode="")
    make_mentor(cohort, region="SL", postcode="")
    make_mentor(cohort, region="", postcode="")
    pool = load(cohort, table_of({"lands": Setting(Mode.REQUIRED, 6, 300)}))
    (pair,) = solve(pool.problem, pool.criteria).pairs
    assert pool.people[pair.mentor].region == "", "what is not known keeps nobody apart"


def answered(mentee, mentor, question, chosen, said):
    """The mentee has chosen when applying, the mentor on the way in."""
    application = make_application(mentee.cohort, subject=mentee.subject)
    ExtraAnswer.objects.create(application=application, question=question, chosen=chosen)
    make_enrolment(
        mentor.cohort, subject=mentor.subject, profile=mentor, answers={name_of(question): said}
    )


def test_the_same_answer_to_a_question_of_our_own_counts():
    cohort = make_cohort()
    question = ExtraQuestion.objects.create(
        cohort=cohort,
        title_de="Geschlecht",
        kind=QuestionKind.ONE,
        choices_de=["Frau", "Mann"],
        asked_of=AskedOf.BOTH,
    )
    table = table_of({"own_answers": Setting(Mode.COUNTS, 7, 2)})
    make_mentee(cohort), make_mentor(cohort)
    assert rule_data.silent_sides(load(cohort))["own_answers"] == (Part.MENTEE, Part.MENTOR)

    for words in ("Frau", "Mann"):
        answered(make_mentee(cohort), make_mentor(cohort), question, [words], words)
    pool = load(cohort, table)
    assert "own_answers" not in rule_data.silent_sides(pool)
    plan = solve(pool.problem, pool.criteria)
    alike = {(pool.people[pair.mentee].cells["own_answers"], pair.score) for pair in plan.pairs}
    assert {(f"{question.pk}:Frau", 7), (f"{question.pk}:Mann", 7)} <= alike


def test_what_both_have_answered_is_for_staff_alone():
    cohort = make_cohort()
    question = ExtraQuestion.objects.create(
        cohort=cohort,
        title_de="Alter",
        kind=QuestionKind.SEVERAL,
        choices_de=["bis 30", "ab 30 | darüber"],
        asked_of=AskedOf.BOTH,
    )
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    answered(mentee, mentor, question, ["ab 30 | darüber"], ["bis 30", "ab 30 | darüber"])
    pool = load(cohort, table_of({"own_answers": Setting(Mode.COUNTS, 7, 2)}))
    ids = str(mentee.pk), str(mentor.pk)
    with override("en"):
        (told,) = explanations.reasons(pool, *ids, private=True)
        assert told.text == "Both have answered: ab 30 / darüber."
        assert explanations.reasons(pool, *ids, private=False) == []
