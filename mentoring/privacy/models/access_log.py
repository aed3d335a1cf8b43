"""Who read voluntary answers, when and why. Rows are only ever added."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.privacy.models.acted import Acted
from mentoring.privacy.models.subjects import Subject
from mentoring.privacy.states import Purpose, Reason
from programmes.cohorts.models import Programme


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def visible_to(self, user: Any) -> "AccessLogQuerySet":
        """Auditors see the reads in their programmes, and those by the persons themselves."""
        audited = Programme.objects.filter(roles__user=user, roles__role=Role.AUDITOR)
        if not audited.exists():
            return self.none()
        return self.filter(Q(programme__in=audited) | Q(programme__isnull=True))


class AccessLog(Acted):
    """One read: of one person, or of `count` persons at once for a matching run."""

    purpose = models.CharField(_("what was read"), max_length=20, choices=Purpose)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    count = models.PositiveIntegerField(_("number of persons"), default=1)
    at = models.DateTimeField(_("when"))
    # A matching run reads the same wishes again and again; it is one read of its person.
    occasion = models.UUIDField(null=True, editable=False)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("read of voluntary answers")
        verbose_name_plural = _("reads of voluntary answers")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("subject", "-at")),)
        constraints = (
            models.CheckConstraint(
                name="access_of_one_person_counts_one",
                condition=Q(subject__isnull=True) | Q(count=1),
            ),
            models.UniqueConstraint(
                name="access_once_an_occasion",
                fields=("occasion", "actor_user"),
                condition=Q(occasion__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.count})"
