"""The shape of a table of allowed moves, and for whom a note in a history is."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# source state → the states that may follow it
Moves = Mapping[str, frozenset[str]]
# what may stand in a history besides changes of state → its words
Events = Mapping[str, str | Promise]


class NoteFor(TextChoices):
    """Staff read all notes; who asks for a copy of their data gets those that are for them, too."""

    STAFF = "staff", _("Staff only")
    PERSON = "person", _("Also the person concerned")
