"""Back, from wherever a form was sent: the page is there, and asks for nothing."""

import pytest
from playwright.sync_api import expect

from programmes.applications import links
from tests.factories.accounts import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_back_after_a_refused_application(visit, site, javascript):
    page = visit(java_script_enabled=javascript)
    page.goto(f"{site.path}apply/")
    page.get_by_label("First name").fill("Amina")
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    page.reload()
    expect(page.get_by_label("First name")).to_have_value("Amina")
    page.get_by_label("Last name").fill("Haddad")
    page.get_by_label("E-mail address").fill("amina@example.org")
    send(page)
    expect(page.get_by_role("heading", name="When were you born?")).to_be_visible()
    assert page.go_back() is not None
    expect(page.get_by_label("First name")).to_have_value("Amina")


def test_back_after_refused_words_of_an_applicant_whose_link_is_kept_by_nobody(visit, site):
    page = visit()
    page.goto(f"/apply/{links.token_of(links.DRAFT, site.draft)}/support/")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto("/links/")
    page.go_back()
    expect(page.locator(".error-summary")).to_be_visible()


def test_back_after_a_refused_form_of_staff(visit, site):
    page = visit(user=make_staff("manager", site.cohort.programme))
    page.goto(f"/admin/cohorts/cohort/{site.cohort.pk}/change/")
    page.locator("#id_name").fill("")
    page.locator("[name=_save]").last.click()
    page.wait_for_url("**kept=**")
    page.goto("/admin/")
    page.go_back()
    expect(page.locator("#id_name")).to_have_value("")
    page.locator("#id_name").fill("Herbst")
    page.locator("[name=_save]").last.click()
    page.wait_for_url("**/admin/cohorts/cohort/")


def test_back_after_a_wrong_code(visit, site):
    page = visit()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("nobody@example.org")
    send(page)
    page.locator("input[name=code]").fill("AAAAAA")
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    page.goto("/links/")
    page.go_back()
    expect(page.locator(".error-summary")).to_be_visible()


def send(page):
    with page.expect_navigation():
        page.locator("main form button.btn-primary").first.click()
