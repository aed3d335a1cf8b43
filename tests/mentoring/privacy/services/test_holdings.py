"""Everything that is known about a person, in an order in which it can be deleted."""

import pytest
from django.db.models import Model

from mentoring.common import personal_data
from mentoring.notifications.models import Mail
from mentoring.privacy.services import holdings
from programmes.applications.models import Application
from tests.factories.applications import make_application
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


def test_only_what_is_about_the_person_is_found():
    application = make_application(email="Amina@example.org", guardian_email="mo@example.org")
    make_application()
    found = {each.entry.model: each for each in holdings.collect(application.subject_id)}
    assert found[Application].ids == {application.pk}
    assert list(found[Application].rows) == [application]
    assert {"amina@example.org", "mo@example.org"} <= holdings.addresses([*found.values()])


def test_whoever_points_comes_before_what_it_points_to():
    models = [entry.model for entry in holdings.in_order(personal_data.personal())]
    for place, model in enumerate(models):
        targets: set[type[Model]] = {field.related_model for field in model._meta.concrete_fields}
        assert not (targets - {model}) & set(models[:place])


def test_what_names_a_row_is_found_by_kind_and_number():
    application, other = make_application(), make_application()
    mails = [make_mail(about=one) for one in (application, other)]
    found = holdings.collect(application.subject_id)
    assert list(Mail.objects.filter(holdings.pointers(found, as_text=True))) == mails[:1]
    assert not Mail.objects.filter(holdings.pointers([], as_text=True)).exists()
