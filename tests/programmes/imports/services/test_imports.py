"""All rows of a list, or none; the same list once more changes nothing."""

from datetime import date

import pytest

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Subject
from programmes.imports.models import Upload
from programmes.imports.services import imports
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.states import Origin, Part
from tests.errors import refused
from tests.factories.accounts import make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.imports import import_all, listed
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db
ADA = ["Ada", "Groß", "Ada@example.org"]
BEN = ["Ben", "Krüger", "ben@example.org"]


def test_everybody_new_gets_a_place_and_one_mail():
    cohort = make_cohort()
    assert len(import_all(listed(cohort, ADA, BEN), tells=True)) == 2
    ada = Profile.objects.get(user__email="ada@example.org")
    assert (str(ada), ada.part, ada.languages) == ("Ada Groß", Part.MENTOR, ["de"])
    assert ada.enrolment.origin == Origin.IMPORT
    assert sorted(Mail.objects.values_list("to", "kind")) == [
        ("ada@example.org", "profile_imported"),
        ("ben@example.org", "profile_imported"),
    ]
    # Once more: everybody is there already.
    assert import_all(listed(cohort, ADA, BEN), tells=True) == []
    assert Mail.objects.count() == 2


def test_the_longest_names_that_the_form_takes_are_kept_whole():
    import_all(listed(make_cohort(), ["Ä" * 80, "ß" * 80, ADA[2]]), tells=True)
    profile = Profile.objects.get()
    assert str(profile) == profile.user.name == f"{'Ä' * 80} {'ß' * 80}"
    assert Mail.objects.get().recipient_name == str(profile)


def test_without_the_tick_nobody_is_written_to():
    import_all(listed(make_cohort(), ADA))
    assert not Mail.objects.exists()


def test_a_single_mistake_stops_everything():
    upload = listed(make_cohort(), ADA, ["Ben", "Krüger", "kaputt"])
    with pytest.raises(DomainError) as refusal:
        import_all(upload)
    assert refusal.value.code == "mistakes"
    assert not Profile.objects.exists()


def test_pressed_twice_a_list_is_imported_once():
    upload = listed(make_cohort(), ADA)
    again = Upload.objects.get()
    import_all(upload, tells=True)
    with refused("gone"):
        imports.run(again, tells=True, by=Actor.of(again.owner), now=NOW)
    assert Mail.objects.count() == 1


def test_what_a_row_is_refused_for_leaves_nothing_half_done(monkeypatch):
    """Somebody deactivates the account after the rows were judged."""
    make_user("ben@example.org", is_active=False)
    monkeypatch.setattr("programmes.imports.services.judging._check_account", lambda *_said: None)
    upload = listed(make_cohort(), ADA, BEN)
    before = (Subject.objects.count(), User.objects.count())
    with pytest.raises(DomainError) as refusal:
        import_all(upload)
    assert "3" in refusal.value.message
    assert (Subject.objects.count(), User.objects.count()) == before
    assert not Enrolment.objects.exists()


def test_days_of_the_certificate_come_along_with_who_has_seen_it():
    head = ["certificate_issued_on", "certificate_seen_on", "training_on", "capacity"]
    upload = listed(make_cohort(), [*ADA, "15.01.2026", "20.01.2026", "2026-02-01", "3"], head=head)
    owner = upload.owner
    import_all(upload)
    profile = Profile.objects.get()
    assert profile.capacity == 3
    assert profile.screening.certificate_issued_on == date(2026, 1, 15)
    assert profile.screening.certificate_seen_by == owner
    assert profile.screening.training_on == date(2026, 2, 1)


def test_a_standing_co_mentor_comes_along_from_the_same_list():
    head = ["part", "co_mentor"]
    upload = listed(
        make_cohort(), [*ADA, "Mentor", "Krüger, Ben"], [*BEN, "Co-Mentor", ""], head=head
    )
    import_all(upload)
    ada = Profile.objects.get(part=Part.MENTOR)
    assert str(ada.standing_co_mentor) == "Ben Krüger"


def test_what_has_changed_is_changed_and_the_rest_stays():
    cohort = make_cohort()
    ada = make_mentor(
        cohort,
        user=make_user("ada@example.org"),
        given_name="Ada",
        family_name="Groß",
        region="SN",
        phone="0351",
    )
    done = import_all(listed(cohort, [*ADA, "Hessen", ""], head=["region", "phone"]), tells=True)
    ada.refresh_from_db()
    assert (len(done), ada.region, ada.phone) == (1, "HE", "0351")
    assert Profile.objects.count() == 1
    # Only who is new gets a mail.
    assert not Mail.objects.exists()
    assert import_all(listed(cohort, [*ADA, "Hessen", ""], head=["region", "phone"])) == []


def test_mentees_come_in_without_the_papers_of_mentors():
    upload = listed(make_cohort(), [*ADA, "17.05.2003"], head=["birth_date"], part=Part.MENTEE)
    import_all(upload)
    mentee = Profile.objects.get()
    assert (mentee.part, mentee.birth_date) == (Part.MENTEE, date(2003, 5, 17))
    assert not Enrolment.objects.exists()


def test_somebody_comes_back_as_the_same_person():
    earlier = make_mentor(user=make_user("ada@example.org"))
    import_all(listed(make_cohort(), ADA))
    assert Profile.objects.exclude(pk=earlier.pk).get().subject == earlier.subject
