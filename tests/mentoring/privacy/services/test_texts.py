"""The texts people agree to are fixed once they are in use."""

import hashlib

import pytest
from django.conf import settings

from mentoring.common.errors import ConflictError
from mentoring.privacy.services import texts
from mentoring.privacy.services.texts import Text
from mentoring.privacy.states import Purpose

# Never change a line here: a new text is a new file with the next version, and a new line.
FINGERPRINTS = {
    ("guardian", 1, "de-informal"): "a945e34a24006cdd",
    ("guardian", 1, "de"): "c244699e422647cd",
    ("guardian", 1, "en"): "2c9742e18646682a",
    ("matching", 1, "de-informal"): "14d656597867cec6",
    ("matching", 1, "de"): "847dfc5f9ff5ca60",
    ("matching", 1, "en"): "d734f5d2c1f2ee6b",
    ("outreach", 1, "de-informal"): "46a03dc889147d84",
    ("outreach", 1, "de"): "a1b65447755149e2",
    ("outreach", 1, "en"): "32e4205d89d1e307",
    ("matching", 2, "de-informal"): "b64fa84050c1d427",
    ("matching", 2, "de"): "429389537e4674f4",
    ("matching", 2, "en"): "966c49c47342116b",
    ("outreach", 2, "de-informal"): "aada5018eade1512",
    ("outreach", 2, "de"): "d7131ceae1cc5403",
    ("outreach", 2, "en"): "7c757320f1f86f3c",
}


def test_texts_in_use_have_not_changed():
    found = {(t.purpose, t.version, t.language): t.sha256[:16] for t in texts.all_texts()}

    assert found == FINGERPRINTS


def test_each_purpose_has_a_text_in_each_language():
    for purpose in Purpose:
        for language, _name in settings.LANGUAGES:
            assert texts.current(purpose, language).language == language


def test_german_stands_in_for_a_language_without_a_text():
    assert texts.current(Purpose.OUTREACH, "fr").language == "de"


def test_only_the_newest_text_can_be_agreed_to(monkeypatch):
    old, new = (Text("outreach", version, "de", f"Text {version}") for version in (9, 10))
    monkeypatch.setattr(texts, "all_texts", lambda: (old, new))

    assert texts.current("outreach", "de") == new
    assert texts.shown("outreach", new.sha256) == new
    with pytest.raises(ConflictError):
        texts.shown("outreach", old.sha256)
    with pytest.raises(ConflictError):
        texts.shown("outreach", hashlib.sha256(b"something else").hexdigest())


@pytest.mark.django_db
def test_a_text_changed_after_use_is_noticed():
    texts.keep(Text("outreach", 1, "de", "Before"))

    with pytest.raises(RuntimeError, match="new version"):
        texts.keep(Text("outreach", 1, "de", "After"))


def test_a_file_with_another_name_is_no_text(tmp_path):
    path = tmp_path / "guardian.txt"
    path.write_text("Ich stimme zu.")
    with pytest.raises(RuntimeError, match=r"guardian\.txt is no <purpose>"):
        texts._read(path)
