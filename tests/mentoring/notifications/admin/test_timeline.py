"""A mail among what happened: who may read it reads it, without the keys of its reader."""

from datetime import timedelta

import pytest

from mentoring.notifications.admin.timeline import mail_entry
from mentoring.notifications.states import State
from tests.factories.applications import NOW
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db
TOKEN = "WyJiNTE2:1v8abc:0123456789abcdefghijklmnop"


def test_who_may_read_it_reads_it_without_the_readers_keys():
    failed = {"state": State.FAILED, "settled_at": NOW}
    mail = make_mail(now=NOW, subject="Neues", text=f"Hier: http://x/{TOKEN}/", **failed)
    entry = mail_entry(mail)
    assert (entry.title, entry.by, entry.note, entry.colour) == (
        "Confirmation",
        mail.to,
        "Neues",
        "danger",
    )
    assert entry.body == "Hier: http://x/…/"
    assert str(mail.pk) in entry.url
    assert entry.is_mail


def test_others_learn_only_that_it_went():
    entry = mail_entry(make_mail(now=NOW), readable=False)
    assert (entry.note, entry.body, entry.url) == ("", "", "")
    assert entry.is_mail


def test_what_is_planned_stands_where_it_will_happen():
    later = NOW + timedelta(days=1)
    assert mail_entry(make_mail(now=NOW, due_at=later)).at == later
    assert mail_entry(make_mail(now=NOW, due_at=NOW - timedelta(days=1))).at == NOW


def test_a_kind_that_is_no_more_goes_by_its_name():
    assert mail_entry(make_mail(kind="long_gone")).title == "long_gone"
