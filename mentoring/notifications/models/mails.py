"""The outbox: one row a mail, from the service that posts it to the mail server's answer."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Now, Upper
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.addresses import plain_address
from mentoring.common.models.people import FULL_NAME_LENGTH
from mentoring.common.models.search import either
from mentoring.common.personal_data import about_people
from mentoring.common.visibility import pointing, sees_all
from mentoring.notifications.states import (
    NEEDS_ATTENTION,
    PRIORITY,
    SETTLED,
    CancelReason,
    Category,
    HoldReason,
    State,
)
from programmes.cohorts.models import Programme

PILLS = {
    State.QUEUED: "plain",
    State.SENDING: "plain",
    State.SENT: "good",
    State.UNCERTAIN: "watch",
    State.FAILED: "act",
    State.CANCELLED: "plain",
    State.JOINED: "plain",
}
# Room for the names of two people; mail programs fold the line themselves.
SUBJECT_LENGTH = 500
UNASKED = PRIORITY[Category.UNASKED]


def mailbox_of(address: Any) -> Lower:
    """The mailbox behind an address: "Ada+news@example.org" arrives where "ada@example.org" does.

    Computed by the database on both sides of every comparison, so that all fold letters alike.
    """
    without_tag = Func(
        *(address, Value(r"\+[^@]*@"), Value("@")),
        function="REGEXP_REPLACE",
        output_field=models.CharField(),
    )
    return Lower(without_tag)


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime) -> "MailQuerySet":
        """What may be sent at `now`, the urgent first."""
        return self.filter(state=State.QUEUED, next_attempt_at__lte=now).order_by(
            # What waited for the same moment goes in the order in which it was posted.
            *("priority", "next_attempt_at", "created_at"),
        )

    def abandoned(self) -> "MailQuerySet":
        """What a worker took and never finished.

        Leases are counted by the database's clock, the only one that all workers share.
        """
        return self.filter(state=State.SENDING, lease_until__lt=Now())

    def visible_to(self, user: Any) -> "MailQuerySet":
        """A manager sees the mails of the own programmes, the operator all.

        What is about confidential rows is for those who see these.
        """
        own = Q(programme__in=Programme.objects.managed_by(user))
        return self.filter(pointing(user, Q() if sees_all(user, self.model) else own))

    def search(self, text: str) -> "MailQuerySet":
        """Those about a person, to one, or to an address, that has all words of `text`.

        In parts, and without accents; of an address that is nobody's account, all of it.
        """
        mails = self.model.objects.all()
        to_address = mails.filter(to__iexact=plain_address(text))
        addresses = Upper(F("email"))
        people = User.objects.search(text).annotate(address=addresses).values("address")
        to_person = mails.annotate(address=Upper("to")).filter(address__in=people)
        return self.filter(either(to_address, to_person, *about_people(mails, text)))

    def about(self, obj: models.Model) -> "MailQuerySet":
        return self.filter(
            content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk)
        )

    def erase(self) -> None:
        """Delete these mails, and the words of the joined ones that tell of them."""
        joined = Mail.objects.filter(pk__in=self.values("joined_into"))
        joined.update(subject="", text="", html="")
        self.delete()

    def counted(self, mailbox: Any, *, since: datetime) -> "MailQuerySet":
        """The unasked mails that a mailbox got after `since`, or is about to get."""
        unread = (State.FAILED, State.CANCELLED)
        return self.filter(mailbox=mailbox, counted_at__gt=since).exclude(state__in=unread)


class Mail(models.Model):
    """A mail to one person. Only the outbox and the relay write it (docs/adr/ tells why)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        _("key"),
        max_length=200,
        help_text=_("What, to whom, about what: the same is never posted twice."),
    )
    kind = models.CharField(_("kind"), max_length=60)
    priority = models.PositiveSmallIntegerField(_("priority"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.QUEUED, editable=False
    )

    to = models.EmailField(_("to"), max_length=254)
    mailbox = models.GeneratedField(
        expression=mailbox_of(F("to")),
        output_field=models.CharField(max_length=254),
        db_persist=True,
        verbose_name=_("mailbox"),
    )
    recipient_name = models.CharField(_("name"), max_length=FULL_NAME_LENGTH, blank=True)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    sender_name = models.CharField(_("name of the sender"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=15)
    message_id = models.CharField(_("message ID"), max_length=255)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("calendar file"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)

    # In whose name it goes out; mails of the sign-in pages belong to no programme.
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    subject_id = models.UUIDField(_("person"), null=True, blank=True, db_index=True)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    object_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    created_at = models.DateTimeField(_("posted"))
    due_at = models.DateTimeField(_("due"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # How often the mail may have arrived although no answer came.
    repeats = models.PositiveSmallIntegerField(_("repeats"), default=0)
    # The fencing token: each claim takes the next number, and only its holder may write.
    token = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    purged_at = models.DateTimeField(_("text deleted"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    # Why it waited at last and until when; kept when it has gone.
    hold_reason = models.CharField(
        _("why it waits"), max_length=12, choices=HoldReason, blank=True, editable=False
    )
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    # When an unasked mail took its place among the few that a person gets.
    counted_at = models.DateTimeField(_("counted since"), null=True, blank=True, editable=False)
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="parts",
        verbose_name=_("went in"),
    )
    cancel_reason = models.CharField(
        _("why it was not sent"), max_length=12, choices=CancelReason, blank=True, editable=False
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(
                name="mail_queue",
                fields=("priority", "next_attempt_at", "created_at"),
                condition=Q(state=State.QUEUED),
            ),
            # Not over the lease, which changes twice a mail: an index over it would be written too.
            models.Index(name="mail_sending", fields=("state",), condition=Q(state=State.SENDING)),
            models.Index(name="mail_about", fields=("content_type", "object_id")),
            models.Index(
                name="mail_unpurged", fields=("settled_at",), condition=Q(purged_at__isnull=True)
            ),
            models.Index(Upper("to"), name="mail_recipient"),
            models.Index(name="mail_newest", fields=("-created_at", "-id")),
            models.Index(
                name="mail_counted",
                fields=("mailbox", "counted_at"),
                condition=Q(counted_at__isnull=False),
            ),
            models.Index(
                name="mail_joined",
                fields=("joined_into",),
                condition=Q(joined_into__isnull=False),
            ),
            models.Index(
                name="mail_attention", fields=("state",), condition=Q(state__in=NEEDS_ATTENTION)
            ),
        )
        constraints = (
            # A unique field would bring a second index, for searches that nobody makes.
            models.UniqueConstraint(name="mail_key_once", fields=("key",)),
            models.CheckConstraint(
                name="mail_lease_while_sending",
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_settled_at_the_end",
                condition=Q(state__in=SETTLED, settled_at__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_cancelled_with_reason",
                condition=(Q(state=State.CANCELLED) & ~Q(cancel_reason=""))
                | (~Q(state=State.CANCELLED) & Q(cancel_reason="")),
            ),
            models.CheckConstraint(
                name="mail_held_with_reason",
                condition=Q(hold_reason="", held_until__isnull=True)
                | (~Q(hold_reason="") & Q(held_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="mail_joined_into_one",
                condition=Q(state=State.JOINED, joined_into__isnull=False)
                | (~Q(state=State.JOINED) & Q(joined_into__isnull=True)),
            ),
            # Nothing that nobody asked for goes out past the caps.
            models.CheckConstraint(
                name="mail_unasked_is_counted",
                condition=~Q(priority=UNASKED)
                | Q(handed_over_at__isnull=True)
                | Q(counted_at__isnull=False),
            ),
            # Whatever puts a held mail back into the queue cannot let it go before its time.
            models.CheckConstraint(
                name="mail_waits_while_held",
                condition=Q(held_until__isnull=True) | Q(next_attempt_at__gte=F("held_until")),
            ),
        )

    def __str__(self) -> str:
        return self.told_subject or self.kind

    @property
    def told_subject(self) -> str:
        """The subject for staff; empty where a code stands in it, which is somebody else's key."""
        return "" if self.priority == PRIORITY[Category.SIGN_IN] else self.subject

    @property
    def pill(self) -> str:
        """The colour in which lists show the state."""
        return PILLS[State(self.state)]
