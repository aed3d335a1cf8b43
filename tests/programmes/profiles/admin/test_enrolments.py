"""Staff invite, read, approve and decline."""

import pytest
from django.urls import reverse

from mentoring.notifications.models import Mail
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.states import EnrolmentState, Origin
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment, make_mentor

pytestmark = pytest.mark.django_db
S = EnrolmentState


def url(name, *args):
    return reverse(f"admin:profiles_enrolment_{name}", args=args)


def said(to, **more):
    return {
        "cohort": to.pk,
        "part": "mentor",
        "given_name": "Renate",
        "family_name": "Brandt",
        "email": "renate@example.org",
        "language": "de",
        "words": "Wir kennen uns.",
        **more,
    }


def test_the_mail_is_shown_before_it_goes(desk, cohort):
    page = desk.post(url("invite"), said(cohort, preview="1"))
    assert "Wir kennen uns." in page.content.decode()
    assert not Enrolment.objects.exists()
    answer = desk.post(url("invite"), said(cohort))
    enrolment = Enrolment.objects.get()
    assert answer.headers["Location"] == url("change", enrolment.pk)
    assert Mail.objects.get().to == "renate@example.org"


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "renate@"},
        {"family_name": "-", "given_name": ""},
        {"part": "mentee"},
        {"cohort": "0"},
    ],
)
def test_mistakes_are_told(desk, cohort, wrong):
    assert desk.post(url("invite"), said(cohort, **wrong)).status_code == 422
    assert not Enrolment.objects.exists()


def test_nobody_invites_to_a_cohort_of_others(desk):
    assert desk.post(url("invite"), said(make_cohort())).status_code == 422


def test_a_known_address_is_explained(desk, cohort):
    make_enrolment(cohort, email="renate@example.org")
    page = desk.post(url("invite"), said(cohort))
    assert page.status_code == 422
    assert page.context["form"].errors["email"]


def test_approving_makes_the_profile_once(desk, cohort):
    enrolment = make_enrolment(cohort, S.SUBMITTED, origin=Origin.INTEREST)
    for _press in range(2):
        desk.post(url("approve", enrolment.pk))
    profile = Profile.objects.get()
    page = desk.get(url("change", enrolment.pk)).content.decode()
    assert reverse("admin:profiles_profile_change", args=[profile.pk]) in page


def test_declining_needs_a_reason_that_stays_inside(desk, cohort):
    enrolment = make_enrolment(cohort, S.SUBMITTED, origin=Origin.INTEREST)
    assert desk.post(url("decline", enrolment.pk), {"reason": " "}).status_code == 422
    desk.post(url("decline", enrolment.pk), {"reason": "Nur für uns"})
    assert Enrolment.objects.get().state == S.DECLINED
    assert "Nur für uns" in desk.get(url("change", enrolment.pk)).content.decode()
    assert "Nur für uns" not in Mail.objects.get().text


def test_a_new_link_can_be_sent(desk, cohort):
    enrolment = make_enrolment(cohort)
    desk.post(url("link", enrolment.pk))
    assert Enrolment.objects.get().link_version == 1


def test_a_form_that_is_only_begun_is_nobodys_to_see(desk, cohort):
    enrolment = make_enrolment(cohort, S.BEGUN, origin=Origin.INTEREST)
    assert desk.get(url("change", enrolment.pk)).status_code == 404
    assert str(enrolment) not in desk.get(url("changelist")).content.decode()


def test_the_links_of_others_are_not_shown(desk, cohort):
    enrolment = make_enrolment(cohort)
    desk.post(url("link", enrolment.pk))
    assert "/join/ey" not in desk.get(url("change", enrolment.pk)).content.decode()


@pytest.mark.parametrize("query", ["state=invited", "part=mentor", "origin=invitation", "q=Renate"])
def test_the_list_can_be_narrowed(desk, cohort, query):
    mine = make_enrolment(cohort)
    make_enrolment(
        cohort,
        S.ENROLLED,
        part="co_mentor",
        origin=Origin.IMPORT,
        given_name="Otto",
        email="o@e.org",
    )
    page = desk.get(f"{url('changelist')}?{query}")
    assert [row.pk for row in page.context["cl"].result_list] == [mine.pk]


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_thirty(
    desk, cohort, number, django_assert_max_num_queries
):
    for _ in range(number):
        make_enrolment(cohort, S.ENROLLED, profile=make_mentor(cohort))
    desk.get(url("changelist"))
    with django_assert_max_num_queries(11):
        assert len(desk.get(url("changelist")).context["cl"].result_list) == number
