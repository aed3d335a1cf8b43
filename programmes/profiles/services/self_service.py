"""What people change about themselves on their own pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.profiles.models import Profile
from programmes.profiles.services import needs, participation
from programmes.profiles.states import Part

MOST_IMPORTANT = 3
# What lies beside the columns of a profile, or needs more than to be saved.
APART = ("important_topics", "language")
MAIL_LANGUAGES = ("de", "en")


@transaction.atomic
def change(profile: Profile, values: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    """Save what the person wrote about themselves; only what `values` names is touched.

    `values` are as in `participation.change`, with `important_topics` and `language` ("de", "en").

    Raises:
        DomainError: important topics of somebody who is no mentee ("part"), or more than three
            ("most").
    """
    said = {name: value for name, value in values.items() if name not in APART}
    important = list(values.get("important_topics", ()))
    if important:
        _check_important(profile, important)
        # What matters most is wished for, too.
        said["topics"] = [*{*said.get("topics", profile.topics.all()), *important}]
    participation.change(profile, said, now=now)
    if "important_topics" in values:
        profile.important_topics.set(important)
    if "needs_from_us" in values:
        needs.ask_staff(profile, values["needs_from_us"], now=now)
    if "language" in values:
        choose_language(profile.user, values["language"])


def choose_language(user: User, language: str) -> None:
    """The language of mails. Choosing German again must not turn a "du" into a "Sie"."""
    if language in MAIL_LANGUAGES and not user.language.startswith(language):
        user.language = language
        user.save(update_fields=["language"])


def _check_important(profile: Profile, important: list[Any]) -> None:
    if profile.part != Part.MENTEE:
        raise DomainError(_("Only mentees mark topics as most important."), code="part")
    if len(important) > MOST_IMPORTANT:
        raise DomainError(
            _("Please choose at most %(most)s topics.") % {"most": MOST_IMPORTANT}, code="most"
        )
