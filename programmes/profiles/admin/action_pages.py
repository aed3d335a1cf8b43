"""What staff's pages about people share: a form that is done or refused, and what has happened."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin_pages import AskPage
from mentoring.common.formatting import who
from mentoring.common.models import Transition
from mentoring.common.timeline import Entry, Text
from mentoring.notifications.admin.timeline import mail_entry
from mentoring.notifications.models import Mail
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.states import EnrolmentState, ProfileEvent, ProfileState

COLOURS: dict[str, str] = {
    ProfileState.ACTIVE: "success",
    ProfileState.PAUSED: "warning",
    ProfileState.LEFT: "",
    EnrolmentState.INVITED: "info",
    EnrolmentState.SUBMITTED: "warning",
    EnrolmentState.ENROLLED: "success",
    EnrolmentState.DECLINED: "",
    EnrolmentState.WITHDRAWN: "",
}
HAPPENED: dict[str, tuple[Text, str]] = {
    EnrolmentState.INVITED: (_("Invited"), "mail"),
    EnrolmentState.SUBMITTED: (_("Came forward"), "inbox"),
    EnrolmentState.ENROLLED: (_("Takes part"), "check_circle"),
    EnrolmentState.DECLINED: (_("Declined by staff"), "cancel"),
    EnrolmentState.WITHDRAWN: (_("Said no"), "undo"),
    ProfileState.ACTIVE: (_("Takes part"), "check_circle"),
    ProfileState.PAUSED: (_("Pauses"), "pause_circle"),
    ProfileState.LEFT: (_("Has left"), "logout"),
}


def page_url(row: Profile | Enrolment) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_change", args=[row.pk])


class ActionPage(AskPage):
    """A form, with what comes of it."""

    button = _("Save")
    variant = "primary"

    def back(self) -> str:
        return page_url(self.row)


def timeline(*rows: Profile | Enrolment) -> list[Entry]:
    """Changes of state and mails, newest first."""
    changes = [change for row in rows for change in _changes(row) if not _is_told(change, rows)]
    mails = [mail for row in rows for mail in Mail.objects.about(row).defer("html", "calendar")]
    entries = [*map(_change, changes), *map(mail_entry, mails)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _is_told(change: Transition, rows: tuple[Profile | Enrolment, ...]) -> bool:
    """With the profile it begins, the end of an enrolment is one event and not two."""
    return len(rows) > 1 and change.target == EnrolmentState.ENROLLED


def _changes(row: Profile | Enrolment) -> list[Transition]:
    return list(row.transitions.select_related("actor_user"))


def _change(change: Transition) -> Entry:
    if change.event in ProfileEvent.values:
        return Entry(change.at, "badge", ProfileEvent(change.event).label, by=who(change))
    title, icon = HAPPENED.get(change.target, (change.target, "circle"))
    return Entry(change.at, icon, title, by=who(change), note=change.note)
