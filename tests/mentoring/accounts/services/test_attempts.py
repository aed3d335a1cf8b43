"""A fourth guess is never compared, however many arrive at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account import forms as framework
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from mentoring.accounts.models import SignInAttempt
from mentoring.accounts.services import attempts
from tests.factories.accounts import make_staff, make_user
from tests.mentoring.accounts.pages import (
    app_code,
    ask_for_code,
    is_signed_in,
    mailed_code,
    type_app_code,
    type_code,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WRONG = "WRNG-WRNG"


@pytest.fixture(autouse=True)
def _no_limits_left_from_before():
    cache.clear()


@pytest.mark.django_db
def test_a_limit_lets_through_as_many_as_it_says():
    taken = [attempts.claim(attempts.MAILED_CODE, "one", now=NOW) for _ in range(5)]
    assert taken == [True, True, True, False, False]
    assert attempts.claim(attempts.MAILED_CODE, "another", now=NOW)
    assert attempts.claim(attempts.SECOND_FACTOR, "one", now=NOW)


@pytest.mark.django_db
def test_tries_come_back_after_the_window():
    for _ in range(5):
        attempts.claim(attempts.SECOND_FACTOR, "one", now=NOW)
    window = attempts.SECOND_FACTOR.window
    just_before = NOW + window - timedelta(seconds=1)
    assert not attempts.claim(attempts.SECOND_FACTOR, "one", now=just_before)
    assert attempts.claim(attempts.SECOND_FACTOR, "one", now=NOW + window)


@pytest.mark.django_db
def test_old_rows_go_and_none_names_anybody():
    attempts.claim(attempts.MAILED_CODE, "mara@example.org", now=NOW)
    assert "mara" not in SignInAttempt.objects.get().key
    attempts.claim(attempts.MAILED_CODE, "other", now=NOW + attempts.KEPT + timedelta(seconds=1))
    assert SignInAttempt.objects.count() == 1


@pytest.mark.django_db
def test_the_fourth_guess_dies_even_when_it_is_right(client):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    code = mailed_code(client)
    for _ in range(3):
        type_code(client, WRONG)
    type_code(client, code)
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_the_sixth_guess_at_the_second_factor_dies_even_when_it_is_right(client):
    make_staff(email="mo@example.org")
    ask_for_code(client, "mo@example.org")
    type_code(client, mailed_code(client))
    for _ in range(5):
        type_app_code(client, "000000")
        cache.clear()
    type_app_code(client, app_code())
    assert not is_signed_in(client)


@pytest.fixture
def comparisons(monkeypatch):
    """Counts how often a typed code meets the right one."""
    seen, lock, compare = [], threading.Lock(), framework.compare_user_code

    def counting(**codes):
        with lock:
            seen.append(codes["actual"])
        return compare(**codes)

    monkeypatch.setattr(framework, "compare_user_code", counting)
    return seen


def guess_at_once(guesses: list[str], browser: Client) -> None:
    """Twenty browsers with the same cookie send one guess each, at the same moment."""
    start = threading.Barrier(len(guesses))

    def guess(code: str) -> None:
        twin = Client()
        twin.cookies.update(browser.cookies)
        start.wait()
        try:
            type_code(twin, code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(guesses)) as pool:
        list(pool.map(guess, guesses))


@pytest.fixture
def pending(client, transactional_db):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    return client


def test_of_twenty_guesses_at_once_three_are_compared(pending, comparisons):
    code = mailed_code(pending)
    guess_at_once([WRONG] * 10 + [code] + [WRONG] * 9, pending)
    assert len(comparisons) == 3
    assert connection.vendor == "postgresql"


def test_control_the_framework_alone_compares_more(pending, comparisons, monkeypatch):
    """Shows the race that the claim closes: the session's count is read by all at once."""
    monkeypatch.setattr(attempts, "MAILED_CODE", replace(attempts.MAILED_CODE, tries=1000))
    guess_at_once([WRONG] * 20, pending)
    assert len(comparisons) > 3
