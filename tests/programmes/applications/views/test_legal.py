"""The pages that the law asks for, and the ways to them."""

from datetime import date

import pytest

from programmes.applications import links
from programmes.cohorts.states import LegalKind
from tests.factories.applications import make_application
from tests.factories.cohorts import make_legal_page, make_programme

pytestmark = pytest.mark.django_db


def address(page):
    return f"/p/{page.programme.slug}/{page.kind}/"


def test_shows_the_newest_version_with_its_day(client):
    page = make_legal_page(body_de="Alt")
    make_legal_page(page.programme, body_de="## Neu")
    html = client.get(address(page)).content.decode()

    assert "<h2>Neu</h2>" in html
    assert "Alt" not in html
    assert "Fassung 2" in html
    assert "1.\u00a0Januar\u00a02026" in html


def test_english_where_there_is_english_and_german_marked_as_german(client):
    page = make_legal_page(kind=LegalKind.PRIVACY)
    other = make_legal_page(page.programme, LegalKind.IMPRINT, body_en="")
    client.cookies.load({"language": "en"})

    assert 'lang="en"><h2>In short' in client.get(address(page)).content.decode()
    assert 'lang="de"><h2>Kurz gesagt' in client.get(address(other)).content.decode()


@pytest.mark.parametrize("kind", ["privacy", "nonsense", "%2e%2e", "https:"])
def test_what_was_never_published_is_not_there(client, kind):
    assert client.get(f"/p/{make_programme().slug}/{kind}/").status_code == 404


def test_stored_payloads_are_inert(client):
    page = make_legal_page(body_de="<script>alert(1)</script>[x](javascript:alert(1)) {{7*7}}")
    html = client.get(address(page)).content.decode()

    assert "alert(1)</script>" not in html
    assert "javascript:" not in html
    assert "{{7*7}}" in html


def test_every_page_of_the_programme_leads_there(site, client):
    programme = site.cohort.programme
    for kind in LegalKind:
        make_legal_page(programme, kind)
    wanted = [f'href="/p/{programme.slug}/{kind}/"' for kind in LegalKind]
    for page in site.reads:
        html = client.get(page, follow=True).content.decode()
        if page != "/links/":
            assert not [link for link in wanted if link not in html], page


def test_none_is_offered_that_does_not_exist(site, client):
    make_legal_page(site.cohort.programme, LegalKind.IMPRINT)
    html = client.get(site.start).content.decode()

    assert "/imprint/" in html
    assert "/privacy/" not in html


def test_the_first_step_and_the_parents_page_name_the_privacy_notice(site, client):
    make_legal_page(site.cohort.programme)
    born = {"birth_date": date(2010, 5, 17), "guardian_email": "eltern@example.org"}
    minor = make_application(site.cohort, **born)
    parents = f"/guardian/{links.token_of(links.GUARDIAN, minor)}/"
    for page, times in ((site.start, 2), (parents, 2), (site.resume("birth"), 1)):
        assert client.get(page).content.decode().count("/privacy/") == times, page
