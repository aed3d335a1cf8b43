"""A booked interview. A move keeps the row; a booking after a cancellation is a new one."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.clock import local_day
from mentoring.common.formatting import day_and_time
from mentoring.common.models import Lifecycled, Transition
from mentoring.common.models.search import either
from mentoring.common.visibility import sees_all
from programmes.admissions.models.interviewers import Interviewer
from programmes.admissions.states import INTERVIEW_MOVES, Channel, InterviewEvent, InterviewState
from programmes.applications.models.applications import Application
from programmes.scheduling.models.availability import validate_zone

# Who is late is waited for, before anybody notes that nobody came.
PATIENCE = timedelta(minutes=10)
# One kind offer of a new date; after that staff get in touch themselves.
MISSED_OFTEN = 2
SOON = timedelta(days=14)
TAKES_TIME = Q(state__in=(InterviewState.BOOKED, InterviewState.HELD))


class InterviewQuerySet(models.QuerySet["Interview"]):
    def search(self, text: str) -> "InterviewQuerySet":
        """Those whose applicant or interviewer has all words of `text` in name or address."""
        talks = self.model.objects.all()
        with_applicant = talks.filter(application__in=Application.objects.search(text))
        with_interviewer = talks.filter(interviewer__in=Interviewer.objects.search(text))
        return self.filter(either(with_applicant, with_interviewer))

    def visible_to(self, user: Any) -> "InterviewQuerySet":
        """One's own, and those of programmes one manages."""
        if sees_all(user, self.model):
            return self
        managed = user.roles.filter(role=Role.MANAGER).values("programme")
        serves = user.roles.filter(role=Role.INTERVIEWER).values("programme")
        programme = "application__cohort__programme__in"
        own = Q(**{programme: serves}, interviewer__user=user)
        return self.filter(own | Q(**{programme: managed}))

    def booked(self) -> "InterviewQuerySet":
        return self.filter(state=InterviewState.BOOKED)

    def unsettled(self, now: datetime) -> "InterviewQuerySet":
        """Over, and nobody has said how it went."""
        return self.booked().filter(ends_at__lt=now)

    def coming(self, now: datetime) -> "InterviewQuerySet":
        """Those of the next two weeks, and the one that is held just now."""
        return self.booked().filter(ends_at__gte=now, starts_at__lt=now + SOON)

    def with_changed_at(self) -> "InterviewQuerySet":
        """Each with `changed_at`: its last change of any kind, also of the interviewer's room."""
        kind = ContentType.objects.get_for_model(Interview)
        events = Transition.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        newest = Subquery(events.order_by("-at").values("at")[:1])
        changed_at = Greatest("state_since", newest, "interviewer__where_changed_at")
        return self.annotate(changed_at=changed_at)  # type: ignore[no-any-return]

    def missed_often(self) -> "models.QuerySet[Any, Any]":
        """The applications to whose interviews nobody came so often that staff take over."""
        missed = self.filter(state=InterviewState.NO_SHOW).values("application")
        often = missed.annotate(times=models.Count("pk")).filter(times__gte=MISSED_OFTEN)
        return often.values("application")

    def between(self, after: datetime, until: datetime) -> "InterviewQuerySet":
        """Those whose busy time overlaps [`after`, `until`)."""
        return self.filter(TAKES_TIME, busy__overlap=(after, until))


class Interview(Lifecycled):
    MOVES = INTERVIEW_MOVES
    EVENTS = dict(InterviewEvent.choices)

    # Also the UID of the calendar entry, through all moves.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.CASCADE,
        related_name="interviews",
        verbose_name=_("application"),
    )
    interviewer = models.ForeignKey(
        Interviewer,
        on_delete=models.PROTECT,
        related_name="interviews",
        verbose_name=_("interviewer"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=InterviewState,
        default=InterviewState.BOOKED,
        editable=False,
    )
    starts_at = models.DateTimeField(_("start"), editable=False)
    ends_at = models.DateTimeField(_("end"), editable=False)
    busy = DateTimeRangeField(
        editable=False, help_text="The interview with the time kept free before and after it."
    )
    # SEQUENCE of the calendar entry; links of an earlier sequence are outdated.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    zone = models.CharField(
        _("applicant's time zone"),
        max_length=64,
        default=settings.TIME_ZONE,
        validators=[validate_zone],
        editable=False,
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.VIDEO)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ("starts_at",)
        indexes = (models.Index(fields=("state", "starts_at")),)
        constraints = (
            ExclusionConstraint(
                name="interview_no_overlap",
                expressions=[
                    ("interviewer", RangeOperators.EQUAL),
                    ("busy", RangeOperators.OVERLAPS),
                ],
                condition=TAKES_TIME,
            ),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(state=InterviewState.BOOKED),
                name="interview_one_booked_per_application",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(busy__startswith__lte=F("starts_at"), busy__endswith__gte=F("ends_at")),
                name="interview_busy_covers_it",
            ),
            models.CheckConstraint(
                condition=~Q(channel=Channel.PHONE) | ~Q(phone=""),
                name="interview_phone_has_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}, {day_and_time(self.starts_at)}"

    @property
    def decided_by(self) -> date:
        """The day by which the applicant hears from us."""
        return local_day(self.ends_at + timedelta(days=self.application.cohort.decision_days))

    @property
    def missed_from(self) -> datetime:
        """From when on it can be noted that nobody came."""
        return self.starts_at + PATIENCE

    @property
    def where(self) -> str:
        """The number to call, the video room, or the address; empty where none is known yet."""
        if self.channel == Channel.PHONE:
            return self.phone
        by_channel = {Channel.ADDRESS: self.interviewer.address}
        return by_channel.get(Channel(self.channel), self.interviewer.video_link)
