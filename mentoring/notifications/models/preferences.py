"""What somebody wants of the mails that nobody asked for."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentoring.notifications.states import Digest


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def whose(self, *, subject_id: Any, address: str) -> "PreferenceQuerySet":
        return self.filter(subject_id=subject_id, address__iexact=address)


class Preference(models.Model):
    """Of a person at an address.

    The number alone would not do: the people of an office carry that of their mentor, and what one
    of them wants is nobody else's wish.
    """

    subject_id = models.UUIDField(_("person"))
    address = models.EmailField(_("e-mail address"), max_length=254)
    unsubscribed_at = models.DateTimeField(_("unsubscribed"), null=True, blank=True)
    digest = models.CharField(_("joined mails"), max_length=10, choices=Digest, default=Digest.NONE)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        constraints = (
            models.UniqueConstraint(
                "subject_id", Lower("address"), name="preference_once_a_person_and_address"
            ),
            models.CheckConstraint(
                name="preference_digest_known", condition=models.Q(digest__in=Digest.values)
            ),
        )

    def __str__(self) -> str:
        return self.get_digest_display()
