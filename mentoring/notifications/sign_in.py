"""Mails of the sign-in pages go through the outbox like all others."""

from allauth.account.adapter import DefaultAccountAdapter


class OutboxAccountAdapter(DefaultAccountAdapter):
    pass
