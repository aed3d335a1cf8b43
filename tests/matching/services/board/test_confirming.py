"""A pair is confirmed with a text, and only one that may be."""

import pytest

from matching.models import Block, Pair
from matching.services.board import confirming
from tests.errors import refused
from tests.factories.applications import NOW

pytestmark = pytest.mark.django_db


def test_a_confirmed_pair_says_why_and_keeps_its_text_while_together(play):
    with refused("rationale"):
        confirming.confirm(play.plan, mentee=play.amina.pk, rationale=" ", **play.how)
    confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Passt gut.", **play.how)
    texts = {str(one.pk): " Vorgeschlagen " for one in (play.amina, play.omar)}
    assert confirming.confirm_all(play.plan, texts=texts, **play.how) == 1
    rows = Pair.objects.filter(plan=play.plan)
    assert {pair.mentee_id: pair.rationale for pair in rows} == {
        play.amina.pk: "Passt gut.",
        play.omar.pk: "Vorgeschlagen",
    }
    confirming.unconfirm(play.plan, mentee=play.amina.pk, **play.how)
    assert Pair.objects.get(mentee=play.amina).rationale == "Passt gut."
    play.move(play.amina, play.petra)
    assert Pair.objects.get(mentee=play.amina).rationale == ""


def test_a_pair_that_a_rule_keeps_apart_is_not_confirmed_with_the_others(play):
    Block.objects.create(
        cohort=play.cohort, mentee=play.amina, mentor=play.renate, reason="Verwandt", made_at=NOW
    )
    texts = {str(one.pk): "Vorgeschlagen" for one in (play.amina, play.omar)}
    assert confirming.confirm_all(play.plan, texts=texts, **play.how) == 1
    assert [pair.mentee for pair in Pair.objects.filter(confirmed=True)] == [play.omar]
    with refused("not_allowed"):
        confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Passt.", **play.how)
    with refused("nothing"):
        confirming.confirm_all(play.plan, texts=texts, **play.how)


def test_what_may_be_told_is_offered_for_pairs_that_no_rule_keeps_apart(play):
    Block.objects.create(
        cohort=play.cohort, mentee=play.amina, mentor=play.renate, reason="Verwandt", made_at=NOW
    )
    assert set(confirming.offered(play.board())) == {str(play.omar.pk)}


def test_what_somebody_wrote_is_offered_before_a_draft_and_no_more_once_confirmed(play):
    amina, omar = str(play.amina.pk), str(play.omar.pk)
    assert "Kommunalpolitik" in confirming.offered(play.board())[omar]
    confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Beide singen.", **play.how)
    assert set(confirming.offered(play.board())) == {omar}
    confirming.unconfirm(play.plan, mentee=play.amina.pk, **play.how)
    assert confirming.offered(play.board())[amina] == "Beide singen."


def test_only_pairs_that_were_chosen_and_have_a_text_are_confirmed(play):
    texts = {str(play.omar.pk): "Passt.", str(play.amina.pk): "  "}
    assert confirming.confirm_all(play.plan, texts=texts, **play.how) == 1
    assert [pair.mentee for pair in Pair.objects.filter(confirmed=True)] == [play.omar]
