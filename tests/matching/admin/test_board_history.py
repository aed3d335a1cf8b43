"""Who did what on a board, as colleagues read it."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from matching.admin import board_history
from matching.admin.board import changed_by
from matching.admin.board_presenter import BoardWords
from matching.models import Plan, Step
from matching.services.board import locks, moves
from matching.services.runs import plans
from mentoring.accounts.models import User
from mentoring.common import clock
from tests.factories.applications import NOW
from tests.factories.boards import Play
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor


@pytest.fixture
def play(db):
    with override("en"):
        play = Play()
        User.objects.filter(pk=play.by.user.pk).update(name="Miriam Keller")
        play.by.user.refresh_from_db()
        yield play


def told(play):
    """The last step in words."""
    return board_history.history(play.plan, BoardWords(play.board()))[0].text


def test_a_block_names_the_two_who_are_kept_apart(play):
    pair = {"mentee": play.amina.pk, "mentor": play.petra.pk}
    locks.block(play.plan, **pair, reason="Verwandt", **play.how)
    assert told(play) == f"{play.amina} – {play.petra}"
    locks.unblock(play.plan, **pair, **play.how)
    assert told(play) == f"{play.amina} – {play.petra}"


def test_a_move_names_all_three_and_who_has_nobody_now(play):
    beside = make_co_mentor(play.cohort)
    play.petra.standing_co_mentor = beside
    play.petra.save()
    play.move(play.amina, play.petra)
    assert told(play) == f"{play.amina} – {play.petra} – {beside}"
    moves.remove(play.plan, mentee=play.amina.pk, **play.how)
    assert told(play) == f"{play.amina} has no mentor now"


def test_a_new_solution_is_counted_not_listed(play):
    for _number in range(3):
        make_mentee(play.cohort), make_mentor(play.cohort)
    moves.solve_rest(play.plan, **play.how)
    assert told(play) == "3 pairs changed"


def test_who_changed_the_plan_last_may_have_done_so_without_a_step(play):
    assert board_history.latest(play.plan) is None
    assert changed_by(play.plan) == "Somebody has changed this plan."
    play.move(play.amina, play.petra)
    assert board_history.latest(play.plan)["by"] == play.by.user
    later = NOW + timedelta(minutes=1)
    plans.rename(play.plan, name="Plan B", **(play.how | {"now": later}))
    last = board_history.latest(play.plan, BoardWords(play.board()))
    assert last == {"by": play.by.user, "at": later, "what": ""}


def test_a_colleague_who_is_gone_stays_one(play):
    play.move(play.amina, play.petra)
    Step.objects.update(made_by=None)
    (done,) = board_history.history(play.plan, BoardWords(play.board()))
    assert str(done.by) == "A former colleague"
    assert str(board_history.latest(play.plan)["by"]) == "A former colleague"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(minutes=5, seconds=1), "Miriam Keller changed this plan 5 minutes ago."),
        (timedelta(hours=2), "Miriam Keller changed this plan some time ago."),
    ],
)
def test_how_long_a_change_is_ago_is_told_roughly(play, passed, said):
    play.move(play.amina, play.petra)
    Step.objects.update(made_at=clock.now() - passed)
    assert changed_by(Plan.objects.get(pk=play.plan.pk)) == said
