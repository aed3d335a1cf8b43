"""Found as people type, sorted as people look: the database folds, and it alone."""

import pytest

from mentoring.accounts.models import User
from mentoring.notifications.models import Mail
from mentoring.worklist.models import Task
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.partnerships.models import Partnership
from programmes.profiles.models import Enrolment, Profile
from tests.factories.accounts import make_user
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_enrolment, make_mentee, make_profile
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db

# Given name, family name, and how people look for them.
FOUND = [
    ("Thị Hương", "Nguyễn", ["Nguyen", "NGUYEN huong", "thi huong"]),
    ("Şule", "Öztürk", ["Ozturk", "oztu", "sule ozturk", "Oeztuerk", "ÖZTÜRK"]),
    ("Seán", "O’Brien", ["OBrien", "O'Brien", "O’Brien", "o´brien", "brien", "sean"]),
    ("Conor", "O'Brien", ["OBrien", "O’Brien", "O`Brien"]),
    ("Jo\u0308rg", "Mu\u0308ller", ["Müller", "Mu\u0308ller", "Muller", "Mueller", "jorg", "jö"]),
    ("Anna", "Mueller", ["Mueller", "Müller"]),
    ("François‑Xavier", "Le Goff", ["Francois-Xavier", "francois xavier", "xavier legoff x"[:6]]),
    ("Jürgen", "Groß", ["GROSS", "gross", "Groß", "juergen", "GROẞ"]),
    ("İbrahim", "Işık", ["ibrahim", "IBRAHIM", "İBRAHIM", "isik", "ışık"]),
    ("علی\u200cرضا", "رضایی", ["علیرضا", "علی\u200cرضا"]),
    ("Łukasz", "Żółć", ["lukasz", "zolc"]),
    ("Đặng", "Þórsson", ["dang", "thorsson"]),
    ("Ольга", "Соловьёва", ["ольга", "СОЛОВЬЕВА"]),
    ("Sukarno", "", ["sukarno"]),
    ("", "Suharto", ["suharto"]),
]


@pytest.mark.parametrize(("given", "family", "typed"), FOUND)
def test_people_are_found_in_every_list(given, family, typed):
    name = {"given_name": given, "family_name": family}
    rows = {
        Application: make_application(**name),
        Profile: make_profile(**name),
        Enrolment: make_enrolment(**name),
        User: make_user(name=f"{given} {family}"),
    }
    for text in typed:
        for model, row in rows.items():
            assert row in model.objects.search(text), (model, text)


def test_others_are_not():
    make_application(given_name="Thị", family_name="Nguyễn")
    for text in ("Nguyan", "%", "_", "zz", "n ngu x"):
        assert not Application.objects.search(text).exists(), text


def test_a_person_is_found_by_the_address_of_the_account():
    profile = make_profile(user=make_user(email="someone@fußball.example"))
    assert Profile.objects.search("fussball.ex").get() == profile


# In the order in which a German list has them (DIN 5007-1): letters with marks stand with those
# without, case does not count, and a prefix is the first word of the name that it belongs to.
SORTED = [
    ("Zoe", "Abel"),
    ("Ada", "Äbler"),
    ("Zoe", "Berg"),
    ("Ada", "Berg-Ander"),
    ("Ada", "Berger"),
    ("Ada", "Çelik"),
    ("Ada", "Cramer"),
    ("Ada", "de Boer"),
    ("Ada", "Deichmann"),
    ("İbrahim", "Demir"),
    ("Jan", "Demir"),
    ("Ada", "Groß"),
    ("Bea", "Gross"),
    ("Ada", "İnan"),
    ("Ada", "Ivanov"),
    ("Ada", "O’Brien"),
    ("Ada", "Ochs"),
    ("Ada", "Öztürk"),
    ("Ada", "Ozur"),
    ("Sukarno", ""),
    ("Ada", "von Ahn"),
    ("Ada", "Vonderau"),
    ("Ada", "Żak"),
]


def test_names_sort_as_in_a_german_list():
    for given, family in SORTED[1::2] + SORTED[::-2]:
        make_profile(given_name=given, family_name=family)
    assert list(Profile.objects.values_list("given_name", "family_name")) == SORTED


def test_who_has_an_address_only_sorts_by_it():
    for email, name in (("b@example.org", ""), ("z@example.org", "Ada"), ("c@example.org", "Bea")):
        make_user(email=email, name=name)
    order = User.objects.order_by("sort_name").values_list("email", flat=True)
    assert list(order) == ["z@example.org", "b@example.org", "c@example.org"]


def test_the_same_name_is_the_same_however_it_is_written():
    profile = make_profile(given_name="Jean‑Luc", family_name="O’Brien")
    assert Profile.objects.called("jean-luc  OBRIEN").get() == profile
    assert not Profile.objects.called("Luc O'Brien").exists()


def test_columns_follow_whatever_changes_a_name():
    profile = make_profile(given_name="Ada", family_name="Zander")
    Profile.objects.filter(pk=profile.pk).update(family_name="Äbler")
    profile.refresh_from_db()
    assert (profile.sort_name, profile.search_text) == ("abler  ada", " ada abler ada aebler")


def test_what_is_about_somebody_is_found_by_the_name():
    application = make_application(given_name="Thị", family_name="Nguyễn")
    interviewer = make_interviewer(make_programme(), user=make_user(name="Jörg Öztürk"))
    talk = make_interview(application, interviewer, NOW)
    tandem = make_partnership(
        mentee=make_mentee(given_name="Seán", family_name="O’Brien", subject=application.subject)
    )
    task = make_task(title="Rufen Sie an", subject_id=application.subject_id)
    mail = make_mail(to="guardian@example.org", subject_id=application.subject_id)
    for text in ("nguyen thi", "OBrien"):
        assert list(Task.objects.search(text)) == [task]
        assert list(Mail.objects.search(text)) == [mail]
    assert list(Mail.objects.search("Guardian@Example.org")) == [mail]
    assert list(Interview.objects.search("nguyen")) == [talk]
    assert list(Interview.objects.search("Oeztuerk")) == [talk]
    assert list(Partnership.objects.search(f"obrien {tandem.mentor.family_name}")) == [tandem]
    for model in (Task, Mail, Interview, Partnership):
        assert not model.objects.search("Zander").exists()
