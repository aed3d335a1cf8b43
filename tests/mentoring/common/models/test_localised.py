"""Texts in German and English, as a model reads them."""

import pytest
from django.utils.translation import override

from mentoring.common.models.localised import Localised


class Sign:
    title = Localised("title")
    title_de = "Ausgang"

    def __init__(self, title_en=""):
        self.title_en = title_en


@pytest.mark.parametrize(
    ("language", "english", "read"),
    [
        ("de", "Exit", "Ausgang"),
        ("de-informal", "Exit", "Ausgang"),
        ("en", "Exit", "Exit"),
        ("en", "", "Ausgang"),
    ],
)
def test_english_pages_read_english_where_there_is_some(language, english, read):
    with override(language):
        assert Sign(english).title == read


def test_without_a_language_german_is_read():
    with override(None):
        assert Sign("Exit").title == "Ausgang"


def test_the_class_itself_has_no_text():
    assert isinstance(Sign.title, Localised)
