"""Meetings of a tandem, logged by anybody of it or by the mentor's office."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.partnerships.models.partnerships import Partnership
from programmes.partnerships.states import MeetingKind
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import Part

MOST_MINUTES = 12 * 60


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def kept(self) -> "MeetingQuerySet":
        """Those that nobody has taken back."""
        return self.filter(removed_at__isnull=True)


class Meeting(models.Model):
    """The office sees date, kind, length and who took part; the note is the tandem's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    took_part = ArrayField(
        models.CharField(max_length=10, choices=Part), verbose_name=_("who took part")
    )
    note = models.TextField(_("note for your tandem"), max_length=1000, blank=True)
    logged_at = models.DateTimeField(_("logged"))
    # Either somebody of the tandem or somebody of the office.
    logged_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    logged_by_delegate = models.ForeignKey(
        Delegate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The same form sent twice logs one meeting.
    form_id = models.UUIDField(editable=False)
    removed_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-held_on", "-logged_at")
        indexes = (models.Index(fields=("partnership", "-held_on")),)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "form_id"), name="meeting_logged_once"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MOST_MINUTES)), name="meeting_minutes_in_bounds"
            ),
            models.CheckConstraint(condition=Q(took_part__len__gt=0), name="meeting_of_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_kind_display()}"
