"""A code travels from the poster to the draft, in addresses and fields alone."""

import pytest

from programmes.applications.models import Application
from tests.factories.cohorts import make_campaign

NAME = {"given_name": "Mo", "family_name": "Muster", "email": "mo@example.org"}


@pytest.fixture
def campaign(site):
    return make_campaign(site.cohort.programme)


def begun():
    return Application.objects.get(email="mo@example.org")


def test_the_short_link_leads_to_the_programme(client, site, campaign):
    for code in (campaign.code, campaign.code.upper()):
        answer = client.get(f"/go/{code}/")
        page = site.cohort.programme.get_absolute_url()
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            f"{page}?via={campaign.code}",
        )


def test_a_retired_code_still_finds_the_programme_and_counts_no_more(client, site, campaign):
    campaign.is_active = False
    campaign.save()
    page = site.cohort.programme.get_absolute_url()

    assert client.get(f"/go/{campaign.code}/").headers["Location"] == page
    client.post(site.start, NAME | {"via": campaign.code})
    assert begun().campaign is None


def test_an_unknown_code_leads_to_the_front(client, site):
    for code in ("nothing", "evil-example"):
        assert client.get(f"/go/{code}/").headers["Location"] == "/"
    assert client.get("/go///evil.example/").status_code == 404


def test_from_the_poster_to_the_draft_without_a_cookie(client, site, campaign):
    page = client.get(f"/go/{campaign.code}/", follow=True)
    assert f'href="{site.start}?via={campaign.code}"' in page.content.decode()
    assert not client.cookies

    client.post(
        "/language/",
        {"language": "en", "next": page.request["PATH_INFO"] + f"?via={campaign.code}"},
    )
    form = client.get(f"{site.start}?via={campaign.code}").content.decode()
    field = f'<input type="hidden" name="via" value="{campaign.code}">'
    assert field in form

    refused = client.post(site.start, NAME | {"via": campaign.code, "email": "nonsense"})
    assert refused.status_code == 422
    assert field in refused.content.decode()

    client.post(site.start, NAME | {"via": campaign.code})
    assert begun().campaign == campaign


def test_a_source_said_by_hand_stands_beside_the_code(client, site, campaign):
    client.post(site.start, NAME | {"via": campaign.code})
    application = begun()
    application.source = "friends"
    application.save()
    application.refresh_from_db()
    assert (application.source, application.campaign) == ("friends", campaign)


@pytest.mark.parametrize(
    "via", ["", "nothing", "x" * 999, "\x00", "ä", '"><script>', "{{7*7}}", "%00"]
)
def test_forged_codes_are_no_code(client, site, via):
    page = client.get(site.start, {"via": via})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()
    assert client.get(site.cohort.programme.get_absolute_url(), {"via": via}).status_code == 200
    client.post(site.start, NAME | {"via": via})
    assert begun().campaign is None


def test_a_code_of_another_programme_is_no_code_here(client, site):
    client.post(site.start, NAME | {"via": make_campaign().code})
    assert begun().campaign is None
