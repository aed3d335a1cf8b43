"""Which voluntary questions a programme asks."""

from django.utils.translation import override

from mentoring.privacy.services import questions
from mentoring.privacy.states import Purpose, Question
from programmes.cohorts.models import Programme

GUILDS = {
    "affiliation_label_de": "Innung",
    "affiliations_de": ["Tischler", "Maler"],
    "affiliations_en": ["Joiners", "Painters"],
}
USUAL = [
    Question.MIGRATION_HISTORY,
    Question.FIRST_TO_STUDY,
    Question.MONEY,
    Question.DISABILITY,
]


def asked(purpose, programme=None):
    return [each.question for each in questions.asked(purpose, programme)]


def test_a_programme_without_affiliations_asks_nothing_about_them():
    assert asked(Purpose.OUTREACH, Programme()) == asked(Purpose.OUTREACH) == USUAL
    assert asked(Purpose.MATCHING, Programme()) == []


def test_the_wish_is_asked_with_the_list_and_the_nearest_one_only_in_words_of_its_own():
    guilds = Programme(**GUILDS)
    assert asked(Purpose.MATCHING, guilds) == [Question.AFFILIATION_WISH]
    assert asked(Purpose.OUTREACH, guilds) == USUAL

    guilds.affiliation_nearest_de = "Welche Innung kennst du?"
    assert asked(Purpose.OUTREACH, guilds) == [*USUAL, Question.AFFILIATION]


def test_choices_are_the_programmes_and_for_the_nearest_one_none_of_them():
    guilds = Programme(**GUILDS, affiliation_nearest_de="Welche Innung kennst du?")
    with override("en"):
        (wish,) = questions.asked(Purpose.MATCHING, guilds)
        nearest = questions.asked(Purpose.OUTREACH, guilds)[-1]
        assert (wish.is_multiple, nearest.is_multiple) == (True, False)
        assert list(wish.choices) == [("Tischler", "Joiners"), ("Maler", "Painters")]
        assert [str(label) for _value, label in nearest.choices][-1] == "None of them"
