"""A person as consents and answers know them: a random number without a name."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectQuerySet(models.QuerySet["Subject"]):
    def lock(self, pk: uuid.UUID) -> "Subject":
        """The row, locked: consents, answers and erasure of one person happen one after another.

        Raises:
            DoesNotExist: nobody has this number.
        """
        return self.select_for_update().get(pk=pk)


class Subject(models.Model):
    """Exists before any account, outlives every name: after erasure only this number is left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("since"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("person without a name")
        verbose_name_plural = _("persons without a name")

    def __str__(self) -> str:
        return str(self.pk)
