"""What homes say about the next step of a tandem."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

WEEK, TWO_WEEKS = 7, 14


@dataclass(frozen=True)
class Next:
    """The next step: a headline, and a sentence that makes it small."""

    title: str | Promise
    text: str | Promise = ""


NEXT_OF_MENTEE = {
    "asked": Next(
        _("We have a suggestion for you"),
        _("Read who it is, and say yes or no. Both are fine."),
    ),
    "proposed": Next(
        _("You have said yes"),
        _("As soon as everybody has answered, we write to you. You need not do anything."),
    ),
    "first": Next(
        _("Your first meeting comes next"),
        _(
            "A short message with two or three possible days is enough. You are not a burden: it is"
            " what you both said yes to."
        ),
    ),
    "in_touch": Next(
        _("You are in touch"),
        _("Whenever something is on your mind, just write."),
    ),
    "due": Next(
        _("It is time for your next contact"),
        _("A short message is enough. Nobody minds that it took a while."),
    ),
    "paused": Next(_("Your tandem takes a break"), _("You can still log meetings.")),
    "completed": Next(_("Your year together is complete")),
    "ended": Next(_("This tandem has ended")),
}
NEXT = {
    "asked": Next(
        _("You are asked for a tandem"),
        _("Read who it is, and say yes or no. Both are fine."),
    ),
    "proposed": Next(
        _("You have said yes"),
        _("As soon as everybody has answered, we write to you."),
    ),
    "first": Next(
        _("The first meeting comes next"),
        _("Mentees often hesitate to ask for time. A day suggested by you makes it easy."),
    ),
    "in_touch": Next(_("You are in touch")),
    "due": Next(
        _("It is time for the next contact"),
        _("A call or a short message counts. If you are short of time, tell us: we help."),
    ),
    "paused": Next(_("This tandem takes a break"), _("Meetings can still be logged.")),
    "completed": Next(_("Your year together is complete")),
    "ended": Next(_("This tandem has ended")),
}


def ago(day: date, today: date) -> str:
    """How long a meeting is ago, roughly: nobody counts days."""
    days = (today - day).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < TWO_WEEKS:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    weeks = days // WEEK
    return ngettext("%(count)s week ago", "%(count)s weeks ago", weeks) % {"count": weeks}
