"""No table about people is forgotten by export and erasure."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from mentoring.common import personal_data
from mentoring.common.personal_data import NotPersonal, PersonalData
from mentoring.privacy.models import Subject
from mentoring.privacy.services import holdings

OWN = ("mentoring.", "programmes.", "matching")
TELLING = ("name", "email", "mail", "phone", "birth", "address", "subject", "person", "note")


def points_to_a_person(field, people):
    return field.is_relation and field.related_model in people


def tells_of_a_person(field):
    """Free text, addresses and numbers of persons; choices and titles are no free text."""
    if isinstance(field, models.EmailField):
        return True
    if isinstance(field, (models.CharField, models.TextField, models.UUIDField)):
        return not field.choices and any(word in field.name for word in TELLING)
    return False


def looks_personal(model, people):
    fields = model._meta.concrete_fields
    if any(points_to_a_person(field, people) for field in fields):
        return True
    ours = model.__module__.startswith(OWN)
    return ours and any(tells_of_a_person(field) for field in fields)


def people():
    """The models that stand for a person, and those whose rows hang on them, however far."""
    return {get_user_model(), Subject} | {
        entry.model for entry in personal_data.personal() if entry.model.__module__.startswith(OWN)
    }


def tables():
    """All models but proxies and the tables between two others."""
    return [model for model in apps.get_models() if not model._meta.proxy]


def undeclared(models_):
    known = {entry.model for entry in personal_data.declared()}
    return {model for model in models_ if looks_personal(model, people()) and model not in known}


def test_every_model_that_looks_personal_is_declared():
    missing = sorted(model._meta.label for model in undeclared(tables()))

    assert not missing, (
        f"{', '.join(missing)}: say in the app's personal_data.py how its rows are found, exported "
        "and erased (PersonalData) or why they are about nobody (NotPersonal)"
    )


@pytest.mark.parametrize("column", [{"guardian_email": models.CharField(max_length=9)}, {}])
def test_a_forgotten_model_would_be_found(column):
    """Once by a telling column, once by a foreign key to a person."""
    pointing = {"whose": models.ForeignKey(Subject, models.CASCADE, related_name="+")}
    meta = type("Meta", (), {"app_label": "privacy", "apps": type(apps)()})
    members = {"__module__": "mentoring.privacy.models", "Meta": meta}
    forgotten = type("Forgotten", (models.Model,), members | (column or pointing))

    assert undeclared([forgotten]) == {forgotten}


def test_every_column_is_exported_or_left_out_for_a_reason():
    left = {}
    for entry in personal_data.personal():
        told = {path.partition(".")[0] for path in entry.exported}
        told |= {name for name, reason in entry.without if reason}
        if silent := set(entry.columns) - told:
            left[entry.model._meta.label] = silent

    assert left == {}


def test_everything_exported_and_left_out_exists():
    """A path leads through fields, to fields or to what a model tells of itself."""
    for entry in personal_data.personal():
        for path in (*entry.exported, *(name for name, _reason in entry.without)):
            assert hasattr(entry.model, path.partition(".")[0]), (entry.model, path)


def test_every_choice_gives_its_reason():
    for entry in personal_data.declared():
        if isinstance(entry, NotPersonal):
            assert len(entry.why) > 10, entry.model


def test_rows_are_found_by_a_number_and_in_an_order_that_can_be_erased():
    order = [entry.model for entry in holdings.in_order(personal_data.personal())]

    for entry in personal_data.personal():
        assert isinstance(entry, PersonalData)
        for field in entry.model._meta.concrete_fields:
            if field.is_relation and field.related_model in order:
                first, second = order.index(entry.model), order.index(field.related_model)
                assert first <= second, f"{entry.model} points to {field.related_model}"
