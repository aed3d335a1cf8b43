import pytest

from mentoring.launcher.health import serves


@pytest.fixture
def ask(live_server):
    return lambda site_url: serves(f"{live_server.url}/health/", site_url)


def test_a_site_without_beat_still_serves(ask):
    """No beat runs in tests, so the page itself says 503."""
    assert ask("https://testserver")


def test_a_site_asked_by_a_wrong_name_does_not(ask):
    with pytest.raises(ValueError, match=r"Expecting value"):
        ask("https://elsewhere.example")
