"""Before pairs are confirmed together, each text is read, changed or left out."""

import re

import pytest

from matching.models import Pair
from tests.client import SignedInClient


@pytest.fixture
def browser(play):
    browser = SignedInClient(headers={"accept-language": "en"})
    browser.force_login(play.by.user)
    return browser


def address(play):
    return f"/admin/matching/plan/{play.plan.pk}/confirm/"


def key(mentee, mentor):
    return f"{mentee.pk}:{mentor.pk}"


def confirmed():
    return {pair.mentee_id: pair.rationale for pair in Pair.objects.filter(confirmed=True)}


def test_the_texts_are_shown_before_they_count(play, browser):
    page = browser.get(address(play)).content.decode()
    assert page.count("Beide interessieren sich für „Kommunalpolitik“") == 2
    assert page.count(" checked") == 2
    assert confirmed() == {}
    board = browser.get(f"/admin/matching/plan/{play.plan.pk}/change/").content.decode()
    assert "Read and confirm 2 texts …" in board


def test_what_was_chosen_is_confirmed_with_the_text_as_it_was_changed(play, browser):
    amina, omar = key(play.amina, play.renate), key(play.omar, play.jens)
    asked = {
        "version": play.how["version"],
        "pair": [omar],
        f"text:{amina}": "Anders",
        f"text:{omar}": "Beide singen gern.",
    }
    assert browser.post(address(play), asked).status_code == 302
    assert confirmed() == {play.omar.pk: "Beide singen gern."}


def test_a_chosen_pair_without_a_text_is_named_and_nothing_typed_is_lost(play, browser):
    amina, omar = key(play.amina, play.renate), key(play.omar, play.jens)
    asked = {
        "version": play.how["version"],
        "pair": [amina, omar],
        f"text:{amina}": " ",
        f"text:{omar}": "Beide singen gern.",
    }
    answer = browser.post(address(play), asked)
    assert answer.status_code == 422
    assert "Beide singen gern." in answer.text
    assert len(re.findall('aria-invalid="true"', answer.text)) == 1
    assert confirmed() == {}


def test_a_text_is_never_taken_for_another_pair(play, browser):
    """A colleague has moved Amina meanwhile: what was written was about her and Renate."""
    before = play.how["version"]
    play.move(play.amina, play.petra)
    amina, omar = key(play.amina, play.renate), key(play.omar, play.jens)
    typed = {f"text:{amina}": "Renate passt.", f"text:{omar}": "Beide singen gern."}
    asked = {"version": before, "pair": [amina, omar], **typed}
    answer = browser.post(address(play), asked)
    assert answer.status_code == 409
    assert "Renate passt." not in answer.text
    assert "Beide singen gern." in answer.text
    assert confirmed() == {}
