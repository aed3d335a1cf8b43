"""Names of all kinds, and who is old enough."""

import uuid
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.common.ages import age_on
from mentoring.common.text import one_line
from mentoring.notifications.models import Mail
from programmes.applications.forms.flow import missing, steps_for
from programmes.applications.forms.steps import BirthForm, GuardianForm, NameForm
from programmes.applications.services import applications
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
ONE_DATABASE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ADULTHOOD = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@pytest.fixture
def cohort():
    return make_cohort(starts_on=date(2028, 3, 1), ends_on=date(2029, 2, 28))


@pytest.fixture
def draft(cohort):
    return make_application(cohort, "draft")


def born(draft, day):
    parts = {"birth_date_day": day.day, "birth_date_month": day.month, "birth_date_year": day.year}
    return BirthForm(parts, instance=draft)


@pytest.mark.parametrize(
    "name",
    ["Zoë", "李小龙", "محمد", "O’Neill-Łukasz", "Ngọc Ánh", "🦊", "Null", "Dr. med. von der Heyde"],
)
def test_names_stay_as_they_are_written(cohort, name):
    form = NameForm({"given_name": name, "family_name": name, "email": "a@example.org"})
    form.instance.cohort = cohort
    assert form.is_valid(), form.errors
    assert form.cleaned_data["given_name"] == name


@pytest.mark.parametrize("name", ["Sukarno", " Sukarno ", "မောင်"])
@pytest.mark.parametrize("missing", ["", "-", ".", " – ", "FNU", "\u200b"])
def test_one_name_is_enough_in_either_field(cohort, name, missing):
    for first, last in ((name, missing), (missing, name)):
        form = NameForm({"given_name": first, "family_name": last, "email": "a@example.org"})
        form.instance.cohort = cohort
        assert form.is_valid(), form.errors
        assert str(form.instance) == name.strip()


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\r\n", "\u202e", "\x00", "x" * 81, "-", "."])
def test_a_name_that_cannot_be_read_is_none(cohort, name):
    form = NameForm({"given_name": name, "family_name": "", "email": "a@example.org"})
    assert not form.is_valid()
    assert "given_name" in form.errors


@ONE_DATABASE
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_whatever_a_name_holds_it_is_saved_or_refused_and_harmless_in_the_mail(name):
    cohort = make_cohort()
    email = f"{uuid.uuid4().hex}@example.org"
    form = NameForm({"given_name": name, "family_name": "Yılmaz", "email": email})
    if not form.is_valid():
        return
    application = applications.start(cohort, **form.cleaned_data, now=NOW)
    mail = Mail.objects.filter(subject_id=application.subject_id).get()
    assert "\n" not in mail.subject + mail.recipient_name
    assert application.given_name == one_line(application.given_name)


@pytest.mark.parametrize(
    ("day", "admitted"),
    [
        (date(2012, 3, 1), True),  # 16 on the first day
        (date(2012, 3, 2), False),  # 16 a day later
        (date(2012, 2, 29), True),
        (date(1992, 3, 2), True),  # 35, and 36 tomorrow
        (date(1992, 3, 1), False),  # 36 today
        (date(1992, 2, 29), False),
    ],
)
def test_age_counts_on_the_first_day_of_the_cohort(draft, day, admitted):
    assert born(draft, day).is_valid() is admitted


@given(day=ADULTHOOD)
@ONE_DATABASE
def test_any_birth_date_gets_an_answer(day):
    draft = make_application(make_cohort(), "draft")
    form = born(draft, day)
    if form.is_valid():
        assert 16 <= age_on(day, draft.cohort.starts_on) <= 35
    else:
        assert set(form.errors) == {"birth_date"}


@pytest.mark.parametrize("parts", [(31, 2, 2001), ("", 2, 2001), (1, 13, 2001), ("x", 1, 2001)])
def test_a_date_that_does_not_exist_is_refused_beside_the_field(draft, parts):
    data = dict(zip(("birth_date_day", "birth_date_month", "birth_date_year"), parts, strict=True))
    assert "birth_date" in BirthForm(data, instance=draft).errors


def test_only_minors_name_a_parent_and_nobody_is_their_own(cohort, time_machine):
    time_machine.move_to(NOW, tick=False)
    minor = make_application(cohort, "draft", birth_date=date(2009, 1, 1))
    adult = make_application(cohort, "draft", birth_date=date(2000, 1, 1))
    assert "guardian" in {step.slug for step in steps_for(minor)}
    assert "guardian" not in {step.slug for step in steps_for(adult)}
    assert [step.slug for step in missing(minor)] == ["guardian"]
    assert missing(adult) == []
    own = GuardianForm({"guardian_email": minor.email.upper()}, instance=minor)
    assert "guardian_email" in own.errors
