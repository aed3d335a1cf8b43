"""Nothing is destroyed or mailed by one tap: each address that takes a POST says what keeps it."""

import re
from pathlib import Path

import pytest
from django.contrib import admin

from tests.architecture import acts
from tests.architecture.permission_matrix import ROWS

KINDS = {
    "a form": acts.FORMS,
    "asked before": acts.ASKED,
    "to be undone": frozenset(acts.UNDO),
    "harmless": frozenset(acts.HARMLESS),
    "only read": acts.READS,
}
TEMPLATES = Path(__file__).parents[2] / "templates"
TAP = re.compile(r'<form[^>]*method="post"[^>]*action="{% url "([^"]+)"')


def _is_djangos_own(name: str) -> bool:
    """Lists, and forms to add and change; what lists do to picked rows is told beside."""
    if not name.startswith("admin:"):
        return False
    models = {f"{each._meta.app_label}_{each._meta.model_name}" for each in admin.site._registry}
    parts = ("", "_add", "_change", "_changelist", "_delete", "_history")
    own = {f"admin:{model}{part}" for model in models for part in parts}
    return name in own and name not in set().union(*KINDS.values())


def _takes_post(name: str) -> bool:
    return bool(set(ROWS[name].post) - {"405"}) and not _is_djangos_own(name)


ACTS = sorted(name for name in ROWS if _takes_post(name))


@pytest.mark.parametrize("name", ACTS)
def test_every_act_says_what_keeps_one_tap_from_doing_harm(name):
    found = [kind for kind, names in KINDS.items() if name in names]
    assert len(found) == 1, f"{name} is {found or 'nothing'}: see tests/architecture/acts.py"


def test_no_entry_is_of_an_address_that_is_gone():
    assert set().union(*KINDS.values()) <= set(ROWS)


@pytest.mark.parametrize("name", sorted(acts.ASKED | acts.FORMS))
def test_a_question_or_form_is_a_page_of_its_own(name):
    # Forms beside others on the page of a row lead back there.
    beside = name in acts.FORMS or ROWS[name].area == "signed in"
    assert "200" in ROWS[name].get or beside, f"{name} answers {ROWS[name].get} to GET"


@pytest.mark.parametrize("name", sorted(acts.ASKED - acts.ONE_TAP))
def test_no_button_elsewhere_does_at_once_what_is_asked(name):
    for path in TEMPLATES.rglob("*.html"):
        # The framework's questions are sent to their own address by name.
        if path.parent.name not in {"mfa", "totp", "webauthn", "recovery_codes"}:
            assert name not in TAP.findall(path.read_text()), f"{path} does {name} by one tap"


def test_what_staff_do_to_picked_rows_is_known():
    acting = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model, site in admin.site._registry.items()
        if site.actions
    }
    assert acting == acts.PICKED


@pytest.mark.parametrize("why", [*acts.UNDO.values(), *acts.HARMLESS.values()])
def test_a_reason_is_given(why):
    assert why
