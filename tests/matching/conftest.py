"""What the tests of a board share."""

import pytest

from tests.factories.boards import Play


@pytest.fixture
def play(db):
    return Play()
