"""The page of one mentee on a board."""

import pytest

from matching.services.board import confirming, moves
from tests.client import SignedInClient
from tests.factories.profiles import make_co_mentor


@pytest.fixture
def show(play):
    browser = SignedInClient(headers={"accept-language": "en"})
    browser.force_login(play.by.user)
    address = f"/admin/matching/plan/{play.plan.pk}/mentee/{play.amina.pk}/"
    return lambda: browser.get(address).context


def test_what_somebody_wrote_goes_before_what_the_engine_says(play, show):
    assert "Kommunalpolitik" in show()["rationale"]
    how = play.how
    confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Beide singen.", **how)
    shown = show()
    assert shown["rationale"] == "Beide singen."
    assert not shown["may_move"]


def test_without_a_mentor_there_is_neither_a_reason_nor_somebody_beside(play, show):
    beside = make_co_mentor(play.cohort)
    assert show()["co_mentors"] == [(str(beside.pk), str(beside))]
    moves.remove(play.plan, mentee=play.amina.pk, **play.how)
    shown = show()
    assert (shown["rationale"], shown["co_mentors"], list(shown["reasons"])) == ("", [], [])
    assert {option["mentor"] for option in shown["options"]} >= {str(play.petra.pk)}
