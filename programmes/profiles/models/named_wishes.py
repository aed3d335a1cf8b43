"""Whom somebody would like to be matched with, and whom not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.profiles.models.profiles import Profile
from programmes.profiles.states import WishKind

MOST_WISHES = 5


class NamedWish(models.Model):
    """Read by the matching and by staff; the named person never learns of it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="named_wishes")
    other = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=WishKind)
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("named wish")
        verbose_name_plural = _("named wishes")
        ordering = ("profile", "kind", "rank")
        constraints = (
            models.UniqueConstraint(fields=("profile", "other"), name="named_wish_once"),
            models.UniqueConstraint(fields=("profile", "kind", "rank"), name="named_wish_ranked"),
            models.CheckConstraint(
                condition=Q(rank__range=(1, MOST_WISHES)), name="named_wish_at_most_five"
            ),
            models.CheckConstraint(
                condition=~Q(profile=F("other")), name="named_wish_of_somebody_else"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
