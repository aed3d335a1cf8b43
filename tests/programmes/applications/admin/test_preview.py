"""Staff see a cohort as applicants will, before it opens and without leaving a trace."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from programmes.applications.forms.flow import asked_by
from programmes.cohorts.models import ExtraQuestion
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.programmes.applicants import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(client):
    later = NOW + timedelta(days=9000)
    cohort = make_cohort(opens_at=later, closes_at=later + timedelta(days=9))
    client.force_login(make_staff("manager", cohort.programme))
    return cohort


def page(client, cohort, step="programme", **query):
    address = reverse("admin:applications_application_preview", args=[cohort.pk, step])
    return client.get(address, query)


def framed(answer):
    """The document inside the frame."""
    found = re.search(r'srcdoc="([^"]*)"', answer.content.decode())
    return html.unescape(found[1])


def test_every_page_can_be_seen_and_nothing_is_saved(client, cohort):
    ExtraQuestion.objects.create(cohort=cohort, title_de="Warum <b>jetzt</b>?", kind="short")
    steps = ["programme", *(step.slug for step in asked_by(cohort))]
    before = everything()
    for step in steps:
        for language in ("de", "de-informal", "en"):
            answer = page(client, cohort, step, language=language)
            assert answer.status_code == 200
            assert "<h1>" in framed(answer)
    after = everything()
    for kept in ("sessions.Session", "common.Transition"):
        del before[kept], after[kept]
    assert after == before
    # That somebody looked is part of what must stand before a cohort opens; noted once.
    assert [change.event for change in cohort.transitions.all()] == ["previewed"]


def test_the_public_page_shows_as_if_it_were_open(client, cohort):
    assert "/apply/" in framed(page(client, cohort))


def test_what_is_left_out_is_not_there(client, cohort):
    cohort.left_out = ["background"]
    cohort.save()
    assert page(client, cohort, "background").status_code == 404
    assert page(client, cohort, "nonsense").status_code == 404


@pytest.mark.parametrize(
    ("chosen", "query", "lang"),
    [
        ({"tone": "informal"}, {}, "de"),
        ({"form_languages": ["en"]}, {}, "en"),
        ({"form_languages": ["de"]}, {"language": "en"}, "en"),
        ({"tone": "formal"}, {"language": "xx", "width": "evil"}, "de"),
    ],
)
def test_it_speaks_as_the_cohort_does_unless_asked_otherwise(client, cohort, chosen, query, lang):
    type(cohort).objects.update(**chosen)
    assert f'<html lang="{lang}">' in framed(page(client, cohort, "name", **query))


def test_texts_are_inert_in_the_frame(client, cohort):
    cohort.welcome_de = '"></iframe><script>alert(1)</script>'
    cohort.save()
    answer = page(client, cohort, "name")
    assert "<script>alert" not in answer.content.decode()
    assert "<script>alert" not in framed(answer)
    assert 'sandbox="allow-same-origin"' in answer.content.decode()


def test_only_its_managers_see_it(client, cohort):
    for role in ("manager", "interviewer"):
        client.force_login(make_staff(role))
        assert page(client, cohort).status_code in {403, 404}
