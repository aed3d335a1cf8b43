"""An application's way until it is sent; one draft after the other fills nobody's mailbox."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import TransitionError
from mentoring.notifications.models import Mail
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.errors import refused
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
APPLICANT = Actor.holder("applicant")
# Half past midnight in Berlin on 12 March; in UTC it is still the day before.
JUST_EIGHTEEN = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)


def start(cohort, *, now=NOW, email="Amina@example.org"):
    names = {"given_name": "Amina", "family_name": "Yılmaz"}
    return applications.start(cohort, **names, email=email, now=now)


def test_it_begins_as_a_draft_whose_link_is_mailed():
    application = start(make_cohort())
    assert (application.state, application.email) == (ApplicationState.DRAFT, "amina@example.org")
    assert Mail.objects.get().to == "amina@example.org"


def test_before_the_window_and_after_it_none_begins():
    cohort = make_cohort()
    for moment in (cohort.opens_at - timedelta(seconds=1), cohort.closes_at):
        with pytest.raises(DomainError) as refusal:
            start(cohort, now=moment)
        assert refusal.value.code == "closed"
    assert not Application.objects.exists()


def test_an_address_gets_three_links_an_hour_and_the_drafts_are_kept():
    cohort = make_cohort()
    for _ in range(5):
        start(cohort)
    assert Mail.objects.count() == 3
    assert Application.objects.count() == 5

    start(cohort, now=NOW + timedelta(hours=1, seconds=1))
    start(cohort, email="other@example.org")
    assert Mail.objects.count() == 5


def test_changing_one_drafts_address_to_and_fro_mails_three_links_an_hour():
    application = start(make_cohort(), email="me@example.org")
    for number in range(12):
        email = f"x{number}@example.org" if number % 2 else "Stranger@example.org"
        applications.answer(application, {"email": email}, now=NOW + timedelta(minutes=number))
    assert Mail.objects.filter(to="stranger@example.org").count() == 3
    assert application.email == "x11@example.org"


def test_another_address_in_the_form_ends_the_links_to_the_first():
    application = start(make_cohort())
    applications.answer(application, {"email": "Neu@example.org"}, now=NOW)
    row = Application.objects.get()
    assert (row.email, row.link_version) == ("neu@example.org", 1)
    assert Mail.objects.filter(to="neu@example.org").exists()


def test_what_was_sent_is_not_answered_any_more():
    with pytest.raises(TransitionError):
        applications.answer(make_application(), {"region": "BE"}, now=NOW)


def test_who_began_in_time_sends_within_a_day_and_no_later():
    cohort = make_cohort()
    late = make_application(cohort, ApplicationState.DRAFT)
    end = applications.may_send_until(cohort)
    assert end == cohort.closes_at + timedelta(days=1)
    with pytest.raises(DomainError):
        applications.submit(late, by=APPLICANT, now=end)
    applications.submit(late, by=APPLICANT, now=end - timedelta(seconds=1))
    assert late.state == ApplicationState.SUBMITTED


def test_lost_links_go_to_the_address_itself():
    make_application(email="amina@example.org")
    applications.mail_links("Amina@example.org", now=NOW)
    applications.mail_links("nobody@example.org", now=NOW)
    assert [mail.to for mail in Mail.objects.all()] == ["amina@example.org"]


def test_a_whole_school_may_begin_and_no_machine():
    for _ in range(applications.BEGUN.tries):
        applications.let_begin("192.0.2.1", now=NOW)
    with pytest.raises(DomainError) as refusal:
        applications.let_begin("192.0.2.1", now=NOW)
    assert refusal.value.code == "too_often"
    applications.let_begin("192.0.2.2", now=NOW)


@pytest.mark.parametrize(
    ("earlier", "asked"), [(timedelta(0), False), (timedelta(hours=1), True)], ids=["18", "17"]
)
def test_a_parent_is_asked_until_midnight_of_the_eighteenth_birthday(earlier, asked):
    draft = make_application(
        state=ApplicationState.DRAFT,
        birth_date=date(2008, 3, 12),
        guardian_email="eltern@example.org",
    )
    applications.submit(draft, by=APPLICANT, now=JUST_EIGHTEEN - earlier)
    assert Mail.objects.filter(kind="guardian_asked").exists() is asked


def test_what_is_typed_is_kept_with_a_draft_and_with_nothing_that_was_sent():
    draft = make_application(state="draft")
    applications.keep_unfinished(draft, "name", {"email": ["a@"]}, now=NOW + timedelta(hours=1))
    draft.refresh_from_db()
    assert draft.unfinished == {"name": {"email": ["a@"]}}
    assert draft.saved_at == NOW + timedelta(hours=1)
    sent = make_application()
    with refused("sent"):
        applications.keep_unfinished(sent, "name", {}, now=NOW)
