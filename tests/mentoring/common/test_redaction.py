"""Tokens of mailed links reach neither logs nor error reports."""

import logging
import uuid
from datetime import timedelta

import pytest

from mentoring.common.links import Purpose
from mentoring.common.redaction import HideTokens, scrub_report, without_tokens

TOKEN = Purpose("test", timedelta(days=1)).issue(uuid.UUID(int=7), 3)


def test_a_path_keeps_everything_but_the_token():
    assert without_tokens(f"/apply/{TOKEN}/birth/") == "/apply/…/birth/"


def test_the_address_of_a_calendar_is_as_secret():
    secret = uuid.uuid4()
    assert without_tokens(f"GET /calendar/{secret}.ics") == "GET /calendar/….ics"


def test_the_warning_about_a_refused_page_names_no_token(settings):
    handler = settings.LOGGING["handlers"]["console"]
    assert handler["filters"] == ["hide_tokens"]
    record = logging.LogRecord(
        "django.request", 30, "", 1, "%s: %s", ("Gone", f"/a/{TOKEN}/"), None
    )

    assert HideTokens().filter(record)
    assert TOKEN not in record.getMessage()


def test_a_report_carries_neither_token_nor_form_nor_cookie():
    event = {
        "request": {
            "url": f"https://example.org/apply/{TOKEN}/",
            "data": {"email": "amina@example.org"},
            "cookies": {"sessionid": "secret"},
            "headers": {"Referer": f"/apply/{TOKEN}/"},
            "query_string": "a=1",
        }
    }

    assert scrub_report(event, None) == {"request": {"url": "https://example.org/apply/…/"}}


@pytest.mark.parametrize("harmless", ["12:30:45", "http://localhost:8000/p/weitwinkel/", "a:b"])
def test_what_is_no_token_stays(harmless):
    assert without_tokens(harmless) == harmless


def test_a_report_about_a_task_names_no_token_either():
    event = {"transaction": f"/apply/{TOKEN}/birth/", "level": "error"}

    assert scrub_report(event, None) == {"transaction": "/apply/…/birth/", "level": "error"}


def test_the_words_of_a_record_are_looked_at_whatever_its_arguments_are():
    about = logging.LogRecord("x", 30, "", 1, f"/a/{TOKEN}/ for %(who)s", ({"who": "all"},), None)
    assert HideTokens().filter(about)
    assert about.getMessage() == "/a/…/ for all"

    error = ValueError("no text")
    plain = logging.LogRecord("x", 30, "", 1, error, (7,), None)
    assert HideTokens().filter(plain)
    assert (plain.msg, plain.args) == (error, (7,))
