"""Mails of the sign-in pages go through the outbox like all others."""

from mentoring.accounts.adapter import ClosedAccountAdapter


class OutboxAccountAdapter(ClosedAccountAdapter):
    pass
