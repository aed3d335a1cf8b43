"""A list on its way in. It is personal: its owner's alone, and gone after a day."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.states import Part

KEPT = timedelta(days=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: Any) -> "UploadQuerySet":
        """One's own, of programmes one manages."""
        managed = Programme.objects.managed_by(user).values("pk")
        return self.filter(owner=user, cohort__programme__in=managed)

    def kept(self, now: datetime) -> "UploadQuerySet":
        """Those that are not older than a day."""
        return self.filter(created_at__gt=now - KEPT)


class Upload(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    # Of rows that do not say so themselves.
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.MENTOR)
    created_at = models.DateTimeField(_("uploaded"))
    # How its letters were written.
    encoding = models.CharField(max_length=20)
    # As they stand in the file, or were corrected since: [line, [cell, …]].
    rows = models.JSONField(default=list)
    # In which of the rows the headings are, from 0.
    header_spot = models.PositiveSmallIntegerField(default=0)
    # The field of each column by its number, "" for those that are passed over; none is chosen yet
    # where it is empty.
    columns = models.JSONField(default=dict)
    # What words mean: field → folded cell → value, "" for those that are passed over.
    meanings = models.JSONField(default=dict)
    # Lines that are not imported.
    left_out = models.JSONField(default=list)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return str(self.cohort)

    @property
    def header(self) -> list[str]:
        """The headings; where a row is longer than they are, blank ones follow."""
        cells: list[str] = self.rows[self.header_spot][1]
        return cells + [""] * (self.width - len(cells))

    @property
    def width(self) -> int:
        return max(len(cells) for _line, cells in self.rows)

    @property
    def people(self) -> list[tuple[int, list[str]]]:
        """The rows below the headings, but for those that are left out."""
        gone = set(self.left_out)
        rows = self.rows[self.header_spot + 1 :]
        return [(line, cells) for line, cells in rows if line not in gone]

    def column_of(self, field: str) -> int | None:
        """The number of the column that holds `field`; None where there is none."""
        return next((int(spot) for spot, name in self.columns.items() if name == field), None)
