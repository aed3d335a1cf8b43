"""One's own profile at a glance."""

import pytest
from django.utils.translation import override

from programmes.profiles.presenters.overview import overview, week_in_words
from programmes.profiles.services import times
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((), []),
        (("0-morning",), ["Monday"]),
        (("0-morning", "1-morning"), ["Monday, Tuesday"]),
        (("0-morning", "1-morning", "2-morning"), ["Monday to Wednesday"]),
        (
            ("0-morning", "1-morning", "2-morning", "4-morning", "6-evening"),
            ["Monday to Wednesday, Friday", "Sunday"],
        ),
    ],
)
def test_days_that_follow_each_other_stand_together(cells, said):
    mentee = make_mentee()
    times.choose(mentee, cells)
    with override("en"):
        assert [str(days) for _part, days in week_in_words(mentee)] == said


def test_without_good_times_the_place_for_them_is_shown_empty():
    with override("en"):
        shown = {section.slug: facts for section, facts in overview(make_mentor())}
    assert [(str(label), value) for label, value in shown["times"]] == [("Good times", "")]
