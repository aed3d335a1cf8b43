"""Names that somebody typed to say with whom they would like to be matched, and with whom not."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.profiles.models.profiles import Profile
from programmes.profiles.states import WishKind

LONGEST_NAME = 200


class TypedWishQuerySet(models.QuerySet["TypedWish"]):
    def standing(self) -> "TypedWishQuerySet":
        """Not taken back, whatever staff have made of them."""
        return self.filter(taken_back_at=None)


class TypedWish(models.Model):
    """Shown to its owner just as it was typed, so that it does not tell who takes part.

    Whom it means, staff or an equal name find out: that is a `NamedWish`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="typed_wishes")
    kind = models.CharField(_("kind"), max_length=10, choices=WishKind)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    typed_at = models.DateTimeField(_("typed"))
    # Stays for a while: staff may have to undo what they made of it.
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = TypedWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("typed wish")
        verbose_name_plural = _("typed wishes")
        ordering = ("typed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "kind", "name"),
                condition=Q(taken_back_at=None),
                name="typed_wish_stands_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="typed_wish_names_somebody"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("typed_at")),
                name="typed_wish_taken_back_later",
            ),
        )

    def __str__(self) -> str:
        return self.name
