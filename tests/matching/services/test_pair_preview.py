"""How one pair fares under criteria, rule by rule."""

from matching.models import Block
from matching.services import pair_preview
from matching.services.rules import RULES, Mode, Setting
from tests.factories.applications import NOW


def of(play, **modes):
    keys = {known.mentee: known.key for known in RULES}
    settings = {keys[column]: Setting(mode, points=5) for column, mode in modes.items()}
    pool = play.board().pool
    return pair_preview.of(pool, str(play.amina.pk), str(play.renate.pk), settings)


def test_only_rules_that_are_on_are_told(play):
    assert of(play).lines == ()
    assert len(of(play, topics=Mode.COUNTS, region=Mode.OFF).lines) == 1


def test_whom_staff_keep_apart_no_criteria_bring_together(play):
    assert of(play).is_allowed
    Block.objects.create(
        cohort=play.cohort, mentee=play.amina, mentor=play.renate, reason="–", made_at=NOW
    )
    trial = of(play)
    assert trial.always
    assert not trial.is_allowed
    assert (trial.mentee, trial.mentor) == (str(play.amina), str(play.renate))
