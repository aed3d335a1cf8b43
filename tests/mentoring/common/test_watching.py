"""Two tabs on one form: the second hears what the first has saved, and loses nothing."""

import html
import json
import re

import pytest
from django.urls import reverse

from mentoring.common.watching import loaded_of
from programmes.cohorts.models import Cohort, Topic
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort(name="Herbst", welcome_de="Hallo")


@pytest.fixture
def manager(client, cohort):
    client.force_login(make_staff("manager", cohort.programme))
    return client


def url(cohort):
    return reverse("admin:cohorts_cohort_change", args=[cohort.pk])


def fields_of(response):
    """What a browser would send of the page as it is."""
    forms = [response.context["adminform"].form]
    data = {"loaded": value_of(response, "loaded")}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            data |= sent_by(field)
    return data


def sent_by(field):
    value = field.value()
    if value is None or value is False:
        return {}
    widgets = getattr(field.field.widget, "widgets", None)
    if widgets:
        parts = field.field.widget.decompress(field.initial)
        return {
            f"{field.html_name}_{n}": widgets[n].format_value(part) for n, part in enumerate(parts)
        }
    if isinstance(value, list | tuple):
        return {field.html_name: [str(getattr(each, "pk", each)) for each in value]}
    return {field.html_name: field.field.widget.format_value(value) or ""}


def value_of(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(found.group(1))


def told(response):
    text = response.content.decode()
    summary = text.partition('class="error-summary"')[2].partition("</div>")[0]
    return [html.unescape(re.sub("<[^>]+>", "", line)) for line in summary.split("<li>")[1:]]


class TestSettingsOfACohort:
    def test_one_tab_alone_saves(self, manager, cohort):
        data = fields_of(manager.get(url(cohort))) | {"name": "Winter"}
        answer = manager.post(url(cohort), data)
        assert answer.status_code == 302, told(answer)
        assert Cohort.objects.get(pk=cohort.pk).name == "Winter"

    def test_the_second_tab_hears_of_both_and_decides(self, manager, cohort):
        first = fields_of(manager.get(url(cohort)))
        second = dict(first)
        manager.post(url(cohort), first | {"name": "Winter", "min_age": "14"})

        refused = manager.post(url(cohort), second | {"name": "Frühling"})
        lines = " ".join(told(refused))
        assert "Bitte schauen Sie noch einmal hin" in refused.content.decode()
        assert "Winter" in lines
        assert "14" in lines
        assert str(refused.wsgi_request.user) in lines
        assert Cohort.objects.get(pk=cohort.pk).name == "Winter"
        # What was typed stays, and what was not touched is the newest.
        again = fields_of(refused)
        assert (again["name"], str(again["min_age"])) == ("Frühling", "14")

        assert manager.post(url(cohort), again).status_code == 302
        saved = Cohort.objects.get(pk=cohort.pk)
        assert (saved.name, saved.min_age) == ("Frühling", 14)

    def test_who_says_the_same_is_not_asked(self, manager, cohort):
        first = fields_of(manager.get(url(cohort)))
        manager.post(url(cohort), first | {"name": "Winter"})
        assert manager.post(url(cohort), first | {"name": "Winter"}).status_code == 302

    def test_rows_below_are_watched_too(self, manager, cohort):
        topic = cohort.topics.first()
        page = fields_of(manager.get(url(cohort)))
        name = next(
            key for key in page if key.endswith("-title_de") and page[key] == topic.title_de
        )
        Topic.objects.filter(pk=topic.pk).update(title_de="Haushalt")
        refused = manager.post(url(cohort), page | {name: "Verkehr"})
        assert refused.status_code == 200
        assert "Haushalt" in " ".join(told(refused))
        assert manager.post(url(cohort), fields_of(refused)).status_code == 302
        topic.refresh_from_db()
        assert topic.title_de == "Verkehr"

    def test_another_mistake_does_not_make_it_forget(self, manager, cohort):
        page = fields_of(manager.get(url(cohort)))
        Cohort.objects.filter(pk=cohort.pk).update(min_age=14)
        wrong = fields_of(manager.post(url(cohort), page | {"name": ""}))
        assert loaded_of(wrong) != {}
        assert Cohort.objects.get(pk=cohort.pk).min_age == 14

    @pytest.mark.parametrize("forged", ["", "x", "[]", json.dumps({"name": 1})])
    def test_a_forged_fingerprint_costs_one_press_at_most(self, manager, cohort, forged):
        page = fields_of(manager.get(url(cohort))) | {"loaded": forged, "name": "Winter"}
        assert manager.post(url(cohort), page).status_code in {200, 302}


def test_our_own_pages_watch_too(client):
    mentor = make_mentor(make_cohort())
    client.force_login(make_staff("manager", mentor.cohort.programme))
    path = reverse("admin:profiles_profile_edit", args=[mentor.pk])
    page = client.get(path)
    data = {"loaded": value_of(page, "loaded")}
    for field in page.context["form"]:
        data |= sent_by(field)
    mentor.introduction = "Neu"
    mentor.save()
    refused = client.post(path, data | {"introduction": "Mein Text"})
    assert refused.status_code == 422
    assert "Neu" in " ".join(told(refused))
    assert "Mein Text" in refused.content.decode()
