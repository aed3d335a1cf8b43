"""What the packages say about saving and about the past, in our German."""

import pytest
from django.utils.translation import gettext, override


@pytest.mark.parametrize(
    ("words", "german"),
    [
        (
            "The {name} “{obj}” was added successfully. You may add another {name} below.",
            "Thema „Beruf“ ist angelegt. Unten können Sie noch etwas anlegen.",
        ),
        ("The {name} “{obj}” was changed successfully.", "Thema „Beruf“ ist gespeichert."),
    ],
)
def test_what_was_saved_is_said_plainly(words, german):
    with override("de"):
        assert gettext(words).format(name="Thema", obj="Beruf") == german


def test_the_history_shows_no_empty_quotes():
    """It keeps no names, so that its lines do without."""
    with override("de"):
        line = gettext("Added {name} “{object}”.").format(name="Thema", object="")
    assert line.rstrip() == "Hinzugefügt: Thema"
