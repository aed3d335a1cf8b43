"""That somebody was erased, so that it can be proved, and repeated after a restore."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models.acted import Acted, AuditedQuerySet
from mentoring.privacy.models.subjects import Subject


class Erasure(Acted):
    """Rows are only ever added; the number they name leads to nobody any more."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="erasures", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"))

    objects = AuditedQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.subject_id)
