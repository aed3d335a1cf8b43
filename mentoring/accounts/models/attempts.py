"""How often somebody has tried a code; counted where no cache can forget it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInAttempt(models.Model):
    """The tries on one secret; `key` is a keyed hash, so the row names nobody."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    since = models.DateTimeField(_("since"), db_index=True)

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")

    def __str__(self) -> str:
        return f"{self.tries}"
