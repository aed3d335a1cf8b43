"""What goes wrong on the way, and that nothing typed is lost by it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mentoring.notifications.models import Mail
from programmes.applications.forms.addresses import suggestion
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW
from tests.programmes.applicants import everything

NAME = {"given_name": "Amina", "family_name": "Yılmaz", "email": "amina@gmial.com"}


def body(answer):
    return answer.content.decode()


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', body(page))[1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.de", "a@gmail.com"),
        ("a@gmail.con", "a@gmail.com"),
        ("a@wbe.de", "a@web.de"),
        ("a@GMX.ed", "a@gmx.de"),
        ("a@hotmial.com", "a@hotmail.com"),
        ("a@t-onlin.de", "a@t-online.de"),
        ("a@gmx.net", None),
        ("a@mail.com", None),
        ("a@tum.de", None),
        ("a@example.org", None),
        ("a@bundestag.de", None),
    ],
)
def test_slips_of_the_finger_are_seen(typed, meant):
    assert suggestion(typed) == meant


def test_a_slip_is_asked_about_once_and_one_tap_corrects_it(site):
    client = Client()
    asked = client.post(site.start, NAME)
    assert asked.status_code == 422
    assert 'name="email_instead" value="amina@gmail.com"' in body(asked)
    assert "Yılmaz" in body(asked)
    client.post(site.start, NAME | {"email_instead": "amina@gmail.com"})
    assert Application.objects.filter(email="amina@gmail.com").count() == 1


def test_an_address_is_taken_as_typed_when_it_is_sent_again(site):
    client = Client()
    asked = body(client.post(site.start, NAME))
    hidden = re.search(r'name="email_as_typed" value="([^"]+)"', asked)[1]
    client.post(site.start, NAME | {"email_as_typed": hidden})
    assert Application.objects.filter(email="amina@gmial.com").count() == 1


def test_sending_twice_ends_on_the_same_page_with_one_mail(site):
    client, url = Client(), site.resume("check")
    first = client.post(url)
    again = client.post(url)
    assert first.status_code == again.status_code == 302
    assert first["Location"].rpartition("/application/")[0] == ""
    assert first["Location"].endswith("/book/")
    assert again["Location"].endswith("/book/")
    assert Mail.objects.filter(kind="application_submitted").count() == 1


def test_who_presses_at_the_same_moment_is_sent_once(site):
    stale = Application.objects.get(pk=site.draft.pk)
    Client().post(site.resume("check"))
    with pytest.raises(applications.TransitionError):
        applications.submit(stale, by=applications.Actor.holder("applicant"), now=NOW)
    assert Mail.objects.filter(kind="application_submitted").count() == 1


def test_an_older_tab_loses_nothing_that_another_saved(site):
    stale = Application.objects.get(pk=site.draft.pk)
    applications.answer(site.draft, {"region": "HH"}, now=NOW)
    applications.answer(stale, {"hope": "Mut"}, now=NOW)
    site.draft.refresh_from_db()
    assert (site.draft.region, site.draft.hope) == ("HH", "Mut")


def test_the_same_page_in_two_tabs_shows_both_texts(site):
    client, url = Client(), site.resume("mentor")
    one = seen(client.get(url))
    client.post(url, {"seen": one, "mentor_wish": "Eine Frau"})
    late = client.post(url, {"seen": one, "mentor_wish": "Jemand aus Köln"})

    assert late.status_code == 409
    assert "Eine Frau" in body(late)
    assert "Jemand aus Köln" in body(late)
    site.draft.refresh_from_db()
    assert site.draft.mentor_wish == "Eine Frau"
    newest = {"seen": seen(late), "mentor_wish": "Jemand aus Köln"}
    assert client.post(url, newest).status_code == 302
    site.draft.refresh_from_db()
    assert site.draft.mentor_wish == "Jemand aus Köln"


def test_a_mistake_does_not_forget_what_was_seen_first(site):
    client, url = Client(), site.resume("name")
    values = NAME | {"email": site.draft.email, "given_name": "Eins"}
    first = seen(client.get(url))
    client.post(url, values | {"seen": first})
    wrong = client.post(url, values | {"seen": first, "email": "nobody"})
    assert wrong.status_code == 422
    late = client.post(url, values | {"seen": seen(wrong), "given_name": "Zwei"})
    assert late.status_code == 409


def test_saying_the_same_twice_is_no_conflict(site):
    client, url = Client(), site.resume("region")
    values = {"seen": seen(client.get(url)), "region": "HH"}
    assert client.post(url, values).status_code == 302
    assert client.post(url, values).status_code == 302


def test_a_draft_whose_time_is_over_opens_no_more_and_says_what_to_do(site, time_machine):
    type(site.cohort).objects.update(drafts_kept_days=10)
    time_machine.move_to(NOW + timedelta(days=10), tick=False)
    before = everything()
    for slug in ("", "region", "check", "pause"):
        answer = Client().get(site.resume(slug))
        assert answer.status_code == 410
        assert 'href="/links/' in body(answer)
        assert 'href="/"' in body(answer)
    assert everything() == before


def test_the_page_for_a_pause_names_the_day_of_the_cohort(site):
    type(site.cohort).objects.update(drafts_kept_days=10)
    page = Client().get(site.resume("pause"), headers={"accept-language": "en"})
    assert "until 12\u00a0March" in body(page)


def test_beginning_all_the_time_is_slowed_down_and_keeps_what_was_typed(site, monkeypatch):
    monkeypatch.setattr(
        applications, "BEGUN", applications.Limit("drafts-begun", 2, timedelta(hours=1))
    )
    answers = [
        Client().post(
            site.start,
            NAME | {"email": f"a{n}@example.org"},
            headers={"x-forwarded-for": f"10.0.0.{n}"},
        )
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Yılmaz" in body(answers[2])
    assert not Application.objects.filter(email="a2@example.org").exists()


def test_a_form_that_was_open_for_too_long_is_sent_again_with_one_press(site):
    browser = Client(enforce_csrf_checks=True)
    refused = browser.post(site.resume("mentor"), {"mentor_wish": 'Mut & "Zeit"'})
    assert refused.status_code == 403
    page = body(refused)
    assert "Mut &amp; &quot;Zeit&quot;" in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    values = {"mentor_wish": 'Mut & "Zeit"', "csrfmiddlewaretoken": token}
    assert browser.post(site.resume("mentor"), values).status_code == 302
    site.draft.refresh_from_db()
    assert site.draft.mentor_wish == 'Mut & "Zeit"'


def test_other_pages_repeat_nothing_that_was_sent_without_their_key(site):
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x@example.org"})
    assert refused.status_code == 403
    assert "x@example.org" not in body(refused)


def test_fields_that_are_slipped_in_change_nothing(site):
    slipped = {"state": "accepted", "campaign": 1, "cohort": 1, "link_version": 9, "new_email": "x"}
    Client().post(site.resume("region"), slipped | {"region": "HH"})
    site.draft.refresh_from_db()
    assert (site.draft.state, site.draft.region) == (ApplicationState.DRAFT, "HH")
    assert (site.draft.link_version, site.draft.new_email) == (0, "")


@pytest.mark.parametrize(("tone", "word"), [("informal", "Du"), ("formal", "Sie")])
def test_every_page_of_the_form_speaks_as_the_cohort_does(site, tone, word):
    type(site.cohort).objects.update(tone=tone, form_languages=["de"], thanks_de="Danke sehr!")
    page = Client().get(site.resume("birth"), headers={"accept-language": "en"})
    assert page.headers["Content-Language"] == ("de-informal" if word == "Du" else "de")
    sent = Client().post(site.resume("check"), follow=True)
    assert "Danke sehr!" in body(sent)
    site.draft.refresh_from_db()
    assert site.draft.language == ("de-informal" if word == "Du" else "de")
