"""Legal pages in the staff area: begun from a template, published by version, never changed."""

import re

import pytest
from django.urls import reverse

from programmes.cohorts.models import LegalPage
from programmes.cohorts.states import LegalKind
from tests.factories.cohorts import make_legal_page, make_programme
from tests.programmes.cohorts.test_admin import manager, programme

__all__ = ["manager", "programme"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manager")]
LIST = "admin:cohorts_legalpage_changelist"
ADD = "admin:cohorts_legalpage_add"


def publish(client, programme, text="Eins", **changed):
    form = {"programme": programme.pk, "kind": "privacy", "body_de": text, "body_en": ""}
    return client.post(reverse(ADD), form | changed)


def test_the_overview_leads_to_a_text_to_begin_with(client, programme):
    page = f"{reverse(ADD)}?programme={programme.pk}&kind=imprint"
    assert page.replace("&", "&amp;") in client.get(reverse(LIST)).content.decode()
    assert programme.contact_email in client.get(page).content.decode()


def test_saving_makes_the_next_version_in_ones_own_name(client, manager, programme):
    for text in ("Eins", "Zwei"):
        assert publish(client, programme, text).status_code == 302
    newest, first = LegalPage.objects.all()
    assert (first.version, first.body_de) == (1, "Eins")
    assert (newest.version, newest.body_de, newest.published_by) == (2, "Zwei", manager)


def test_a_version_that_changes_nothing_is_refused(client, programme):
    publish(client, programme)
    assert publish(client, programme).status_code == 200
    assert LegalPage.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "warned"), [("An: [Name der Stiftung]", True), ("[Netz](https://example.org)", False)]
)
def test_gaps_that_were_left_are_said(client, programme, text, warned):
    publish(client, programme, text)
    page = client.get(reverse(LIST)).content.decode()
    assert ("[" in "".join(re.findall(r"Published[^<]*|ffentlicht\.[^<]*", page))) is warned


def test_nobody_publishes_for_a_foreign_programme(client, programme):
    foreign = make_programme()
    publish(client, foreign)
    assert not LegalPage.objects.exists()
    page = client.get(f"{reverse(ADD)}?programme={foreign.pk}&kind=privacy").content.decode()
    assert foreign.contact_email not in page


@pytest.mark.parametrize("query", ["programme=x&kind=privacy", "programme=%00", "kind=../../x"])
def test_forged_addresses_begin_with_a_blank_form(client, programme, query):
    assert client.get(f"{reverse(ADD)}?{query}").status_code == 200


def test_what_was_published_is_read_and_not_changed(client, programme):
    page = make_legal_page(programme, body_de="<script>alert(1)</script>Alt")
    make_legal_page(programme)
    address = reverse("admin:cohorts_legalpage_change", args=[page.pk])
    html = client.get(address).content.decode()
    assert "Alt" in html
    assert "<script>alert" not in html
    assert html.count("/legalpage/") >= 2
    assert client.post(address, {"body_de": "Neu"}).status_code == 403
    page.refresh_from_db()
    assert "Alt" in page.body_de


def test_every_kind_has_its_place(client, programme):
    html = client.get(reverse(LIST)).content.decode()
    assert all(f"kind={kind}" in html for kind in LegalKind.values)
