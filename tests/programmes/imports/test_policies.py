"""Who may import lists."""

import pytest

from mentoring.accounts.states import Role
from programmes.imports.policies import can_import
from tests.factories.accounts import make_staff
from tests.factories.imports import make_upload

pytestmark = pytest.mark.django_db


def test_managers_import_and_each_sees_their_own_lists():
    upload = make_upload("Name;Mail\nAda Groß;ada@example.org\n")
    programme = upload.cohort.programme
    colleague = make_staff(programme=programme)
    assert can_import(colleague, None)
    assert can_import(upload.owner, upload)
    assert not can_import(colleague, upload)
    assert not can_import(make_staff(Role.INTERVIEWER, programme), None)


def test_who_is_no_manager_any_more_has_no_list():
    upload = make_upload("Name;Mail\nAda Groß;ada@example.org\n")
    upload.owner.roles.all().delete()
    assert not can_import(upload.owner, upload)
