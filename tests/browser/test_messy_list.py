"""What a newcomer brings along: a list as it grew, to imported mentors, by clicks alone."""

import pytest
from playwright.sync_api import expect

from mentoring.accounts.states import Role
from programmes.profiles.models import Profile
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = """Liste der Mentoren 2027;;;;
;;;;
Vor- und Nachname;Mailadresse;Bundesland;Anzahl Plätze;Notiz intern
Renate Groß;renate@example.org;NRW;2;ruft gern an
Jürgen Müller;juergen@example.org;Bayern;1;
Ayşe Öztürk;ayse@beispiel;BW;1;neu
"""


def send(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_messy_list_becomes_mentors(visit, live_server, width):
    """A title above the headings, headings of one's own, words of one's own, a wrong address."""
    cohort = make_cohort()
    page = visit(
        make_staff(Role.MANAGER, cohort.programme), viewport={"width": width, "height": 800}
    )
    page.goto("/admin/profiles/profile/")
    page.get_by_role("link", name="Import").first.click()
    # As Excel in Germany writes it; what that alphabet lacks it writes without its mark.
    content = LIST.replace("ş", "s").encode("cp1252")
    page.locator("input[type=file]").set_input_files(
        {"name": "mentoren.csv", "mimeType": "text/csv", "buffer": content}
    )
    send(page, "Read the list")
    expect(page.get_by_role("heading", name="What does each column mean?")).to_be_visible()
    expect(page.get_by_text("Windows-1252")).to_be_visible()
    send(page, "Continue")
    expect(page.get_by_text("NRW")).to_be_visible()
    send(page, "Continue")
    expect(page.get_by_text("“ayse@beispiel” is no e-mail address")).to_be_visible()
    assert not Profile.objects.exists(), "nothing is imported as long as a row has a mistake"

    page.locator("input[value='ayse@beispiel']").fill("ayse@example.org")
    send(page, "Save corrections")
    send(page, "Import")
    found = Profile.objects.values_list("given_name", "family_name", "region", "capacity")
    assert sorted(found) == [
        ("Ayse", "Öztürk", "BW", 1),
        ("Jürgen", "Müller", "BY", 1),
        ("Renate", "Groß", "NW", 2),
    ]
