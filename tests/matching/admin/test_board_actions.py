"""What the buttons of a board do, and what comes back."""

import uuid

import pytest

from matching.models import Block, Pair, Plan
from matching.services.board import locks, moves
from tests.client import SignedInClient
from tests.factories.profiles import make_co_mentor

JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(play):
    browser = SignedInClient(headers={"accept-language": "en"})
    browser.force_login(play.by.user)
    return browser


def send(play, browser, do, *people, **more):
    version = more.pop("version", play.how["version"])
    asked = {"do": ":".join([do, *(str(one.pk) for one in people)]), "version": version}
    return browser.post(f"/admin/matching/plan/{play.plan.pk}/step/", asked | more, headers=JSON)


def said(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["said"]


def test_each_step_says_what_it_did(play, browser):
    assert "Taken apart." in said(send(play, browser, "remove", play.amina))
    assert play.pairs == {play.omar.pk: play.jens.pk}
    assert "Undone." in said(send(play, browser, "undo"))
    assert "Done again." in said(send(play, browser, "redo"))
    assert "1 pair changed." in said(send(play, browser, "solve"))
    assert len(play.pairs) == 2
    assert "Locked: the two stay together." in said(send(play, browser, "lock", play.omar))
    assert "Unlocked." in said(send(play, browser, "unlock", play.omar))
    confirmed = send(play, browser, "confirm", play.omar, rationale="Passt.")
    assert "Confirmed." in said(confirmed)
    assert "Not confirmed any more." in said(send(play, browser, "unconfirm", play.omar))


def test_who_stands_beside_is_chosen_and_taken_away(play, browser):
    beside = make_co_mentor(play.cohort)
    chosen = send(play, browser, "beside", play.amina, co_mentor=str(beside.pk))
    assert "Saved." in said(chosen)
    assert Pair.objects.get(mentee=play.amina).co_mentor == beside
    said(send(play, browser, "beside", play.amina))
    assert Pair.objects.get(mentee=play.amina).co_mentor is None
    assert send(play, browser, "beside", play.amina, co_mentor="x").status_code == 404


def test_a_block_makes_the_open_board_read_the_people_again(play, browser):
    blocked = send(play, browser, "block", play.amina, play.renate, reason="Verwandt")
    assert "Blocked" in said(blocked)
    row = f"row-{play.amina.pk}"
    # She may still be where somebody goes whom another choice displaces.
    assert f"move:{play.amina.pk}:{play.renate.pk}" not in blocked.json()["parts"][row]
    assert Block.objects.get().reason == "Verwandt"
    lifted = send(play, browser, "unblock", play.amina, play.renate)
    assert "The block is lifted." in said(lifted)
    # Who may be chosen again stands among the buttons again.
    assert str(play.renate.pk) in lifted.json()["parts"][row]
    assert send(play, browser, "unblock", play.amina, play.renate).json()["code"] == "no_block"


def test_who_is_too_late_with_a_lock_is_offered_the_same_again(play, browser):
    moves.remove(play.plan, mentee=play.amina.pk, **play.how)
    answer = send(play, browser, "lock", play.omar, version=0, reason="Kennen sich")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'value="lock:{play.omar.pk}"' in page
    assert "Kennen sich" in page
    assert not Pair.objects.get(mentee=play.omar).locked


def test_what_has_become_impossible_meanwhile_is_not_offered_again(play, browser):
    pair = {"mentee": play.amina.pk, "mentor": play.petra.pk}
    locks.block(play.plan, **pair, reason="Verwandt", **play.how)
    answer = send(play, browser, "move", play.amina, play.petra, version=0)
    assert answer.status_code == 409
    assert f'value="move:{play.amina.pk}:{play.petra.pk}' not in answer.content.decode()


def test_without_script_a_refusal_is_said_on_the_board(play, browser):
    address = f"/admin/matching/plan/{play.plan.pk}/"
    asked = {"do": f"block:{play.amina.pk}:{play.renate.pk}", "version": 0, "reason": " "}
    answer = browser.post(f"{address}step/", asked, follow=True)
    assert answer.redirect_chain == [(f"{address}change/", 302)]
    assert "Please say why these two must not be matched." in answer.content.decode()


def test_a_plan_is_copied_under_another_name(play, browser):
    address = f"/admin/matching/plan/{play.plan.pk}/settings/"
    answer = browser.post(address, {"copy": "1", "name": "Plan B"}, follow=True)
    copy = Plan.objects.exclude(pk=play.plan.pk).get()
    assert answer.redirect_chain == [(f"/admin/matching/plan/{copy.pk}/change/", 302)]
    assert "Copied. This is the copy." in answer.content.decode()
    assert copy.pairs.count() == 2
    for name, refusal in ((" ", "Please give the plan a name."), ("x" * 81, "a shorter name")):
        refused = browser.post(address, {"copy": "1", "name": name})
        assert refused.status_code == 422
        assert refusal in refused.content.decode()


def test_rows_are_narrowed_by_what_is_asked(play, browser):
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    address = f"/admin/matching/plan/{play.plan.pk}/change/"

    def rows(**asked):
        return {row["id"] for row in browser.get(address, asked).context["rows"]}

    amina, omar = str(play.amina.pk), str(play.omar.pk)
    assert rows() == {amina, omar}
    assert rows(show="unmatched") == {omar}
    assert rows(show="unconfirmed") == {amina}
    assert rows(show="nonsense") == {amina, omar}
    assert rows(q=f" {play.renate.family_name.upper()} ") == {amina}
    assert rows(q=play.omar.family_name) == {omar}


def test_the_page_of_somebody_else_is_none(play, browser):
    address = f"/admin/matching/plan/{play.plan.pk}/mentee"
    assert browser.get(f"{address}/{uuid.uuid4()}/").status_code == 404
    # A mentor is somebody of the pool, but nobody for whom one is sought.
    page = browser.get(f"{address}/{play.petra.pk}/")
    assert (page.context["options"], page.context["impossible"]) == ([], [])
