"""Saved views: one's own, and with nothing in them that the list does not offer."""

import pytest
from django.urls import reverse

from programmes.admissions.admin.saved_views import narrow
from programmes.admissions.models import SavedView
from programmes.admissions.services import saved_views
from tests.factories.accounts import make_staff

ENGLISH = {"accept-language": "en"}
SAVE = "application_save_view"


@pytest.fixture
def save(as_manager, address):
    def do(name, query):
        return as_manager.post(
            address(SAVE), {"name": name, "query": query}, follow=True, headers=ENGLISH
        )

    return do


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?state=interview&q=mira", "q=mira&state=interview"),
        ("state=interview&p=7&email__contains=a&next=//evil", "state=interview"),
        ("cohort__programme__contact_email=x", ""),
        ("q=" + "ä" * 400, ""),
        ("state=&q=", ""),
        ("o=-2.1&waiting=7", "o=-2.1&waiting=7"),
    ],
)
def test_a_query_keeps_what_the_list_offers(query, kept):
    assert narrow(query) == kept


def test_a_view_is_saved_shown_and_marked(save, as_manager, manager, address):
    page = save("Warten\nlange", "waiting=7&evil=1")
    view = SavedView.objects.get()
    assert (view.owner, view.name, view.query) == (manager, "Warten lange", "waiting=7")
    assert page.request["QUERY_STRING"] == "waiting=7"
    tabs = page.context["tabs"]
    assert [(tab["view"], tab["active"]) for tab in tabs["views"]] == [(view, True)]
    assert not tabs["can_save"]
    assert "Warten lange" in page.content.decode()
    assert as_manager.get(address("application_changelist") + "?state=sent").context["tabs"][
        "can_save"
    ]


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "waiting=7", "give the view a name"),
        ("Neu", "", "filter or search first"),
        ("Alt", "waiting=7", "of this name already"),
        ("x" * 61, "waiting=7", "60"),
    ],
)
def test_what_cannot_be_saved_is_said(save, manager, name, query, said):
    SavedView.objects.create(owner=manager, name="Alt", query="q=x")
    assert said in save(name, query).content.decode()
    assert SavedView.objects.count() == 1


def test_twenty_are_enough(save, manager):
    SavedView.objects.bulk_create(
        SavedView(owner=manager, name=f"{n}", query="q=x") for n in range(saved_views.MOST)
    )
    assert "20 views" in save("Noch eine", "q=y").content.decode()


class TestOnesOwn:
    @pytest.fixture
    def view(self, manager):
        return SavedView.objects.create(owner=manager, name="Offen", query="state=submitted")

    def test_renamed(self, as_manager, view, address):
        where = address("application_view", view)
        assert as_manager.get(where).context["form"].initial["name"] == "Offen"
        answer = as_manager.post(where, {"name": "Neu eingegangen"})
        assert answer.headers["Location"].endswith("?state=submitted")
        view.refresh_from_db()
        assert view.name == "Neu eingegangen"

    def test_not_to_a_name_that_is_taken(self, as_manager, manager, view, address):
        SavedView.objects.create(owner=manager, name="Alt", query="q=x")
        answer = as_manager.post(
            address("application_view", view), {"name": "Alt"}, headers=ENGLISH
        )
        assert answer.status_code == 422
        assert "of this name already" in answer.content.decode()

    def test_deleted(self, as_manager, view, address):
        where = address("application_delete_view", view)
        assert as_manager.get(where).status_code == 200
        assert SavedView.objects.exists(), "asked first"
        as_manager.post(where)
        assert not SavedView.objects.exists()

    def test_nobody_elses(self, client, cohort, view, address):
        client.force_login(make_staff("manager", cohort.programme))
        for name in ("application_view", "application_delete_view"):
            where = address(name, view)
            for answer in (client.get(where), client.post(where)):
                assert answer.status_code == 404
        page = client.get(reverse("admin:applications_application_changelist"))
        assert page.context["tabs"]["views"] == []
        assert SavedView.objects.exists()


@pytest.mark.parametrize("payload", ['"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_names_and_searches_come_out_inert(save, as_manager, payload):
    html = save(payload, f"q={payload}").content.decode()
    assert "<img src=x" not in html
    assert ">14<" not in html
