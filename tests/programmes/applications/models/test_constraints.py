"""What the database itself refuses, whatever the services let through."""

import pytest
from django.db import DataError, IntegrityError, transaction

from programmes.applications.models import Application, ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from tests.constraints import change, insert_again, refused_by
from tests.factories.applications import (
    make_alert,
    make_application,
)

pytestmark = pytest.mark.django_db


def test_who_applies_has_a_name():
    with refused_by("application_has_name"):
        change(make_application(), given_name="", family_name="")


@pytest.mark.parametrize(
    "gap", [{"birth_date": None}, {"region": ""}, {"meeting_format": ""}, {"languages": []}]
)
def test_what_was_sent_has_no_gap(gap):
    draft = make_application(state="draft", **gap)
    with refused_by("application_sent_complete"):
        Application.objects.filter(pk=draft.pk).update(state="submitted")


def test_texts_have_an_end():
    make_application()
    with pytest.raises(DataError), transaction.atomic():
        Application.objects.update(given_name="x" * 81)


def test_whoever_is_kept_elsewhere_is_not_deleted_with_a_cohort():
    application = make_application()
    with pytest.raises(IntegrityError), transaction.atomic():
        application.cohort.delete()


def test_a_question_is_answered_once():
    application = make_application()
    question = ExtraQuestion.objects.create(cohort=application.cohort)
    answer = ExtraAnswer.objects.create(application=application, question=question)
    with refused_by("extra_answer_once"):
        insert_again(answer)


def test_an_address_waits_once_for_a_programme():
    alert = make_alert()
    with refused_by("opening_alert_once_per_address"):
        insert_again(alert)
