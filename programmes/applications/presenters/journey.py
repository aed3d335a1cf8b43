"""The way of an applicant in four steps, as the public page and the status page tell it."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
JOURNEY: Sequence[tuple[Text, Text]] = (
    (_("Apply"), _("A few questions, about 8 minutes. You can pause at any time.")),
    (
        _("Get to know each other for 30 minutes"),
        _("You choose the time yourself. By video or phone."),
    ),
    (_("Find the right person"), _("We suggest somebody to you. You say yes or no.")),
    (
        _("One year, the two of you, and somebody beside you"),
        _("A co-mentor helps when your mentor has little time."),
    ),
)
