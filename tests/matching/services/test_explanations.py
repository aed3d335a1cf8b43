"""Reasons in words: titles instead of codes, and no wish where others read."""

from datetime import date

import pytest
from django.utils.translation import override

from matching.engine.plan import Reason
from matching.engine.solve import solve
from matching.models import Block
from matching.services import explanations
from matching.services.criteria import BALANCED, table_of
from matching.services.explanations import Speaker
from matching.services.pool import candidates
from mentoring.common.actors import Actor
from mentoring.privacy.states import Purpose
from programmes.profiles.models import NamedWish
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_run
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort(allows_names=True)


def load(cohort, table=None):
    run = make_run(cohort, with_affiliation_wishes=True)
    by = Actor.of(make_staff(programme=cohort.programme))
    return candidates.load(cohort, table=table or table_of(BALANCED), run=run, by=by, now=NOW)


@pytest.fixture
def couple(cohort):
    """Two who fit well; the mentee wished for the mentor's party and named the mentor."""
    mentee = make_mentee(cohort, languages=["de", "ar"], parts_of_week=("evenings",))
    mentor = make_mentor(cohort, languages=["ar", "de"], parts_of_week=("evenings",))
    give_answers(mentee.subject, Purpose.MATCHING)
    NamedWish.objects.create(profile=mentee, other=mentor, kind="preferred", rank=1)
    NamedWish.objects.create(profile=mentor, other=mentee, kind="preferred", rank=1)
    return str(mentee.pk), str(mentor.pk)


def texts(said):
    return {one.text for one in said}


def test_staff_read_titles_and_points_that_add_up(cohort, couple):
    with override("en"):
        pool = load(cohort)
        said = explanations.reasons(pool, *couple, private=True)
    assert texts(said) == {
        "Topics in common: Local politics.",
        "Support offered that is wanted: Speaking.",
        "Both live in Saxony.",
        "They live at most 30 km apart.",
        "Both are free at the same time, at least 60 minutes a week.",
        "A mentor from here was wished for: SPD.",
        "The mentee asked for this mentor.",
        "The mentor asked for this mentee.",
    }
    plan = solve(pool.problem, pool.criteria)
    assert sum(one.points for one in said) == plan.total


def test_others_never_read_a_wish(cohort, couple):
    with override("en"):
        pool = load(cohort)
        said = texts(explanations.reasons(pool, *couple, private=False))
    assert said == {
        "Topics in common: Local politics.",
        "Support offered that is wanted: Speaking.",
        "Both live in Saxony.",
        "They live at most 30 km apart.",
        "Both are free at the same time, at least 60 minutes a week.",
    }


def test_german_titles_stand_on_german_pages(cohort, couple):
    with override("de"):
        said = texts(explanations.reasons(load(cohort), *couple, private=False))
    assert {"Gemeinsame Themen: Kommunalpolitik.", "Beide leben in Sachsen."} <= said


def test_hindrances_are_sentences(cohort):
    mentee = make_mentee(cohort, languages=["tr"], birth_date=date(2012, 1, 1))
    mentor = make_mentor(cohort, languages=["de"])
    Block.objects.create(cohort=cohort, mentee=mentee, mentor=mentor, reason="x", made_at=NOW)
    pool = load(cohort)
    why = explanations.explainer(pool).hindrances(str(mentee.pk), str(mentor.pk))
    with override("en"):
        said = Speaker(pool, private=False).hindrances(why)
    assert said == [
        "The mentee is a minor; the mentor lacks a valid certificate of good conduct.",
        "They have no language in common.",
        "These two must not be matched with each other.",
    ]


def test_the_rule_that_most_often_leaves_nobody_is_named(cohort):
    mentee = make_mentee(cohort, languages=["tr"], meeting_format="video")
    for way in ("in_person", "both", "both"):
        make_mentor(cohort, meeting_format=way)
    pool = load(cohort)
    (alone,) = solve(pool.problem, pool.criteria).unmatched_mentees
    with override("en"):
        said = Speaker(pool, private=True).unmatched(alone.reason, str(mentee.pk))
    assert said == "The rules leave nobody. Most often: They have no language in common."


def test_a_mentor_whom_the_rules_leave_nobody_learns_of_the_rule_too(cohort):
    make_mentee(cohort, languages=["tr"])
    mentor = make_mentor(cohort)
    reason = Reason("nobody_allowed", {})
    with override("en"):
        said = Speaker(load(cohort), private=True).unmatched(reason, str(mentor.pk))
    assert said == "The rules leave nobody. Most often: They have no language in common."


def test_a_wish_that_leaves_nobody_is_not_told_to_others(cohort):
    mentee, _mentor = make_mentee(cohort), make_mentor(cohort)
    rule = {
        "rule": "overlap",
        "mentee": "affiliation_wish",
        "mentor": "affiliation",
        "blank": "refuse",
    }
    pool = load(cohort, table={"require": [rule]})
    reason = Reason("nobody_allowed", {})
    with override("en"):
        said = Speaker(pool, private=False).unmatched(reason, str(mentee.pk))
    assert said == "The rules leave nobody."


def test_who_is_free_is_named(cohort):
    mentor = make_mentor(cohort)
    make_mentee(cohort)
    reason = Reason("somebody_free", {"who": str(mentor.pk), "score": 4})
    with override("en"):
        said = Speaker(load(cohort), private=True).unmatched(reason)
    assert said == f"{mentor} would be possible and free."


@pytest.mark.parametrize("code", [*explanations.UNMATCHED])
def test_each_reason_to_stay_without_has_a_sentence(cohort, code):
    make_mentee(cohort)
    mentor = make_mentor(cohort)
    values = {"who": str(mentor.pk), "score": 1, "allowed": 3, "rule": "block"}
    said = Speaker(load(cohort), private=True).unmatched(Reason(code, values))
    assert said
    assert "%(" not in said
