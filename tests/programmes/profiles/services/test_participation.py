"""What changes in a profile, and when somebody rests or leaves."""

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import TransitionError
from programmes.cohorts.models import Topic
from programmes.profiles.models import Profile
from programmes.profiles.services import participation
from programmes.profiles.states import Part, ProfileState
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import make_subject
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db
STAFF = {"by": Actor.system(), "now": NOW}


def newcomer(cohort, email="renate@example.org", subject=None):
    return participation.Newcomer(
        cohort=cohort,
        part=Part.MENTOR,
        subject=subject or make_subject(),
        given_name="Renate",
        family_name="Brandt",
        email=email,
        language="de",
    )


def test_a_topic_that_goes_is_not_important_any_more():
    mentee = make_mentee()
    topics = [Topic.objects.create(cohort=mentee.cohort, title_de=t) for t in ("Rede", "Recht")]
    mentee.topics.set(topics)
    mentee.important_topics.set(topics)
    participation.change(mentee, {"topics": topics[:1]}, now=NOW)
    assert list(mentee.topics.all()) == list(mentee.important_topics.all()) == topics[:1]


def test_what_is_not_said_stays_as_it_is():
    mentor = make_mentor(region="SN", function="Stadtrat")
    participation.change(mentor, {"region": "BE"}, now=NOW)
    row = Profile.objects.get()
    assert (row.region, row.function, row.changed_at) == ("BE", "Stadtrat", NOW)


def test_a_person_gets_a_place_once_in_a_cohort_and_stays_one_subject():
    cohort = make_cohort()
    first = participation.enter(newcomer(cohort), {}, **STAFF)
    with pytest.raises(participation.PlaceRefusedError) as refusal:
        participation.enter(newcomer(cohort), {}, **STAFF)
    assert (refusal.value.email, refusal.value.code) == ("renate@example.org", "has_place")
    subject = participation.subject_for("renate@example.org", now=NOW)
    again = participation.enter(newcomer(make_cohort(), subject=subject), {}, **STAFF)
    assert (again.user, again.subject) == (first.user, first.subject)
    assert participation.in_cohort(cohort, ["renate@example.org", "no@example.org"]) == {
        "renate@example.org"
    }


def test_of_several_newcomers_all_or_nobody_gets_a_place():
    cohort = make_cohort()
    participation.enter(newcomer(cohort), {}, **STAFF)
    both = newcomer(cohort, "neu@example.org"), newcomer(cohort)
    with pytest.raises(participation.PlaceRefusedError):
        participation.enter_all([(each, {}) for each in both], **STAFF)
    assert Profile.objects.count() == 1


def test_who_rests_comes_back_and_who_leaves_is_asked_why():
    mentor = make_mentor()
    participation.pause(mentor, **STAFF)
    assert mentor.state == ProfileState.PAUSED
    participation.resume(mentor, **STAFF)
    with pytest.raises(DomainError) as refusal:
        participation.leave(mentor, reason=" ", **STAFF)
    assert refusal.value.code == "reason"
    participation.leave(mentor, reason="Umgezogen.", **STAFF)
    assert mentor.state == ProfileState.LEFT
    with pytest.raises(TransitionError):
        participation.pause(mentor, **STAFF)
