"""The test client, whose signed-in staff have shown their second factor as they would have to."""

import time
from typing import Any

from allauth.account.internal.flows import login
from django.test import Client


class SignedInClient(Client):
    """`force_login` skips the sign-in pages, so it notes what they would have noted."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        super().force_login(user, backend)
        if user.authenticator_set.exists():
            session = self.session
            session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": "mfa", "at": time.time()}
            ]
            session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
            session.save()
