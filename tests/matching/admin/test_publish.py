"""The page on which a plan is published: what speaks against it, which mails, once, and back."""

import pytest
from django.urls import reverse

from matching.states import PlanState
from mentoring.common import clock
from mentoring.common.redaction import without_tokens
from mentoring.notifications.models import Mail
from programmes.partnerships.models import Partnership
from programmes.profiles.models import Profile
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort, make_programme
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
WHY = "Beide mögen den Stadtrat."
NASTY = '<script>alert("x")</script>'


@pytest.fixture
def plan(client):
    programme = make_programme()
    client.force_login(make_staff(programme=programme, language="en"))
    return make_plan(make_cohort(programme))


def pair(plan, **fields):
    people = {"mentee": make_mentee(plan.cohort), "mentor": make_mentor(plan.cohort)}
    return make_pair(plan, **{**people, "confirmed": True, "rationale": WHY, **fields})


def at(plan, page="publish", *more):
    return reverse(f"admin:matching_plan_{page}", args=[plan.pk, *more])


def publish(client, plan, *pairs, version=None):
    chosen = [each.pk for each in pairs]
    data = {"pair": chosen, "version": plan.version if version is None else version}
    return client.post(at(plan), data)


def test_ready_pairs_are_chosen_and_the_others_say_why_not(client, plan):
    ready, spoilt = pair(plan), pair(plan)
    Profile.objects.filter(pk=spoilt.mentor_id).update(state=ProfileState.PAUSED)

    page = client.get(at(plan)).content.decode()

    assert f'value="{ready.pk}" checked' in page
    assert f'value="{spoilt.pk}" disabled' in page
    assert str(spoilt.mentor) in page


def test_each_mail_can_be_read_before_it_goes(client, plan):
    one = pair(plan, co_mentor=make_co_mentor(plan.cohort, given_name=NASTY))
    office = make_delegate(one.mentor, name=NASTY)

    page = client.get(at(plan, "letters", one.pk)).content.decode()

    for address in (one.mentee.user.email, one.mentor.user.email, office.email):
        assert address in page
    assert page.count("<iframe") == 4
    assert "<script>alert" not in page
    assert WHY in page
    assert not Mail.objects.exists()


def test_what_is_read_is_what_goes(client, plan):
    one = pair(plan)
    shown = client.get(at(plan, "letters", one.pk)).context["letters"]

    publish(client, plan, one)

    sent = {mail.to: mail for mail in Mail.objects.all()}
    for letter in shown:
        mail = sent[letter["address"]]
        assert letter["subject"] == mail.subject
        assert letter["html"] == without_tokens(mail.html)


def test_publishing_says_how_many_and_can_be_taken_back(client, plan):
    first, second = pair(plan), pair(plan)

    answer = publish(client, plan, first)

    assert answer.status_code == 302
    assert Partnership.objects.get().mentee == first.mentee
    page = client.get(at(plan)).content.decode()
    assert str(second.mentee) in page
    assert at(plan, "unpublish") in page
    client.post(at(plan, "unpublish"))
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert not Partnership.objects.exists()


def test_after_ten_minutes_nothing_is_offered_to_be_taken_back(client, plan):
    publish(client, plan, pair(plan))
    type(plan).objects.filter(pk=plan.pk).update(state_since=clock.now() - clock.UNDO)
    assert at(plan, "unpublish") not in client.get(at(plan)).content.decode()
    client.post(at(plan, "unpublish"))
    assert Partnership.objects.exists()


@pytest.mark.parametrize("case", ["nothing", "stale", "spoilt"])
def test_a_refusal_says_why_and_keeps_the_choice(client, plan, case):
    one, other = pair(plan), pair(plan)
    if case == "spoilt":
        Profile.objects.filter(pk=other.mentor_id).update(state=ProfileState.PAUSED)
    chosen = {"nothing": (), "stale": (one,), "spoilt": (one, other)}[case]

    answer = publish(client, plan, *chosen, version=7 if case == "stale" else None)

    assert answer.status_code == (422 if case == "nothing" else 409)
    assert 'role="alert"' in answer.content.decode()
    if case == "spoilt":
        assert f'value="{one.pk}" checked' in answer.content.decode()
    assert not Partnership.objects.exists()


def test_a_forged_choice_is_refused(client, plan):
    assert client.post(at(plan), {"pair": ["x"], "version": 0}).status_code == 400
    one = pair(plan)
    assert publish(client, plan, one, version="9" * 5000).status_code == 409
    foreign = pair(make_plan())
    assert publish(client, plan, foreign).status_code == 422
    assert client.get(at(plan, "letters", foreign.pk)).status_code == 404


def test_many_pairs_cost_no_more_queries(client, plan, django_assert_max_num_queries):
    pair(plan)
    client.get(at(plan))
    with django_assert_max_num_queries(60) as one:
        client.get(at(plan))
    for _each in range(12):
        pair(plan)
    with django_assert_max_num_queries(60) as many:
        client.get(at(plan))
    assert len(many) == len(one)
