"""What staff read on a board: why somebody has nobody, what a button would do, how good it is."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from matching.admin.board_presenter import BoardWords
from matching.models import Run
from matching.services.board import moves
from matching.services.board.move_gains import Outcome
from programmes.cohorts.models import Topic
from programmes.profiles.models import Profile
from programmes.profiles.states import ProfileState


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def words_of(play):
    return BoardWords(play.board())


def outcome(play, **more):
    return Outcome(str(play.petra.pk), 10, **({"total": 0, "matched": 0} | more))


def set_topics(play, **titles):
    """Who has which topics, each worth ten points in common; the others have none."""
    topics = {
        letter: Topic.objects.create(cohort=play.cohort, title_de=letter, title_en=letter)
        for letter in "ab"
    }
    for name in ("amina", "omar", "renate", "jens", "petra"):
        getattr(play, name).topics.set([topics[letter] for letter in titles.get(name, "")])


@pytest.mark.parametrize(
    ("gain", "said", "is_up"),
    [
        ({"total": -30, "matched": 1}, "one more matched", True),
        ({"total": 30, "matched": -1}, "one fewer matched", False),
        ({"total": 1200}, "+1,200", True),
        ({"total": -7}, "−7", False),
        ({"total": 0}, "±0", False),
    ],
)
def test_a_mentee_more_or_fewer_weighs_more_than_points(play, gain, said, is_up):
    option = words_of(play).option(str(play.amina.pk), outcome(play, **gain))
    assert (option["gain"], option["css"]) == (said, "up" if is_up else "")


def test_what_becomes_of_whoever_had_the_place_is_said(play):
    amina, omar = str(play.amina.pk), str(play.omar.pk)
    words = words_of(play)
    assert words.then(amina, outcome(play)) == ""
    alone = outcome(play, displaced=omar)
    assert words.then(amina, alone) == f"{play.omar} stays without a mentor"
    swap = outcome(play, displaced=omar, goes_to=str(play.renate.pk))
    assert words.then(amina, swap) == f"swaps with {play.omar}"
    on = outcome(play, displaced=omar, goes_to=str(play.jens.pk))
    assert words.then(amina, on) == f"{play.omar} goes to {play.jens}"


def test_who_tells_people_apart_is_told_once(play):
    words = words_of(play)
    renate = str(play.renate.pk)
    assert words.facts(renate) == "SPD · Saxony · Local politics"
    assert words.facts(renate) is words.facts(renate)
    assert words.facts("nobody") == ""
    assert words.name("nobody") == "Somebody who has left"


def test_who_may_be_with_nobody_learns_of_the_rule(play):
    rule = {"rule": "overlap", "mentee": "languages", "mentor": "languages"}
    Run.objects.update(table={"require": [rule]})
    Profile.objects.filter(pk=play.omar.pk).update(languages=["tr"])
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    words = words_of(play)
    look = words.looks.of(str(play.omar.pk))
    said = words.row(look)["why"]
    assert said == "The rules leave nobody. Most often: They have no language in common."
    assert words.row(look)["why"] == said
    with override("de"):
        assert words.row(look)["why"] != said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ProfileState.PAUSED, "{name}: pauses."),
        (ProfileState.LEFT, "Somebody has left the programme."),
    ],
)
def test_a_pair_of_which_one_does_not_take_part_any_more_says_so(play, state, said):
    Profile.objects.filter(pk=play.renate.pk).update(state=state)
    words = words_of(play)
    row = words.row(words.looks.of(str(play.amina.pk)))
    assert row["broken"] == said.format(name=play.renate)
    assert "broken" in row["states"].split()
    assert words.row(words.looks.of(str(play.omar.pk)))["broken"] == ""


def test_the_verdict_names_a_weakest_pair_that_could_be_better(play):
    set_topics(play, amina="ab", renate="ab", omar="a", jens="b")
    said = "The weakest pair has 0 points; 10 would be possible."
    assert words_of(play).verdict == (said, False)


def test_the_verdict_counts_the_points_to_the_best_plan(play):
    set_topics(play, amina="a", renate="a", omar="ab", jens="a", petra="ab")
    assert words_of(play).verdict == ("10 points below the best plan.", False)


def test_only_a_proof_makes_the_best_plan_one(play):
    words = words_of(play)
    assert words.verdict == ("Proven: no plan is better.", True)
    other = words_of(play)
    other.looks.figures = replace(other.looks.figures, is_proven=False)
    assert other.verdict == ("No better plan is known.", True)
