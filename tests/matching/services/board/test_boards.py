"""What a board says of those who are on it."""

from datetime import timedelta

import pytest

from matching.services.board import locks
from matching.services.board.board_view import Looks
from programmes.profiles.states import ProfileState
from tests.errors import refused
from tests.factories.applications import NOW

pytestmark = pytest.mark.django_db


def test_who_leaves_is_told_of_at_the_top(play):
    type(play.jens).objects.filter(pk=play.jens.pk).update(
        state=ProfileState.PAUSED, changed_at=NOW + timedelta(minutes=1)
    )
    board = play.board()
    assert board.gone == [str(play.omar.pk)]
    assert Looks(board).figures.matched == 1
    locks_now = {"mentee": play.omar.pk, **play.how}
    with refused("not_allowed"):
        locks.lock(play.plan, **locks_now)
