"""How one turns to somebody: in the way they like best, with words that need no changing."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.utils import translation

from mentoring.home.presenters.first_contact import way_to
from programmes.profiles.states import FirstContact
from tests.factories.profiles import make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def way(**fields):
    mentor = make_mentor(given_name="Renate", family_name="Brandt", **fields)
    return mentor, make_mentee(mentor.cohort, given_name="Amina", family_name="Yılmaz")


@pytest.mark.parametrize(
    ("preferred", "begins", "label"),
    [
        (FirstContact.PHONE, "tel:+4917123", "Renate anrufen"),
        (FirstContact.MESSENGER, "sms:+4917123?", "Renate eine Nachricht schicken"),
        (FirstContact.EMAIL, "mailto:", "Renate schreiben"),
        # Nobody of the office may see the dates: then it is the person.
        (FirstContact.OFFICE, "mailto:", "Renate schreiben"),
    ],
)
def test_the_way_that_is_liked_best_is_the_one_offered(preferred, begins, label):
    mentor, mentee = way(first_contact=preferred, phone="+49 (0)171 23")
    found = way_to(mentor, mentee, is_first=False, today=TODAY)
    assert found.url.startswith(begins)
    assert found.label == label


@pytest.mark.parametrize("preferred", [FirstContact.PHONE, FirstContact.MESSENGER])
def test_without_a_number_it_is_a_mail(preferred):
    mentor, mentee = way(first_contact=preferred, phone="")
    found = way_to(mentor, mentee, is_first=False, today=TODAY)
    assert found.url.startswith(f"mailto:{mentor.user.email}")


def test_an_office_is_written_to_by_name_about_the_mentor():
    mentor, mentee = way(first_contact=FirstContact.OFFICE)
    office = make_delegate(mentor, name="Nina Kern")
    found = way_to(mentor, mentee, is_first=False, today=TODAY)
    assert found.label == "Dem Büro von Renate Brandt schreiben"
    assert found.url.startswith(f"mailto:{office.email}?")
    draft = unquote(found.url)
    assert "Guten Tag Nina Kern" in draft
    assert "mit Renate Brandt" in draft


@pytest.mark.parametrize(("is_first", "words"), [(True, "erstes Treffen"), (False, "nächstes")])
def test_the_draft_asks_for_a_day_and_signs(is_first, words):
    mentor, mentee = way()
    to_mentor = unquote(way_to(mentor, mentee, is_first=is_first, today=TODAY).url)
    to_mentee = unquote(way_to(mentee, mentor, is_first=is_first, today=TODAY).url)
    for draft, name, own in (
        (to_mentor, "Hallo Renate Brandt,", "Viele Grüße\nAmina"),
        (to_mentee, "Hallo Amina,", "Viele Grüße\nRenate Brandt"),
    ):
        assert name in draft
        assert words in draft
        assert draft.endswith(own)
