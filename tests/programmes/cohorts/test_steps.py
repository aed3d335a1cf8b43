"""The pages with which a cohort opens, closes and is copied, as staff meet them."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common import clock
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.services import roles
from programmes.cohorts.states import CohortState, LegalKind
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import make_application, make_interviewer
from tests.factories.cohorts import make_cohort, make_legal_page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cohort(client):
    cohort = make_cohort(state="draft", name="Herbst 2026")
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    return cohort


def url(cohort, step="change"):
    return reverse(f"admin:cohorts_cohort_{step}", args=[cohort.pk])


def preview(cohort):
    return reverse("admin:applications_application_preview", args=[cohort.pk, "programme"])


def make_ready(cohort):
    for kind in LegalKind:
        make_legal_page(cohort.programme, kind)
    make_interviewer(cohort.programme, *((day, "09:00", "12:00") for day in range(7)))


def test_the_list_of_what_is_missing_stands_on_the_page_from_the_beginning(client, cohort):
    html = client.get(url(cohort)).content.decode()
    assert "Dieser Jahrgang ist ein Entwurf" in html
    legal = reverse("admin:cohorts_legalpage_add")
    assert f'href="{legal}?programme={cohort.programme_id}&amp;kind=imprint"' in html
    assert f'href="{preview(cohort)}"' in html
    assert url(cohort, "open") not in html


def test_from_draft_to_open_with_the_preview_as_the_last_step(client, cohort):
    make_ready(cohort)
    assert client.post(url(cohort, "open")).status_code == 422
    client.get(preview(cohort))
    assert url(cohort, "open") in client.get(url(cohort)).content.decode()
    page = client.get(url(cohort, "open")).content.decode()
    assert "Ab jetzt sehen alle den Jahrgang" in page

    answer = client.post(url(cohort, "open"))

    assert answer.headers["Location"] == url(cohort)
    (said,) = [str(each) for each in get_messages(answer.wsgi_request)]
    assert cohort.programme.get_absolute_url() in said
    cohort.refresh_from_db()
    assert cohort.state == CohortState.OPEN


def test_closing_asks_first_and_says_what_becomes_of_drafts(client, cohort):
    cohort.state = CohortState.OPEN
    cohort.save()
    make_application(cohort, ApplicationState.DRAFT)
    page = reverse("admin:applications_application_close_cohort", args=[cohort.pk])
    html = client.get(page).content.decode()
    assert "1 Person hat begonnen" in html
    assert Cohort.objects.get().state == CohortState.OPEN
    client.post(page)
    assert Cohort.objects.get().state == CohortState.CLOSED


def test_before_the_window_begins_it_can_be_a_draft_again(client, cohort):
    now = clock.now()
    Cohort.objects.update(state=CohortState.OPEN, opens_at=now + DAY, closes_at=now + 9 * DAY)
    assert url(cohort, "take_back") in client.get(url(cohort)).content.decode()
    client.post(url(cohort, "take_back"))
    assert Cohort.objects.get().state == CohortState.DRAFT


def test_a_copy_is_proposed_a_year_later(client, cohort):
    form = client.get(url(cohort, "copy")).context["form"]
    assert form.initial["name"] == "Herbst 2027"
    sent = {name: form[name].value() for name in form.fields}
    sent = {
        name: form.fields[name].widget.format_value(value) if name != "name" else value
        for name, value in sent.items()
    }
    answer = client.post(url(cohort, "copy"), sent)
    made = Cohort.objects.get(name="Herbst 2027")
    assert answer.headers["Location"] == url(made)
    assert (made.opens_at.year, made.starts_on.year) == (
        cohort.opens_at.year + 1,
        cohort.starts_on.year + 1,
    )
    assert made.state == CohortState.DRAFT


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": "Herbst 2026"}, "name"), ({"ends_on": "2027-01-01"}, "ends_on")]
)
def test_what_a_copy_cannot_be_stands_beside_the_field(client, cohort, wrong, field):
    sent = {
        "name": "Herbst 2027",
        "opens_at": "2027-01-01T00:00",
        "closes_at": "2027-02-01T00:00",
        "starts_on": "2027-03-01",
        "ends_on": "2028-02-29",
    }
    answer = client.post(url(cohort, "copy"), sent | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Cohort.objects.count() == 1


PROGRAMME = {
    "name": "Zweites",
    "slug": "zweites",
    "contact_email": "hallo@example.org",
    "headline_de": "Hallo",
    "intro_de": "Text",
    "audience_de": "Alle",
    "roles-TOTAL_FORMS": "0",
    "roles-INITIAL_FORMS": "0",
}


def test_who_may_create_a_programme_is_said(client, cohort):
    programmes = reverse("admin:cohorts_programme_changelist")
    assert (
        "Neue Programme legt an, wer diese Software betreibt"
        in client.get(programmes).content.decode()
    )
    assert client.post(reverse("admin:cohorts_programme_add"), PROGRAMME).status_code == 403


def test_a_manager_with_the_right_creates_one_and_manages_it(client, cohort):
    manager = User.objects.get(roles__programme=cohort.programme)
    roles.let_create_programmes(manager, allowed=True)
    assert (
        "Sie dürfen Programme anlegen"
        in client.get(reverse("admin:cohorts_programme_changelist")).content.decode()
    )
    client.post(reverse("admin:cohorts_programme_add"), PROGRAMME)
    made = Programme.objects.get(slug="zweites")
    assert [(role.user, role.role) for role in made.roles.all()] == [(manager, Role.MANAGER)]


def test_only_the_operator_gives_the_right(client, cohort):
    manager = User.objects.get(roles__programme=cohort.programme)
    page = reverse("admin:accounts_user_change", args=[manager.pk])
    sent = {
        "email": manager.email,
        "name": "Maya",
        "language": "de",
        "creates_programmes": "on",
        "is_staff": "on",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
    }
    client.post(page, sent)
    assert not roles.may_create_programmes(manager)
    client.force_login(make_operator())
    client.post(page, sent)
    assert roles.may_create_programmes(manager)
