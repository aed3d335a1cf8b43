"""The log of every change of state; it replaces columns such as `approved_at`."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.common.actors import ActorKind
from mentoring.common.states import Events, Moves, NoteFor
from mentoring.common.visibility import pointing, sees_all


class TransitionQuerySet(models.QuerySet["Transition"]):
    def visible_to(self, user: Any) -> "TransitionQuerySet":
        """For lists over many histories: the operator's, but for those of confidential rows.

        Everybody else reads a history through its row.
        """
        others = Q() if sees_all(user, self.model) else Q(pk__in=())
        return self.filter(pointing(user, others, as_text=False))


class Transition(models.Model):
    """One change of state: who, when, from what to what, why. Written only by `lifecycle`.

    `event` says to the program what else happened, such as "moved", and `data` with what; blank for
    a plain change of state. `note` is free text for people, and `note_for` says for whom.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    subject = GenericForeignKey("content_type", "object_id")
    source = models.CharField(_("from"), max_length=20)
    target = models.CharField(_("to"), max_length=20)
    actor_kind = models.CharField(_("by"), max_length=10, choices=ActorKind)
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_role = models.CharField(max_length=30, blank=True)
    event = models.CharField(_("what happened"), max_length=40, blank=True)
    # Never a name, nor anything else about a person that would outlive their erasure.
    data = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    note_for = models.CharField(_("for"), max_length=10, choices=NoteFor, default=NoteFor.STAFF)
    at = models.DateTimeField(_("when"))

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("content_type", "object_id", "at")),)
        constraints = (
            models.CheckConstraint(
                name="transition_actor_user_only_for_users",
                condition=models.Q(actor_kind=ActorKind.USER) | models.Q(actor_user__isnull=True),
            ),
            models.CheckConstraint(
                name="transition_data_of_an_event",
                condition=~models.Q(event="") | models.Q(data={}),
            ),
            models.CheckConstraint(
                name="transition_note_for_somebody",
                condition=models.Q(note_for__in=NoteFor.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Lifecycled(models.Model):
    """Something with a state that only `lifecycle.move` changes.

    The primary key is a UUID, or a number, which the log keeps as the UUID of that number.
    Subclasses declare `state` (`editable=False`) and `MOVES`.
    `WAYS_BACK` are moves for who takes a step back, and for nobody else. `EVENTS` are what may
    stand in the history besides.
    """

    MOVES: ClassVar[Moves] = {}
    WAYS_BACK: ClassVar[Moves] = {}
    EVENTS: ClassVar[Events] = {}
    state: str

    # What the log says, once more in the row: lists of 100,000 sort and filter by it.
    state_since = models.DateTimeField(_("in this state since"), default=clock.now, editable=False)

    # Deleting the thing deletes its history with it: erasure leaves nothing behind.
    transitions = GenericRelation(Transition)

    class Meta:
        abstract = True
