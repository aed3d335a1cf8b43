"""Links that are altered, old or meant for something else open nothing and change nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.common.actors import Actor
from programmes.admissions.links import interview_token
from programmes.admissions.services import interviews
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW
from tests.programmes.applicants import WEDNESDAY_NINE, everything

APPLICANT = Actor.holder("applicant")
PAGES = {
    "apply": ("", "region", "check", "pause"),
    "application": ("", "book", "data", "withdraw"),
    "interview": ("", "move", "cancel"),
    "guardian": ("",),
}


def paths(kind, token):
    return [f"/{kind}/{token}/{page and page + '/'}" for page in PAGES[kind]]


def tokens(site):
    return {
        "apply": links.token_of(links.DRAFT, site.draft),
        "application": links.token_of(links.STATUS, site.sent),
        "interview": interview_token(site.booked),
        "guardian": links.token_of(links.GUARDIAN, site.sent),
    }


def refused(path):
    """Whether GET and POST get the page that offers a new link."""
    client = Client()
    answers = [client.post(path, {"region": "HH", "agrees": "on"})]
    if not path.endswith(("/cancel/", "/withdraw/")):
        answers.append(client.get(path))
    return all(
        answer.status_code == 410 and 'href="/links/' in answer.content.decode()
        for answer in answers
    )


def test_a_link_opens_only_what_it_was_made_for(site):
    before = everything()
    for made_for, token in tokens(site).items():
        for kind in PAGES:
            if kind != made_for:
                assert all(refused(path) for path in paths(kind, token)), (made_for, kind)
    assert everything() == before


@pytest.mark.parametrize("kind", PAGES)
def test_an_altered_link_opens_nothing(site, kind):
    before = everything()
    token = tokens(site)[kind]
    payload, stamp, signature = token.split(":")
    other = tokens(site)["application" if kind == "apply" else "apply"].split(":")
    altered = [
        token[:-1],
        token + "x",
        token.swapcase(),
        f"{payload}:{stamp}:{other[2]}",
        f"{other[0]}:{stamp}:{signature}",
        f"{payload}:{other[1]}0:{signature}",
        "x",
        "::",
    ]
    assert all(refused(path) for one in altered for path in paths(kind, one))
    assert everything() == before


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_change_of_a_link_opens_anything(site, data):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:=."
    token = tokens(site)["application"]
    place = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.sampled_from([*alphabet, ""]))
    changed = token[:place] + sign + token[place + 1 :]
    if changed != token:
        assert Client().get(f"/application/{changed}/").status_code in {404, 410}


@pytest.mark.parametrize(
    ("kind", "lives"),
    [
        ("apply", timedelta(days=30)),
        ("application", timedelta(days=365)),
        ("interview", timedelta(days=120)),
        ("guardian", timedelta(days=120)),
    ],
)
def test_links_hold_for_their_time_and_no_longer(site, time_machine, kind, lives):
    token = tokens(site)[kind]
    time_machine.move_to(NOW + lives - timedelta(seconds=1), tick=False)
    assert Client().get(f"/{kind}/{token}/").status_code in {200, 302}
    time_machine.move_to(NOW + lives + timedelta(seconds=2), tick=False)
    before = everything()
    assert all(refused(path) for path in paths(kind, token))
    assert everything() == before


def test_a_moved_appointment_has_a_new_link_only(site):
    old = tokens(site)["interview"]
    moved = interviews.reschedule(
        site.booked,
        starts_at=WEDNESDAY_NINE + timedelta(hours=1),
        zone="Europe/Berlin",
        by=APPLICANT,
        now=NOW,
    )
    before = everything()
    assert all(refused(path) for path in paths("interview", old))
    assert everything() == before
    assert Client().get(f"/interview/{interview_token(moved)}/").status_code == 200


def test_a_new_address_ends_the_links_that_went_to_the_old_one(site):
    old = {
        "apply": tokens(site)["apply"],
        "application": links.token_of(links.STATUS, site.draft),
    }
    applications.answer(site.draft, {"email": "neu@example.org"}, now=NOW)
    before = everything()
    assert all(refused(path) for kind, token in old.items() for path in paths(kind, token))
    assert everything() == before


def test_the_link_of_somebody_who_was_erased_opens_nothing(site):
    token = tokens(site)["apply"]
    site.draft.delete()
    assert all(refused(path) for path in paths("apply", token))


def test_nobody_reaches_another_applicant_through_the_own_link(site):
    """The row is named by the token alone; nothing beside it is read."""
    client = Client()
    page = client.get(site.status() + f"?application={site.booked.application_id}")
    assert str(site.booked.interviewer) not in page.content.decode()
    client.post(site.status(page="withdraw"), {"application": str(site.booked.application_id)})
    site.booked.refresh_from_db()
    assert site.booked.state == "booked"


@pytest.mark.parametrize("page", ["", "pause/", "name/", "check/"])
def test_the_link_to_a_draft_leads_on_once_it_is_sent(site, page):
    address = f"/apply/{links.token_of(links.DRAFT, site.sent)}/{page}"
    answer = Client().get(address)
    assert (answer.status_code, answer.url) == (302, site.status())


def test_what_is_withdrawn_meanwhile_is_not_sent_again_but_shown(site):
    Application.objects.filter(pk=site.sent.pk).update(state=ApplicationState.WITHDRAWN)
    answer = Client().post(f"/apply/{links.token_of(links.DRAFT, site.sent)}/check/")
    assert (answer.status_code, answer.url) == (302, site.status())
    site.sent.refresh_from_db()
    assert site.sent.state == ApplicationState.WITHDRAWN
