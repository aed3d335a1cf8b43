"""What is wrong with a file of criteria is said in a sentence, with the file."""

import pytest

from matching.engine import criteria_file
from matching.engine.tables import FileError

SCORE = '[[score]]\nrule = "same"\nmentor = "a"\nmentee = "a"\npoints = 1\n'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"key = 'n\xff'", "this is not UTF-8 text."),
        (b"key = ", "this is no TOML"),
        (SCORE.encode(), "“key” is missing: which column tells people apart?"),
        (b"key = 3", "“key” must be the name of a column"),
        (b"key = { mentor = 3, mentee = 'n' }", "“key” must be the name of a column"),
        (b"key = { mentor = 'n', tutor = 'n' }", "“key” must be the name of a column"),
        (b"key = { mentor = 'n' }", "“key” must name a column for both mentor and mentee."),
        (b"key = 'n'\nplaces = 3", "“places” must be the name of a file."),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, content, words):
    path = tmp_path / "criteria.toml"
    path.write_bytes(content)
    with pytest.raises(FileError) as refusal:
        criteria_file.read(path)
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("criteria.toml: ")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileError, match="cannot be opened"):
        criteria_file.read(tmp_path / "criteria.toml")


def test_each_side_may_have_a_key_of_its_own(tmp_path):
    path = tmp_path / "criteria.toml"
    path.write_text(f'key = {{ mentor = "number", mentee = "name" }}\n{SCORE}')
    assert criteria_file.read(path).key == {"mentor": "number", "mentee": "name"}
