"""A question of the cohort's own stands on the form of those of whom it is asked."""

import pytest

from programmes.applications.services import extra_answers
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import AskedOf, QuestionKind
from programmes.profiles.forms.joining import OfferForm
from programmes.profiles.forms.own_questions import name_of
from programmes.profiles.presenters.joining_summary import summarise
from programmes.profiles.services import enrolments
from programmes.profiles.states import Part
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment

pytestmark = pytest.mark.django_db
OFFER = {"meeting_format": "both", "capacity": 1}


def ask(cohort, asked_of, **more):
    usual = {"title_de": "Geschlecht", "kind": QuestionKind.ONE, "choices_de": ["Frau", "Mann"]}
    return ExtraQuestion.objects.create(cohort=cohort, asked_of=asked_of, **usual | more)


def test_each_is_asked_what_is_for_them():
    cohort = make_cohort()
    ours, theirs, both = (ask(cohort, asked_of) for asked_of in AskedOf)
    ask(cohort, AskedOf.BOTH, is_asked=False)
    assert extra_answers.asked(cohort) == [ours, both]
    form = OfferForm(enrolment=make_enrolment(cohort))
    assert [name for name in form.fields if name.startswith("extra_")] == [
        name_of(theirs),
        name_of(both),
    ]
    beside = OfferForm(enrolment=make_enrolment(cohort, part=Part.CO_MENTOR))
    assert not [name for name in beside.fields if name.startswith("extra_")]


def test_an_answer_is_kept_and_read_in_words():
    cohort = make_cohort()
    one = ask(cohort, AskedOf.BOTH)
    several = ask(cohort, AskedOf.MENTORS, title_de="Farben", kind=QuestionKind.SEVERAL)
    enrolment = make_enrolment(cohort)
    said = {name_of(one): "Frau", name_of(several): ["Frau", "Mann"]}
    form = OfferForm(OFFER | said, enrolment=enrolment)
    assert form.is_valid(), form.errors
    form.keep(now=NOW)
    facts = dict(summarise(enrolment))
    assert (facts["Geschlecht"], facts["Farben"]) == ("Frau", "Frau, Mann")

    ExtraQuestion.objects.filter(pk=one.pk).update(choices_de=["weiblich", "männlich"])
    assert dict(summarise(enrolment))["Geschlecht"] == "Frau"


def test_what_must_be_answered_is_missing_until_it_is():
    cohort = make_cohort()
    must = ask(cohort, AskedOf.MENTORS, is_required=True)
    enrolment = make_enrolment(cohort, answers=OFFER)
    assert OfferForm.is_lacking(enrolment)
    assert name_of(must) in OfferForm(OFFER, enrolment=enrolment).errors
    enrolments.answer(enrolment, {name_of(must): "Frau"}, now=NOW)
    assert not OfferForm.is_lacking(enrolment)
