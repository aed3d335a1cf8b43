"""Opening pages: complete, kept out of caches, and without any effect."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.applications import make_application, make_interviewer
from tests.factories.privacy import give_answers
from tests.programmes.applicants import everything


def test_every_page_opens_for_everybody_with_the_link(site):
    pages = {path: Client().get(path).status_code for path in site.reads}
    assert pages == {path: 302 if path == site.resume() else 200 for path in site.reads}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_says_its_language(site, language):
    for path in site.reads[:-1]:
        page = Client().get(path, headers={"accept-language": language}, follow=True)
        assert f'<html lang="{language}">' in page.content.decode()


def test_opening_pages_over_and_over_changes_nothing(site):
    before = everything()
    client = Client()
    for _ in range(10):
        for path in site.reads:
            client.get(path)
            client.head(path)
    assert everything() == before


def test_seeing_own_voluntary_answers_leaves_only_its_trace_in_the_log(site):
    give_answers(site.draft.subject)
    before = everything()
    Client().get(site.resume("background"))
    after = everything()
    changed = {label for label in after if after[label] != before[label]}
    assert changed == {"privacy.AccessLog"}


def test_pages_behind_a_link_stay_out_of_caches_and_name_their_address_to_nobody(site):
    for path in site.reads[3:]:
        headers = Client().get(path).headers
        assert headers["Cache-Control"] == "no-store, private", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "noindex" in Client().get(path, follow=True).content.decode()


def test_public_pages_set_no_cookie(site):
    for path in (site.cohort.programme.get_absolute_url(), "/"):
        assert not Client().get(path).cookies


def test_effects_need_a_post(site):
    before = everything()
    assert Client().get(site.interview("cancel")).status_code == 200, "asks whether to"
    assert Client().get(site.status(page="withdraw")).status_code == 200, "asks whether to"
    assert everything() == before


def test_the_page_of_free_times_asks_as_much_with_one_interviewer_as_with_ten(site):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert Client().get(site.status(page="book")).status_code == 200
        return len(seen)

    few = queries()
    for _ in range(9):
        make_interviewer(site.cohort.programme, (1, "09:00", "12:00"), (3, "10:00", "17:00"))
    assert queries() == few <= 12


def test_the_front_page_leads_to_the_only_programme_and_lists_several(site):
    assert Client().get("/").headers["Location"] == site.cohort.programme.get_absolute_url()
    other = make_application().cohort.programme
    page = Client().get("/").content.decode()
    assert site.cohort.programme.name in page
    assert other.name in page


def test_forged_sends_are_refused(site):
    strict = Client(enforce_csrf_checks=True)
    before = everything()
    for path in (site.status(page="withdraw"), site.interview("cancel"), site.resume("region")):
        assert strict.post(path, {"region": "HH"}).status_code == 403
    assert everything() == before
