"""What people change about themselves."""

import pytest

from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from programmes.cohorts.models import Topic
from programmes.profiles.models import Profile
from programmes.profiles.services import self_service
from tests.errors import refused
from tests.factories.accounts import make_user
from tests.factories.applications import NOW
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


def change(profile, **values):
    self_service.change(profile, values, by=Actor.of(profile.user), now=NOW)
    return Profile.objects.get(pk=profile.pk)


def test_what_matters_most_is_wished_for_too():
    mentee = make_mentee()
    new = Topic.objects.create(cohort=mentee.cohort, title_de="Rede")
    found = change(mentee, important_topics=[new])
    assert list(found.important_topics.all()) == [new]
    assert new in found.topics.all()
    assert found.topics.count() == 2


def test_three_topics_of_mentees_matter_most():
    mentee = make_mentee()
    topics = [Topic.objects.create(cohort=mentee.cohort, title_de=f"{n}") for n in range(4)]
    with refused("most"):
        change(mentee, important_topics=topics)
    with refused("part"):
        change(make_mentor(mentee.cohort), important_topics=topics[:1])


def test_what_somebody_needs_is_a_task_for_staff():
    assert change(make_mentor(), needs_from_us="Einen Raum").needs_from_us == "Einen Raum"
    assert Task.objects.get().details == "Einen Raum"


@pytest.mark.parametrize(
    ("before", "chosen", "after"),
    [
        ("de-informal", "de", "de-informal"),
        ("de-informal", "en", "en"),
        ("en", "de", "de"),
        ("de", "fr", "de"),
    ],
)
def test_choosing_german_again_makes_no_sie_of_a_du(before, chosen, after):
    user = make_user(language=before)
    self_service.choose_language(user, chosen)
    user.refresh_from_db()
    assert user.language == after
