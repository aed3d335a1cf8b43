"""Signing in with a mailed code, and what an onlooker can learn from it."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as configured
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mentoring.accounts.services import attempts
from mentoring.common import clock
from mentoring.common.cache import ForgivingRedisCache
from mentoring.notifications.limits import CODES
from mentoring.notifications.models import Mail
from mentoring.notifications.services import purging
from tests.factories.accounts import make_staff, make_user
from tests.mentoring.accounts.pages import (
    CONFIRM,
    LOGIN,
    app_code,
    ask_for_code,
    is_signed_in,
    mailed_code,
    type_app_code,
    type_code,
    without_tokens,
)

pytestmark = pytest.mark.django_db
WRONG = "no code"


@pytest.fixture(autouse=True)
def _no_limits_left_from_before():
    cache.clear()


def test_a_mailed_code_signs_in(client):
    user = make_user("mara@example.org")
    assert ask_for_code(client, "Mara@Example.org").headers["Location"] == reverse(CONFIRM)
    answer = type_code(client, mailed_code(client).lower())
    assert answer.headers["Location"] == reverse("home:start")
    assert client.session[SESSION_KEY] == str(user.pk)


def test_staff_need_their_second_factor_after_the_code(client):
    make_staff(email="mo@example.org")
    ask_for_code(client, "mo@example.org")
    answer = type_code(client, mailed_code(client))
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    type_app_code(client, app_code())
    assert is_signed_in(client)
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_code_of_the_app_opens_once(client):
    make_staff(email="mo@example.org")
    code = app_code()
    for signs_in in (True, False):
        cache.clear()  # what the framework remembers there must not be the only guard
        other = Client()
        ask_for_code(other, "mo@example.org")
        type_code(other, mailed_code(other))
        type_app_code(other, code)
        assert is_signed_in(other) is signs_in


@pytest.mark.parametrize("spelling", ["{} {}", "{}-{}", "{}{}.", " {}\u200b{}\n"])
def test_a_code_of_the_app_opens_once_however_it_is_written(spelling):
    staff = make_staff()
    code = app_code()
    waiting = []
    for _session in range(2):
        client = Client()
        ask_for_code(client, staff.email)
        type_code(client, mailed_code(client))
        waiting.append(client)
    first, second = waiting
    type_app_code(first, code)
    # The framework forgets the code after half a minute, while it is still valid.
    cache.clear()
    type_app_code(second, spelling.format(code[:3], code[3:]))
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_the_code_that_enrolled_an_app_opens_nothing_more(client):
    staff = make_staff(mfa=False)
    enrolling = Client()
    enrolling.force_login(staff)
    enrolling.get(reverse("mfa_activate_totp"))
    secret = enrolling.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    enrolling.post(reverse("mfa_activate_totp"), {"code": code})
    ask_for_code(client, staff.email)
    type_code(client, mailed_code(client))
    type_app_code(client, code)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "pasted", ["{}\u200b", "\u00ad{}", "{}\u00a0\n", "*{}*", "\u202a{}\u202c", "‹{}›"]
)
def test_a_pasted_code_signs_in(client, pasted):
    ask_for_code(client, make_user().email)
    code = mailed_code(client).replace("-", "\u2011").lower()
    type_code(client, pasted.format(code))
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "typed",
    ["anna@fußball.example\u200b", "Anna@FUẞBALL.example"],
)
def test_an_address_is_one_however_it_is_typed(client, typed):
    make_user(email="anna@fußball.example")
    ask_for_code(client, typed)
    type_code(client, mailed_code(client))
    assert is_signed_in(client)


def test_known_and_unknown_address_look_alike():
    make_user("known@example.org")
    make_user("left@example.org", is_active=False)
    seen = []
    for email in ("known@example.org", "nobody@example.org", "left@example.org"):
        client = Client()
        asked = ask_for_code(client, email)
        page = client.get(asked.headers["Location"])
        wrong = type_code(client, WRONG)
        bodies = [without_tokens(page), without_tokens(wrong)]
        shown = [body.replace(email, "ADDRESS") for body in bodies]
        seen.append((asked.status_code, asked.headers["Location"], wrong.status_code, shown))
    assert seen[0] == seen[1] == seen[2]


def test_a_deactivated_person_gets_no_code(client):
    make_user("left@example.org", is_active=False)
    ask_for_code(client, "left@example.org")
    state = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    assert "code" not in state


def test_who_is_deactivated_after_the_mail_stays_outside(client):
    user = make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    code = mailed_code(client)
    user.is_active = False
    user.save()
    type_code(client, code)
    assert not is_signed_in(client)


def test_a_deactivated_persons_session_dies_at_the_next_request(client):
    user = make_user()
    client.force_login(user)
    assert client.get(reverse("home:start")).status_code == 200
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    answer = client.get(reverse("home:start"))
    assert answer.headers["Location"].startswith(reverse(LOGIN))


def test_the_session_gets_a_new_key(client):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    planted = client.session.session_key
    type_code(client, mailed_code(client))
    assert is_signed_in(client)
    assert client.session.session_key != planted
    assert not client.session.exists(planted)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_no_next_leads_elsewhere(client, target):
    make_user("mara@example.org")
    client.post(reverse(LOGIN), {"login": "mara@example.org", "next": target})
    answer = client.post(reverse(CONFIRM), {"code": mailed_code(client), "next": target})
    assert answer.headers["Location"] == reverse("home:start")


def test_next_leads_back_to_where_somebody_wanted_to_go(client):
    make_user("mara@example.org")
    answer = client.post(reverse(LOGIN), {"login": "mara@example.org", "next": "/2/"})
    assert answer.headers["Location"] == f"{reverse(CONFIRM)}?next=%2F2%2F"
    answer = client.post(reverse(CONFIRM), {"code": mailed_code(client), "next": "/2/"})
    assert answer.headers["Location"] == "/2/"


def test_nobody_makes_an_account_of_their_own(client):
    page = client.get(reverse("account_signup"))
    assert page.status_code == 200
    assert "<input" not in page.content.decode().partition("<main")[2].partition("</main")[0]
    client.post(reverse("account_signup"), {"email": "new@example.org"})
    assert not make_user().__class__.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_set_password", "account_reset_password", "account_email"],
)
def test_there_are_no_pages_for_passwords(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_made_up_forwarding_header_lifts_no_limit():
    for number in range(20):
        header = {"x-forwarded-for": f"198.51.100.{number}"}
        ask_for_code(Client(), f"person{number}@example.org", headers=header)
    refused = ask_for_code(
        Client(), "other@example.org", headers={"x-forwarded-for": "203.0.113.9"}
    )
    assert refused.status_code != 302 or CONFIRM not in refused.headers["Location"]


def test_people_are_greeted_in_their_language(client):
    make_user("mara@example.org", language="en")
    ask_for_code(client, "mara@example.org")
    type_code(client, mailed_code(client))
    assert client.cookies[configured.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_choice_made_on_this_device_stays(client):
    make_user("mara@example.org", language="en")
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "de"
    ask_for_code(client, "mara@example.org")
    type_code(client, mailed_code(client))
    assert client.cookies[configured.LANGUAGE_COOKIE_NAME].value == "de"


@pytest.fixture
def redis_is_down(settings):
    nowhere = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}
    yield
    ForgivingRedisCache._asleep_until = 0.0


@pytest.mark.usefixtures("redis_is_down")
def test_signing_in_works_without_redis(client):
    """Limits against floods are lifted then; those on guessing stand in PostgreSQL."""
    make_staff(email="mo@example.org")
    ask_for_code(client, "mo@example.org")
    type_code(client, mailed_code(client))
    assert [type_app_code(client, "000000").status_code for _ in range(6)] == [200] * 6
    type_app_code(client, app_code())
    assert not is_signed_in(client), "five tries on the second factor, with or without Redis"


def is_let_in(email, *, wrong=()):
    """Whether somebody who types `wrong` codes and then the right one is signed in."""
    cache.clear()
    browser = Client()
    ask_for_code(browser, email)
    code = mailed_code(browser)
    for each in wrong:
        type_code(browser, each)
    type_code(browser, code)
    return is_signed_in(browser)


def test_six_digits_stand_in_mail_and_subject_for_the_reader_alone(client):
    make_user("mara@example.org", language="de")
    ask_for_code(client, "mara@example.org")
    code, mail = mailed_code(client), Mail.objects.get()
    assert re.fullmatch(r"\d{6}", code)
    spaced = f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}"
    assert mail.subject == f"{code[:3]} {code[3:]} ist Ihr Code"
    assert spaced in mail.text
    assert code[:3] not in f"{mail}{mail.told_subject}", "staff see no key of others"
    purging.empty(Mail.objects.all(), clock.now())
    assert not Mail.objects.get().subject


@pytest.mark.parametrize("typed", ["{0}-{1}", " {0} {1} ", "{0}\N{NO-BREAK SPACE}{1}"])
def test_a_code_may_be_typed_as_it_reads(client, typed):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    code = mailed_code(client)
    type_code(client, typed.format(code[:3], code[3:]))
    assert is_signed_in(client)


def test_a_new_code_is_a_button_away_and_has_tries_of_its_own(client):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    first = mailed_code(client)
    page = [type_code(client, WRONG) for _ in range(2)][-1]
    assert 'value="resend"' in page.text, page.text.partition("<main")[2]
    client.post(reverse(CONFIRM), {"action": "resend"})
    assert Mail.objects.count() == 2
    second = mailed_code(client)
    assert second != first
    type_code(client, first)
    type_code(client, WRONG)
    type_code(client, second)
    assert is_signed_in(client)


def test_a_third_wrong_code_ends_it_and_leads_to_a_new_one(client):
    make_user("mara@example.org")
    ask_for_code(client, "mara@example.org")
    code = mailed_code(client)
    for _ in range(2):
        type_code(client, WRONG)
    assert type_code(client, WRONG).headers["Location"] == reverse(LOGIN)
    type_code(client, code)
    assert not is_signed_in(client)


def test_what_was_not_mailed_opens_nothing():
    """Else guesses would not be as few as mails are."""
    make_user("mara@example.org")
    let_in = [is_let_in("mara@example.org") for _ in range(CODES.per_recipient + 1)]
    assert let_in == [True] * CODES.per_recipient + [False]
    assert Mail.objects.count() == CODES.per_recipient


def test_after_many_wrong_codes_each_has_one_try_and_the_right_one_opens():
    for number in range(10):
        make_user(f"person{number}@example.org")
        is_let_in(f"person{number}@example.org", wrong=[WRONG] * 2)
    assert attempts.is_used_up(attempts.WRONG_FROM_SOURCE, "127.0.0.1", now=clock.now())
    make_user("mara@example.org")
    assert not is_let_in("mara@example.org", wrong=[WRONG])
    assert is_let_in("mara@example.org")


def test_wrong_codes_from_elsewhere_leave_the_person_a_try():
    make_user("mara@example.org")
    for _ in range(2):
        is_let_in("mara@example.org", wrong=[WRONG] * 3)
    assert attempts.is_used_up(attempts.WRONG_FOR_ADDRESS, "mara@example.org", now=clock.now())
    assert is_let_in("mara@example.org")
