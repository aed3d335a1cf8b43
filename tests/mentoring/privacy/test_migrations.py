"""Answers of earlier versions name in words what they had a code for."""

from importlib import import_module

import pytest
from django.apps import apps

from mentoring.privacy.models import VoluntaryAnswer
from mentoring.privacy.states import Purpose, Question
from tests.factories.privacy import give_answers, make_subject

pytestmark = pytest.mark.django_db
affiliations = import_module("mentoring.privacy.migrations.0005_affiliations")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (["spd", "greens"], ["SPD", "Grüne"]),
        ("left", "Die Linke"),
        ("none", "none"),
    ],
)
def test_codes_become_names(code, name):
    assert affiliations.named(code) == name


def test_what_has_its_name_already_stays():
    give_answers(make_subject(), Purpose.MATCHING, {Question.AFFILIATION_WISH: ["SPD"]})
    affiliations.name_affiliations(apps, None)
    assert VoluntaryAnswer.objects.get().value == ["SPD"]
