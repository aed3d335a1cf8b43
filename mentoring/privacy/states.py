"""Purposes of consents, the voluntary questions, and for what an answer may be read."""

from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What somebody agrees to; each purpose has a text and a consent of its own."""

    OUTREACH = "outreach", _("Statistics on whom we reach")
    MATCHING = "matching", _("Wish about a mentor's affiliation")
    GUARDIAN = "guardian", _("A guardian agrees to taking part")


class ConsentKind(TextChoices):
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Channel(TextChoices):
    FORM = "form", _("Application form")
    LINK = "link", _("Mailed link")
    ACCOUNT = "account", _("Signed in")
    PAPER = "paper", _("On paper")
    RESTORE = "restore", _("Repeated after a restore")


class Question(TextChoices):
    MIGRATION_HISTORY = "migration_history", _("Did you or your parents move to Germany?")
    FIRST_TO_STUDY = (
        "first_to_study",
        _("Are you, or would you be, the first in your family to study?"),
    )
    MONEY = "money", _("Is money tight in your family?")
    DISABILITY = "disability", _("Do you live with a disability or a long illness?")
    AFFILIATION = "affiliation", _("Which of these is closest to you?")
    AFFILIATION_WISH = "affiliation_wish", _("I would like a mentor from one of these")


class MigrationHistory(TextChoices):
    MYSELF = "myself", _("Yes, I did")
    PARENTS = "parents", _("Yes, at least one of my parents did")
    NO = "no", _("No")


class FirstToStudy(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("I do not know")


class Money(TextChoices):
    OFTEN = "often", _("Yes, often")
    SOMETIMES = "sometimes", _("Yes, sometimes")
    NO = "no", _("No")


class Disability(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Reason(TextChoices):
    """Why somebody read answers. A list, not free text: the log can never be cleaned of a name."""

    MATCHING = "matching", _("To find a mentor")
    REQUEST = "request", _("The person asked about their data")
    OWN = "own", _("The person looked at their own answers")


CHOICES: Mapping[str, Sequence[tuple[str, object]]] = {
    Question.MIGRATION_HISTORY: MigrationHistory.choices,
    Question.FIRST_TO_STUDY: FirstToStudy.choices,
    Question.MONEY: Money.choices,
    Question.DISABILITY: Disability.choices,
}
# What the programme lets choose from stands in its settings.
OF_PROGRAMME = frozenset({Question.AFFILIATION, Question.AFFILIATION_WISH})
MULTIPLE = frozenset({Question.AFFILIATION_WISH})
QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    Purpose.OUTREACH: tuple(q for q in Question if q != Question.AFFILIATION_WISH),
    Purpose.MATCHING: (Question.AFFILIATION_WISH,),
    Purpose.GUARDIAN: (),
}
# Answers for statistics are of no use to staff who look at one person: nobody reads them singly,
# unless the person asks what we hold.
STAFF_REASONS: Mapping[str, frozenset[Reason]] = {
    Purpose.OUTREACH: frozenset({Reason.REQUEST}),
    Purpose.MATCHING: frozenset({Reason.MATCHING, Reason.REQUEST}),
    Purpose.GUARDIAN: frozenset(),
}
