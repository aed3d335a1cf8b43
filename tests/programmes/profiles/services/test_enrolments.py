"""How mentors and co-mentors come in."""

from datetime import date, timedelta

import pytest

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import TransitionError
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Subject
from mentoring.privacy.services import retention
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.profiles.models import Delegate, Enrolment, Profile
from programmes.profiles.services import enrolments, interest
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.services.onboarding import CO_MENTOR_NAMED, WAITS_FOR_APPROVAL
from programmes.profiles.states import EnrolmentState, Origin, Part
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_enrolment, make_mentor

pytestmark = pytest.mark.django_db
S = EnrolmentState
MENTOR = Actor.holder("mentor")


def invite(cohort, **fields):
    said = {
        "part": Part.MENTOR,
        "given_name": "Renate",
        "family_name": "Brandt",
        "email": "Renate@Example.org",
        "words": "",
        "language": "de",
        "by": Actor.of(make_staff(programme=cohort.programme)),
        "now": NOW,
    }
    return enrolments.invite(cohort, **said | fields)


def answers(cohort, **more):
    return {
        "region": "SN",
        "languages": ["de", "en"],
        "affiliation": "SPD",
        "function": "MdL",
        "postcode": "01067",
        "meeting_format": "video",
        "capacity": 2,
        "topics": [str(cohort.topics.get().pk)],
        "needs": [],
        "times": ["0-morning", "4-evening"],
        "response_days": 3,
        "first_contact": "phone",
        **more,
    }


def complete(enrolment, **more):
    enrolments.answer(enrolment, answers(enrolment.cohort, **more), now=NOW)
    enrolments.submit(enrolment, by=MENTOR, now=NOW)


def kinds():
    return sorted(Mail.objects.values_list("kind", flat=True))


def test_an_invitation_is_mailed_in_the_tone_of_mentors():
    enrolment = invite(make_cohort(), words="  Wir kennen uns.  ")
    assert (enrolment.email, enrolment.language) == ("renate@example.org", "de")
    assert enrolment.words == "Wir kennen uns."
    assert kinds() == ["enrolment_invited"]
    assert not User.objects.filter(email="renate@example.org").exists()
    other = invite(make_cohort(mentor_tone="informal"))
    assert other.language == "de-informal"


@pytest.mark.parametrize("state", [S.INVITED, S.SUBMITTED])
def test_an_address_on_its_way_in_is_not_invited_again(state):
    cohort = make_cohort()
    make_enrolment(cohort, state, email="renate@example.org")
    with pytest.raises(DomainError) as refusal:
        invite(cohort)
    assert refusal.value.code == "invited"


def test_who_takes_part_or_works_here_is_not_invited():
    cohort = make_cohort()
    make_mentor(cohort, user=make_user("renate@example.org"))
    with pytest.raises(DomainError) as refusal:
        invite(cohort)
    assert refusal.value.code == "has_place"
    make_staff(email="kollegin@example.org")
    with pytest.raises(DomainError) as refusal:
        invite(cohort, email="kollegin@example.org")
    assert refusal.value.code == "staff_address"


def test_a_mentor_of_last_year_stays_one_person():
    earlier = make_mentor(make_cohort(), user=make_user("renate@example.org"))
    enrolment = invite(make_cohort())
    complete(enrolment)
    assert enrolment.subject == earlier.subject
    assert Profile.objects.filter(user=earlier.user).count() == 2


def test_who_was_invited_takes_part_once_the_pages_are_answered():
    cohort = make_cohort()
    enrolment = invite(cohort)
    complete(enrolment)
    profile = Profile.objects.get()
    assert enrolment.state == S.ENROLLED
    assert enrolment.profile_id == profile.pk
    assert (profile.user.email, profile.user.language) == ("renate@example.org", "de")
    assert profile.made_account
    assert (profile.affiliation, profile.capacity, profile.response_days) == ("SPD", 2, 3)
    assert list(profile.topics.all()) == list(cohort.topics.all())
    assert [(rule.weekday, rule.starts.hour) for rule in profile.good_times.all()] == [
        (0, 8),
        (4, 17),
    ]
    assert kinds() == ["enrolment_enrolled", "enrolment_invited"]


