"""Every address × role × method answers as permission_matrix.py says; an unlisted address fails."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.architecture.permission_matrix import ROWS, Row
from tests.architecture.world import ROLES, World, make_world

pytestmark = pytest.mark.django_db

# Fields that nobody may set by adding them to a form.
SLIPPED_IN = {
    "state": "accepted",
    "status": "accepted",
    "role": "manager",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "mentor": "1",
    "score": "100",
    "part": "mentor",
    "cohort": "1",
    "programme": "1",
    "link_version": "99",
    "sequence": "99",
    "language": "en",
}
GUARDED = set(SLIPPED_IN) - {"language"}


def _patterns(patterns: list, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _patterns(pattern.url_patterns, namespace + inner)
        else:
            yield namespace + (pattern.name or _model_of(pattern)), pattern


def _model_of(pattern: URLPattern) -> str:
    """The admin's address of an object has no name: it leads on to the form."""
    return pattern.pattern.describe()


def _addresses() -> dict[str, URLPattern]:
    found = {}
    for resolver in get_resolver().url_patterns:
        if getattr(resolver, "namespace", "") == "admin":
            found |= _admin_addresses(resolver.url_patterns)
        else:
            found |= dict(_patterns([resolver]))
    return found


def _admin_addresses(patterns: list) -> dict[str, URLPattern]:
    found = {}
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        if inner is None:
            found[f"admin:{pattern.name}"] = pattern
            continue
        model = str(pattern.pattern).strip("/").replace("/", "_")
        found |= {f"admin:{each.name or model}": each for each in inner}
    return found


# The mailbox page exists in development only.
ADDRESSES = {name: each for name, each in _addresses().items() if not name.startswith("mailbox:")}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Built once; each request runs in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def test_every_address_has_a_row():
    missing = sorted(set(ADDRESSES) - set(ROWS))
    assert not missing, "add these rows to tests/architecture/permission_matrix.py: " + ", ".join(
        f'"{name}": … ({ADDRESSES[name].pattern})' for name in missing
    )


def test_every_row_has_an_address():
    assert not sorted(set(ROWS) - set(ADDRESSES))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_view_of_ours_declares_its_policy(name):
    view = ADDRESSES[name].callback
    ours = view.__module__.startswith(("mentoring.", "programmes.", "matching."))
    if ours and not name.startswith(("admin:", "account_", "mfa_")):
        assert getattr(view, "policy", None), f"{name} needs @policy(…) or PolicyMixin"


def _ask(world: World, browser: Client, name: str, method: str, **extra) -> HttpResponse:
    row = ROWS[name]
    address = _path(name, row, world)
    if method == "GET":
        return browser.get(address)
    return browser.post(address, {**row.data, **extra})


def _path(name: str, row: Row, world: World) -> str:
    args = row.args_in(world)
    if ADDRESSES[name].name is None:  # the admin's address of an object
        return reverse(f"{name}_change", kwargs=args).removesuffix("change/")
    return reverse(name, kwargs=args)


def _said(answer: HttpResponse) -> str:
    target = answer.headers.get("Location", "")
    if target.startswith(reverse("account_login")):
        return "302 login"
    if target.startswith(reverse("mfa_index")) and answer.status_code == 302:
        return "302 2fa"
    return str(answer.status_code)


def _fits(said: str, expected: tuple[str, ...]) -> bool:
    """A row that only says 302 does not mind where to."""
    return said in expected or (said.startswith("302") and "302" in expected)


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) & set(ROWS)))
def test_address_answers_as_the_matrix_says(world, name):
    wrong = []
    for role in ROLES:
        for method in ("GET", "POST"):
            # Who asks in so many roles from one address would meet the limits of sign-in.
            cache.clear()
            with transaction.atomic():
                said = _said(_ask(world, world.browser(role), name, method))
                transaction.set_rollback(True)
            expected = ROWS[name].expected(role, method)
            if not _fits(said, expected):
                wrong.append(f"{role} {method}: {said}, not {' or '.join(expected)}")
    assert not wrong, f"{name}: " + "; ".join(wrong)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if row.area == "link"))
def test_a_bad_token_gets_a_kind_refusal_and_changes_nothing(
    world, django_db_blocker, name, method
):
    if method == "GET" and "405" in ROWS[name].get:
        return
    with transaction.atomic():
        before = _guarded_values()
        args = {**ROWS[name].args_in(world), "token": "altered"}
        answer = world.browser("anonymous").generic(method, reverse(name, kwargs=args))
        assert answer.status_code == 410
        assert _guarded_values() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(n for n, row in ROWS.items() if "405" not in row.post))
def test_fields_slipped_into_a_form_change_nothing(world, name):
    """The same POST with and without them leaves the same states, roles and rights behind."""
    for role in _some_of(ROWS[name]):
        left = []
        for extra in ({}, _without(SLIPPED_IN, ROWS[name].data)):
            with transaction.atomic():
                _ask(world, world.browser(role), name, "POST", **extra)
                left.append(_guarded_values())
                transaction.set_rollback(True)
        assert left[0] == left[1], f"{name} as {role}"


def _some_of(row: Row) -> list[str]:
    """Where everybody is treated alike, two may speak for all."""
    return ["anonymous", "manager"] if row.area in {"public", "link"} else sorted(row.allowed)


def _without(extra: dict[str, str], data: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in extra.items() if key not in data}


def _guarded_values() -> dict[str, list[tuple]]:
    """What stands in the guarded columns of all our tables."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith(("mentoring.", "programmes.", "matching.")):
            continue
        names = [column.name for column in model._meta.concrete_fields if column.name in GUARDED]
        if names:
            rows = model._default_manager.values_list(*names)
            found[model._meta.label] = sorted(map(repr, rows))
    return found
