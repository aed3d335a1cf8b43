"""Leaving for good, while others are at work on the same application."""

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.admissions.services import erasure
from programmes.applications.models import Application
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db
APPLICANT = Actor.holder("applicant")


def test_a_decision_made_a_moment_ago_counts_although_the_page_is_older():
    seen = make_application()
    Application.objects.filter(pk=seen.pk).update(state="declined", state_since=NOW)
    with pytest.raises(DomainError) as refusal:
        erasure.erase(seen, by=APPLICANT, now=NOW)
    assert refusal.value.code == "not_final"
    assert Application.objects.filter(pk=seen.pk).exists()


def test_the_same_button_twice_is_one_farewell():
    application = make_application()
    for _press in range(2):
        erasure.erase(application, by=APPLICANT, now=NOW)
    assert not Application.objects.exists()
    assert Mail.objects.filter(kind="application_erased").count() == 1