def test_a_second_press_changes_nothing():
    enrolment = invite(make_cohort())
    again = Enrolment.objects.select_related("cohort__programme").get(pk=enrolment.pk)
    complete(enrolment)
    with pytest.raises(TransitionError):
        enrolments.submit(again, by=MENTOR, now=NOW)
    with pytest.raises(TransitionError):
        enrolments.answer(again, {"capacity": 9}, now=NOW)
    assert Profile.objects.get().capacity == 2


def test_a_topic_that_was_dropped_meanwhile_stops_nobody():
    enrolment = invite(make_cohort())
    enrolments.answer(enrolment, answers(enrolment.cohort), now=NOW)
    enrolment.cohort.topics.all().delete()
    enrolments.submit(enrolment, by=MENTOR, now=NOW)
    assert not Profile.objects.get().topics.exists()


def test_an_account_closed_on_purpose_is_not_opened_again():
    enrolment = invite(make_cohort())
    make_user("renate@example.org", is_active=False)
    enrolments.answer(enrolment, answers(enrolment.cohort), now=NOW)
    with pytest.raises(DomainError) as refusal:
        enrolments.submit(enrolment, by=MENTOR, now=NOW)
    assert refusal.value.code == "inactive"
    assert Enrolment.objects.get().state == S.INVITED


def test_what_somebody_needs_becomes_a_task_in_the_language_of_the_house():
    complete(invite(make_cohort(), language="en"), needs_from_us="Jemanden zum Fragen")
    task = Task.objects.get(kind=NEEDS_FROM_US)
    assert task.details == "Jemanden zum Fragen"
    assert task.due_on == NOW.date() + timedelta(days=7)
    assert task.subject_id == Profile.objects.get().subject_id


def test_the_office_is_invited_with_the_mentor():
    complete(invite(make_cohort()), office_name="Nina Kern", office_email="buero@example.org")
    delegate = Delegate.objects.get()
    assert (delegate.name, delegate.invited_by_staff) == ("Nina Kern", False)


def test_an_office_that_cannot_be_invited_keeps_nobody_out():
    complete(invite(make_cohort()), office_name="Ich", office_email="renate@example.org")
    assert not Delegate.objects.exists()
    assert Profile.objects.exists()


def test_a_named_co_mentor_is_found_or_becomes_a_task():
    cohort = make_cohort()
    known = make_co_mentor(cohort)
    complete(invite(cohort), co_mentor=f" {known}".upper())
    assert Profile.objects.get(part=Part.MENTOR).standing_co_mentor == known
    complete(invite(cohort, email="zwei@example.org"), co_mentor="Niemand Bekanntes")
    assert Task.objects.get(kind=CO_MENTOR_NAMED).details == "Niemand Bekanntes"


def test_no_can_be_said_and_taken_back():
    enrolment = invite(make_cohort())
    enrolments.withdraw(enrolment, by=MENTOR, now=NOW, reason="Keine Zeit")
    enrolments.withdraw(enrolment, by=MENTOR, now=NOW)
    assert enrolment.state == S.WITHDRAWN
    enrolments.reopen(enrolment, by=MENTOR, now=NOW)
    complete(enrolment)
    assert enrolment.state == S.ENROLLED


def test_who_came_forward_cannot_come_in_past_staff():
    enrolment = make_enrolment(state=S.SUBMITTED, origin=Origin.INTEREST)
    enrolments.withdraw(enrolment, by=MENTOR, now=NOW)
    with pytest.raises(TransitionError):
        enrolments.reopen(enrolment, by=MENTOR, now=NOW)


def test_a_new_link_outdates_the_one_before():
    enrolment = invite(make_cohort())
    before = enrolment.link_version
    enrolments.send_new_link(enrolment, by=MENTOR, now=NOW)
    assert enrolment.link_version == before + 1
    assert "enrolment_link" in kinds()


def test_silence_is_reminded_of_once():
    enrolment = invite(make_cohort())
    week = NOW + timedelta(days=7)
    assert enrolments.remind(week - timedelta(seconds=1)) == 0
    assert enrolments.remind(week) == 1
    assert enrolments.remind(week + timedelta(days=30)) == 0
    assert kinds().count("enrolment_reminder") == 1
    assert Mail.objects.get(kind="enrolment_reminder").about == enrolment


def test_who_has_answered_or_is_at_it_is_not_reminded():
    working = invite(make_cohort())
    enrolments.answer(working, {"region": "SN"}, now=NOW + timedelta(days=6))
    make_enrolment(state=S.ENROLLED)
    make_enrolment(state=S.BEGUN, origin=Origin.INTEREST)
    assert enrolments.remind(NOW + timedelta(days=8)) == 0


