"""The people of a mentor's office: in, for how long, and out at once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.links import LinkError
from mentoring.notifications.models import Mail
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason
from mentoring.notifications.verdicts import SEND, Cancel
from programmes.profiles import links
from programmes.profiles.models import Delegate
from programmes.profiles.services import delegates
from programmes.profiles.states import ProfileState, Scope
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
SOON = TODAY + timedelta(days=90)


def invite(mentor, by=None, **changes):
    usual = {"name": "Nina  Kern", "email": "Kern@Example.org", "scopes": [Scope.LOG]}
    by = by or Actor.of(mentor.user)
    return delegates.invite(mentor, **usual | {"expires_on": SOON} | changes, by=by, now=NOW)


def opened_by(mail):
    """Whom the link in the mail lets in."""
    token = re.search(r"/office/([^/\s]+)/", mail.text)[1]
    return links.delegate_of(token)


def test_who_is_invited_gets_a_link_that_opens():
    delegate = invite(make_mentor())

    assert (delegate.name, delegate.email) == ("Nina Kern", "kern@example.org")
    assert delegate.invited_by_staff is False
    assert delegate.scopes == [Scope.CALENDAR, Scope.LOG]
    mail = Mail.objects.get()
    assert mail.to == "kern@example.org"
    assert opened_by(mail) == delegate


def test_staff_are_named_as_where_the_address_is_from():
    mentor = make_mentor()
    by = Actor.of(make_staff(programme=mentor.cohort.programme))
    assert invite(mentor, by=by).invited_by_staff is True


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires_on": TODAY - timedelta(days=1)}, "past"),
        ({"expires_on": TODAY + timedelta(days=731)}, "too_long"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
    ],
)
def test_what_cannot_be_granted_is_refused(changes, code):
    with pytest.raises(DomainError) as refusal:
        invite(make_mentor(), **changes)
    assert refusal.value.code == code
    assert not Delegate.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("make", [make_mentee, make_co_mentor])
def test_only_mentors_have_an_office(make):
    with pytest.raises(DomainError) as refusal:
        invite(make())
    assert refusal.value.code == "part"


def test_a_mentor_is_no_office_of_their_own():
    mentor = make_mentor()
    with pytest.raises(DomainError) as refusal:
        invite(mentor, email=mentor.user.email)
    assert refusal.value.code == "own"


def test_an_address_belongs_to_an_office_once_and_again_after_its_end():
    mentor = make_mentor()
    first = invite(mentor)
    with pytest.raises(ConflictError):
        invite(mentor, email="KERN@example.org")
    delegates.revoke(first, by=Actor.system(), now=NOW)
    assert invite(mentor)
    assert invite(make_mentor(mentor.cohort))  # for another mentor it is free anyway


def test_an_office_has_ten_people_at_most():
    mentor = make_mentor()
    for _number in range(delegates.MOST_DELEGATES):
        make_delegate(mentor)
    with pytest.raises(DomainError) as refusal:
        invite(mentor)
    assert refusal.value.code == "most"


def test_a_new_link_ends_the_one_before():
    delegate = make_delegate(make_mentor())
    old = links.office_token(delegate)
    delegates.send_new_link(delegate, by=Actor.system(), now=NOW)
    delegate.refresh_from_db()

    with pytest.raises(LinkError):
        links.delegate_of(old)
    assert opened_by(Mail.objects.get()) == delegate


def test_a_link_that_was_lost_is_mailed_to_the_known_address_once_an_hour():
    delegate = make_delegate(make_mentor())
    for _twice in range(2):
        delegates.mail_links(delegate.email.upper(), now=NOW)
    mail = Mail.objects.get()
    assert (mail.to, opened_by(mail)) == (delegate.email, delegate)
    delegates.mail_links(delegate.email, now=NOW + timedelta(hours=1))
    assert Mail.objects.count() == 2


def test_nobody_without_a_grant_is_mailed_a_link():
    ended, over = (
        make_delegate(make_mentor(), revoked_at=NOW),
        make_delegate(make_mentor(), expires_on=TODAY - timedelta(days=1)),
    )
    left = make_delegate(make_mentor(state=ProfileState.LEFT))
    for email in (ended.email, over.email, left.email, "nobody@example.org"):
        delegates.mail_links(email, now=NOW)
    assert not Mail.objects.exists()


def test_prolonging_keeps_the_link_and_is_told():
    delegate = make_delegate(make_mentor(), expires_on=TODAY)
    token = links.office_token(delegate)
    by = Actor.of(delegate.mentor.user)
    delegates.change(delegate, scopes=[Scope.ANSWER], expires_on=SOON, by=by, now=NOW)

    found = links.delegate_of(token)
    assert (found.expires_on, found.scopes) == (SOON, [Scope.CALENDAR, Scope.ANSWER])
    assert opened_by(Mail.objects.get(kind="delegate_changed")) == delegate


@pytest.mark.parametrize("again", ["change", "send_new_link"])
def test_what_has_ended_is_not_prolonged(again):
    delegate = make_delegate(make_mentor(), revoked_at=NOW)
    more = {"scopes": ["log"], "expires_on": SOON} if again == "change" else {}
    with pytest.raises(ConflictError):
        getattr(delegates, again)(delegate, **more, by=Actor.system(), now=NOW)


def test_an_end_stays_when_it_was():
    delegate = make_delegate(make_mentor())
    for at in (NOW, NOW + timedelta(days=1)):
        delegates.revoke(delegate, by=Actor.system(), now=at)
    delegate.refresh_from_db()
    assert delegate.revoked_at == NOW


def test_with_the_mentor_the_office_leaves():
    delegate = make_delegate(make_mentor(state=ProfileState.LEFT))
    assert not delegates.holds(delegate, now=NOW)
    with pytest.raises(ConflictError):
        delegates.require(delegate, Scope.LOG, now=NOW)


def test_who_objects_is_forgotten():
    delegate = invite(make_mentor())
    delegates.object_to(delegate, by=Actor.holder("office"), now=NOW)
    assert not Delegate.objects.exists()


def test_a_mail_to_whose_access_has_ended_is_not_sent():
    delegate = invite(make_mentor())
    mail = Mail.objects.get()
    assert judge(mail, NOW) == SEND
    delegates.revoke(delegate, by=Actor.system(), now=NOW)
    assert judge(Mail.objects.get(pk=mail.pk), NOW) == Cancel(CancelReason.OVER)
