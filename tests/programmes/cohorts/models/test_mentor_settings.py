"""What a programme says about its mentors, and what it says where nothing is set."""

import pytest
from django.utils.translation import override

from programmes.cohorts.models import Programme
from tests.constraints import refused_by
from tests.factories.cohorts import make_programme

pytestmark = pytest.mark.django_db
GUILDS = {
    "affiliation_label_de": "Innung",
    "affiliation_label_en": "Guild",
    "affiliations_de": ["Tischler", "Maler und Lackierer, Nord"],
    "affiliations_en": ["Joiners", "Painters, North"],
}


def test_names_are_shown_in_the_readers_language_and_kept_in_german():
    programme = Programme(**GUILDS)

    with override("en"):
        assert programme.affiliations == [
            ("Tischler", "Joiners"),
            ("Maler und Lackierer, Nord", "Painters, North"),
        ]
        assert programme.affiliation_title("Tischler") == "Joiners"
    with override("de-informal"):
        assert programme.affiliation_title("Tischler") == "Tischler"


def test_a_name_that_left_the_list_stays_what_it_was():
    with override("en"):
        assert Programme(**GUILDS).affiliation_title("Dachdecker") == "Dachdecker"


def test_without_settings_the_words_are_neutral_ones():
    programme = Programme()

    with override("en"):
        assert programme.function_label == "Profession or task"
        assert programme.partner_source == "An organisation that works with us"
    assert not programme.asks_affiliation


def test_english_names_stand_in_the_order_of_the_german_ones():
    programme = make_programme(**GUILDS)

    with refused_by("programme_affiliations_agree"):
        Programme.objects.filter(pk=programme.pk).update(affiliations_en=["Joiners"])


def test_a_list_has_a_label():
    programme = make_programme(**GUILDS)

    with refused_by("programme_affiliations_are_called"):
        Programme.objects.filter(pk=programme.pk).update(affiliation_label_de="")
