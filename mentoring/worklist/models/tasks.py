"""A task: something for staff to do, with a day by which, and an outcome in the end."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Lifecycled
from mentoring.common.models.search import either, having_all, search_column, search_index
from mentoring.common.personal_data import about_people
from mentoring.common.visibility import pointing, sees_all
from mentoring.worklist.states import MOVES, WAYS_BACK, TaskEvent, TaskState
from programmes.cohorts.models import Programme

# The most urgent on top; what has no day comes last.
URGENT_FIRST = (F("due_on").asc(nulls_last=True), "created_at", "pk")

# Room for the names of two people.
TITLE_LENGTH = 500


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: Any) -> "TaskQuerySet":
        """Managers see the tasks of their programmes, the operator all.

        What is about confidential rows is for those who see these.
        """
        own = Q(programme__in=Programme.objects.managed_by(user))
        return self.filter(pointing(user, Q() if sees_all(user, self.model) else own))

    def open(self) -> "TaskQuerySet":
        return self.filter(state=TaskState.OPEN)

    def closed_before(self, moment: datetime) -> "TaskQuerySet":
        closed = (TaskState.DONE, TaskState.DROPPED)
        return self.filter(state__in=closed, state_since__lte=moment)

    def due(self, day: date) -> "TaskQuerySet":
        """What is to be done on `day` or was to be done before."""
        return self.open().filter(due_on__lte=day)

    def overdue(self, day: date) -> "TaskQuerySet":
        """What was to be done before `day`."""
        return self.open().filter(due_on__lt=day)

    def mine(self, user: Any) -> "TaskQuerySet":
        return self.filter(assignee=user)

    def free(self) -> "TaskQuerySet":
        """Nobody has taken it."""
        return self.filter(assignee=None)

    def about(self, obj: models.Model) -> "TaskQuerySet":
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(content_type=kind, object_id=str(obj.pk))

    def for_subject(self, subject_id: uuid.UUID) -> "TaskQuerySet":
        """Tasks with somebody's personal data."""
        return self.filter(subject_id=subject_id)

    def unchecked(self, *, since: datetime) -> "TaskQuerySet":
        """Open tasks that were not asked since then whether they are still needed.

        Who reopens a task knows better: such a task is not asked any more.
        """
        as_opened = self.open().filter(state_since=F("created_at"))
        waiting = as_opened.filter(Q(checked_at=None) | Q(checked_at__lt=since))
        return waiting.order_by(F("checked_at").asc(nulls_first=True), "pk")

    def urgent_first(self) -> "TaskQuerySet":
        return self.order_by(*URGENT_FIRST)

    def search(self, text: str) -> "TaskQuerySet":
        """Those whose title, or the person they are about, has all words of `text`.

        In parts, and without accents.
        """
        tasks = self.model.objects.all()
        by_title = tasks.filter(having_all(text, "search_text"))
        return self.filter(either(by_title, *about_people(tasks, text)))


class Task(Lifecycled):
    """Written by the services only; the kind knows what the tasks of one name have in common."""

    MOVES = MOVES
    WAYS_BACK = WAYS_BACK
    EVENTS = dict(TaskEvent.choices)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(
        _("key"),
        max_length=200,
        help_text=_("The occasion: for the same one no second task is opened."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=TaskState, default=TaskState.OPEN, editable=False
    )
    title = models.CharField(_("task"), max_length=TITLE_LENGTH)
    # What the title says in the catalogue, and what stands in its gaps.
    pattern = models.CharField(max_length=200, blank=True, editable=False)
    values = models.JSONField(default=dict, blank=True, editable=False)
    details = models.TextField(_("details"), blank=True)

    subject_id = models.UUIDField(_("person"), null=True, blank=True, db_index=True)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, db_index=False
    )
    object_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked after by"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"))
    # A name among the kind's outcomes, and what is to be said about it.
    outcome = models.CharField(_("outcome"), max_length=60, blank=True)
    closing_note = models.TextField(_("note"), blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)

    search_text = search_column("title")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = URGENT_FIRST
        indexes = (
            models.Index(
                name="task_urgent",
                fields=("due_on", "created_at", "id"),
                condition=Q(state=TaskState.OPEN),
            ),
            models.Index(
                name="task_mine", fields=("assignee", "due_on"), condition=Q(state=TaskState.OPEN)
            ),
            models.Index(
                name="task_unchecked", fields=("checked_at",), condition=Q(state=TaskState.OPEN)
            ),
            models.Index(name="task_newest", fields=("-state_since", "-id")),
            models.Index(name="task_about", fields=("content_type", "object_id")),
            search_index("search_text", name="task_search"),
        )
        constraints = (
            models.UniqueConstraint(name="task_key_once", fields=("key",)),
            models.CheckConstraint(
                name="task_closed_with_outcome",
                condition=Q(state=TaskState.OPEN, outcome="", closing_note="")
                | (~Q(state=TaskState.OPEN) & (~Q(outcome="") | ~Q(closing_note=""))),
            ),
            models.CheckConstraint(
                name="task_about_whole",
                condition=Q(content_type__isnull=True, object_id="")
                | (Q(content_type__isnull=False) & ~Q(object_id="")),
            ),
        )

    def __str__(self) -> str:
        """In the reader's language."""
        return gettext(self.pattern) % self.values if self.pattern else self.title

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    @property
    def is_about_gone(self) -> bool:
        """What it was about has been deleted."""
        return bool(self.object_id) and self.about is None

    def days_late(self, day: date) -> int:
        """How many days it is overdue on `day`; below zero while there is time."""
        return (day - self.due_on) // timedelta(days=1) if self.due_on else 0
