"""A matching in numbers."""

from datetime import date

import pytest
from django.utils.translation import override

from matching.services import statistics
from matching.services.statistics import Bucket, spread
from programmes.cohorts.models import Topic
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, ProfileState


def test_without_pairs_there_is_nothing_to_show():
    assert spread([]) is None


def test_equal_scores_are_one_column():
    found = spread([7, 7, 7])
    assert (found.worst, found.lower, found.middle, found.upper, found.best) == (7, 7, 7, 7, 7)
    assert found.buckets == (Bucket(7, 7, 3),)


@pytest.mark.parametrize("scores", [[3, 1, 2], [0, 100], [-5, 0, 20, 20, 21], [*range(50)]])
def test_each_score_lies_in_one_column_and_quartiles_are_scores(scores):
    found = spread(scores)
    assert sum(bucket.count for bucket in found.buckets) == len(scores)
    assert len(found.buckets) <= statistics.BUCKETS
    for bucket in found.buckets:
        assert bucket.count == sum(bucket.low <= score <= bucket.high for score in scores)
    quartiles = [found.worst, found.lower, found.middle, found.upper, found.best]
    assert quartiles == sorted(quartiles)
    assert set(quartiles) <= set(scores)


def test_who_is_sought_and_who_is_there(play):
    wanted = Topic.objects.create(cohort=play.cohort, title_de="Rede")
    play.amina.topics.set([wanted])
    play.renate.capacity = 2
    play.renate.save()
    pool = play.board().pool

    market = statistics.market(pool)

    assert (market.mentees, market.mentors, market.places) == (2, 3, 4)
    assert (market.uncertified, market.certified_places, market.co_mentors) == (3, 0, 0)
    topics = {
        line.code: (line.wanted, line.offered, line.missing) for line in market.lines["topics"]
    }
    assert topics[str(wanted.pk)] == (1, 0, 1)
    assert {line.wanted for line in market.lines["affiliation"]} == {None}
    assert any("Rede" in sentence for sentence in statistics.advice(pool, market))


def test_a_pool_in_which_everybody_finds_somebody_needs_no_advice_on_topics(play):
    pool = play.board().pool
    assert not any(line.missing for line in statistics.market(pool).lines["topics"])
    assert {one.part for one in pool.people.values()} == {Part.MENTEE, Part.MENTOR}


def test_advice_says_what_is_missing_most_simply(play):
    Profile.objects.filter(pk=play.omar.pk).update(languages=["tr"], birth_date=date(2035, 1, 1))
    Profile.objects.filter(pk__in=[play.jens.pk, play.petra.pk]).update(state=ProfileState.PAUSED)
    pool = play.board().pool
    with override("en"):
        said = list(statistics.advice(pool, statistics.market(pool)))
    assert said[:3] == [
        "1 more place with a mentor is needed.",
        "1 more place with a mentor whose certificate holds is needed for minors.",
        "1 mentee shares no language with any mentor: Turkish.",
    ]