def begin(cohort, email="neu@example.org"):
    interest.begin(cohort, given_name="Nora", family_name="Neu", email=email, now=NOW)


def test_who_comes_forward_waits_for_staff():
    cohort = make_cohort()
    begin(cohort)
    enrolment = Enrolment.objects.get()
    assert enrolment.state == S.BEGUN
    assert not Enrolment.objects.visible_to(make_staff(programme=cohort.programme)).exists()
    complete(enrolment)
    assert enrolment.state == S.SUBMITTED
    assert not Profile.objects.exists()
    task = Task.objects.get(kind=WAITS_FOR_APPROVAL)
    enrolments.approve(enrolment, by=Actor.system(), now=NOW)
    assert Profile.objects.get().user.email == "neu@example.org"
    tasks.settle_unneeded(NOW + timedelta(hours=2))
    task.refresh_from_db()
    assert not task.is_open


def test_staff_decline_with_a_reason_of_which_the_mail_knows_nothing():
    enrolment = make_enrolment(state=S.SUBMITTED, origin=Origin.INTEREST, language="en")
    with pytest.raises(DomainError):
        enrolments.decline(enrolment, reason=" ", by=Actor.system(), now=NOW)
    enrolments.decline(enrolment, reason="Nur für uns", by=Actor.system(), now=NOW)
    assert enrolment.state == S.DECLINED
    assert "Nur für uns" not in Mail.objects.get().text


def test_an_invitation_needs_no_approval_and_approval_no_second_time():
    with pytest.raises(TransitionError):
        enrolments.approve(make_enrolment(), by=Actor.system(), now=NOW)


def test_coming_forward_twice_is_one_form_and_one_mail_an_hour():
    cohort = make_cohort()
    begin(cohort)
    begin(cohort, "NEU@example.org")
    assert Enrolment.objects.count() == 1
    assert kinds() == ["enrolment_begun"]


def test_who_takes_part_learns_so_by_mail_only():
    cohort = make_cohort()
    make_mentor(cohort, user=make_user("neu@example.org"))
    begin(cohort)
    assert kinds() == ["enrolment_known"]
    assert not Enrolment.objects.exists()


def test_nobody_comes_forward_where_the_cohort_takes_nobody():
    with pytest.raises(DomainError):
        begin(make_cohort(takes_interest=False))
    with pytest.raises(DomainError):
        begin(make_cohort(starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)))


def test_the_next_cohort_comes_before_the_one_under_way():
    running = make_cohort(starts_on=date(2020, 1, 1))
    assert interest.taking_cohort(running.programme, NOW.date()) == running
    following = make_cohort(running.programme, starts_on=date(2036, 6, 1))
    make_cohort(running.programme, starts_on=date(2036, 9, 1))
    assert interest.taking_cohort(running.programme, NOW.date()) == following


@pytest.mark.parametrize(
    ("state", "days"), [(S.INVITED, 90), (S.BEGUN, 90), (S.DECLINED, 183), (S.WITHDRAWN, 183)]
)
def test_what_led_to_no_place_goes_in_time(state, days):
    enrolment = make_enrolment(state=state, state_since=NOW)
    retention.run(NOW + timedelta(days=days) - timedelta(seconds=1))
    assert Enrolment.objects.filter(pk=enrolment.pk).exists()
    retention.run(NOW + timedelta(days=days))
    assert not Enrolment.objects.filter(pk=enrolment.pk).exists()
    assert Subject.objects.get(pk=enrolment.subject_id).erased_at


def test_an_unanswered_invitation_takes_no_profile_along():
    earlier = make_mentor(make_cohort(), user=make_user("renate@example.org"))
    invite(make_cohort())
    retention.run(NOW + timedelta(days=90))
    assert not Enrolment.objects.exists()
    assert Profile.objects.filter(pk=earlier.pk).exists()


def test_what_is_typed_is_kept_until_the_form_is_sent():
    enrolment = make_enrolment()
    enrolments.keep_unfinished(enrolment, "you", {"postcode": ["1"]}, now=NOW)
    enrolment.refresh_from_db()
    assert enrolment.unfinished == {"you": {"postcode": ["1"]}}
    over = make_enrolment(state=EnrolmentState.WITHDRAWN)
    with pytest.raises(TransitionError):
        enrolments.keep_unfinished(over, "you", {}, now=NOW)
