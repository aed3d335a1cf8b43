"""What happened to a partnership: the proposal, its mails, the answers, and what followed."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from mentoring.common.formatting import who
from mentoring.common.models import Transition
from mentoring.common.timeline import Entry, Text
from mentoring.notifications.admin.timeline import mail_entry
from mentoring.notifications.models import Mail
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.states import PartnershipEvent, Reply
from programmes.partnerships.states import PartnershipState as S

HAPPENED: dict[tuple[str, str], tuple[Text, str]] = {
    (S.PROPOSED, S.PROPOSED): (_("Proposed"), "handshake"),
    (S.PROPOSED, S.ACTIVE): (_("It has begun"), "celebration"),
    (S.PROPOSED, S.DECLINED): (_("It does not come about"), "cancel"),
    (S.DECLINED, S.PROPOSED): (_("A no was taken back"), "undo"),
}
EVENTS: dict[str, tuple[Text, str]] = {
    PartnershipEvent.CO_MENTOR_CHANGED: (PartnershipEvent.CO_MENTOR_CHANGED.label, "group_add"),
    PartnershipEvent.TAKEN_OVER: (PartnershipEvent.TAKEN_OVER.label, "upload_file"),
}
BECAME: dict[str, tuple[Text, str]] = {
    S.ACTIVE: (_("Goes on"), "play_arrow"),
    S.PAUSED: (_("Pauses"), "pause"),
    S.COMPLETED: (_("Completed"), "task_alt"),
    S.ENDED: (_("Ended early"), "cancel"),
}


def timeline(partnership: Partnership, answers: list[Answer]) -> list[Entry]:
    """Newest first; what is still planned comes on top. Three queries, however much happened."""
    changes = list(partnership.transitions.select_related("actor_user"))
    if any(row.event == PartnershipEvent.TAKEN_OVER for row in changes):
        # They had begun before; nobody was asked by this program.
        answers = [each for each in answers if each.asked_at > partnership.proposed_at]
    mails = Mail.objects.about(partnership).defer("html", "calendar")
    entries = [
        *(_change(row) for row in changes),
        *(mail_entry(row) for row in mails),
        *_answers(answers),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _change(row: Transition) -> Entry:
    title, icon = (
        EVENTS.get(row.event)
        or HAPPENED.get((row.source, row.target))
        or BECAME.get(row.target, (row.target, "circle"))
    )
    return Entry(row.at, icon, title, by=who(row), note=row.note)


def _answers(answers: list[Answer]) -> Iterator[Entry]:
    for each in answers:
        if each.answered_at is None:
            continue
        is_yes = each.reply == Reply.YES
        title = _("%(name)s says yes") if is_yes else _("%(name)s says no")
        icon = "check_circle" if is_yes else "do_not_disturb_on"
        said = title % {"name": each.person}
        yield Entry(each.answered_at, icon, said, by=_through(each), note=each.reason)


def _through(answer: Answer) -> Text:
    """Who passed the answer on, if it was not the person."""
    if answer.delegate:
        return _("%(name)s, for the office") % {"name": answer.delegate}
    if answer.by_phone:
        name = answer.noted_by or _("A former colleague")
        return _("told on the phone, entered by %(name)s") % {"name": name}
    return ""
