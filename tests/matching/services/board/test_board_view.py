"""What a board shows of a plan."""

from datetime import UTC, datetime

import pytest

from matching.models import Block
from matching.services.board import locks, moves
from matching.services.board.board_view import TOO_FAR, Looks
from mentoring.common.clock import now
from programmes.profiles.models import Profile
from programmes.profiles.states import ProfileState
from tests.factories.applications import NOW
from tests.factories.profiles import make_mentor


def test_a_row_says_who_and_how(play):
    locks.lock(play.plan, mentee=play.amina.pk, reason="Kennen sich", **play.how)
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    looks = Looks(play.board())
    row = looks.of(str(play.amina.pk))
    assert (row.mentor, row.points, row.flags) == (str(play.renate.pk), 10, (True, False, False))
    assert row.texts == ("Kennen sich", "")
    assert not row.is_broken
    empty = looks.all[str(play.omar.pk)]
    assert (empty.mentor, empty.points) == ("", None)


def test_what_a_rule_keeps_apart_is_broken(play):
    Block.objects.create(
        cohort=play.cohort, mentee=play.amina, mentor=play.renate, reason="–", made_at=NOW
    )
    looks = Looks(play.board())
    assert looks.of(str(play.amina.pk)).is_broken
    assert not looks.of(str(play.omar.pk)).is_broken


def test_figures_say_what_is_missing_to_the_best(play):
    assert Looks(play.board()).figures.is_best
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    figures = Looks(play.board()).figures
    assert (figures.mentees, figures.matched, figures.pairs) == (2, 1, 1)
    assert (figures.missing, figures.behind, figures.unconfirmed) == (1, 10, 1)
    assert (figures.free_places, figures.free_mentors) == (2, 2)
    assert not figures.is_best


def test_the_last_step_and_where_the_plan_stood_without_it(play):
    assert Looks(play.board()).before is None
    play.move(play.amina, play.petra)
    looks = Looks(play.board())
    step, grid = looks.before
    assert step == looks.last_step
    row = looks.board.row(play.amina.pk)
    assert grid.choice[row] == looks.board.column(play.renate.pk)
    assert looks.grid.choice[row] == looks.board.column(play.petra.pk)


@pytest.mark.parametrize(
    ("points", "name"), [(10, "very_good"), (7, "good"), (4, "fair"), (0, "weak"), (None, "weak")]
)
def test_a_pair_is_as_good_as_what_one_usually_gets(play, points, name):
    looks = Looks(play.board())
    assert looks.grid.usual == 10
    assert looks.strength("", "", points) == name


def test_with_other_people_everybody_has_other_choices(play):
    before = Looks(play.board())
    assert Looks(play.board()).other_alternatives(before) == set()
    make_mentor(play.cohort)
    everybody = {str(play.amina.pk), str(play.omar.pk)}
    assert Looks(play.board()).other_alternatives(before) == everybody


def test_what_was_done_about_somebody_who_is_gone_changes_nothing_now(play):
    play.move(play.amina, play.petra)
    Profile.objects.filter(pk=play.amina.pk).update(
        state=ProfileState.LEFT, changed_at=datetime(2040, 1, 1, tzinfo=UTC)
    )
    looks = Looks(play.board())
    _step, grid = looks.before
    assert grid.choice.tolist() == looks.grid.choice.tolist()
    assert str(play.amina.pk) not in looks.all


def test_who_meets_only_in_person_is_too_far_away_whatever_the_points(play):
    away = {"region": "BY", "postcode": "80331", "meeting_format": "in_person"}
    Profile.objects.filter(pk=play.renate.pk).update(**away)
    looks = Looks(play.board())
    amina, renate, jens = (str(one.pk) for one in (play.amina, play.renate, play.jens))
    assert looks.of(amina).points == looks.grid.usual
    assert looks.strength(amina, renate, 100) == TOO_FAR
    assert looks.strength(amina, jens, 100) == "very_good"
    # By video there is no way to travel.
    Profile.objects.filter(pk=play.renate.pk).update(meeting_format="both", changed_at=now())
    assert Looks(play.board()).strength(amina, renate, 100) == "very_good"


def test_who_is_not_in_the_pool_is_neither_near_nor_far(play):
    looks = Looks(play.board())
    assert not looks.is_too_far(str(play.amina.pk), "")
    assert not looks.is_too_far("nobody", str(play.jens.pk))
