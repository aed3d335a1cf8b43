"""What staff write down about a person or a tandem, for their colleagues and those who follow."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.visibility import pointing, sees_all
from programmes.cohorts.models import Programme

LONGEST_NOTE = 4000


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: Any) -> "NoteQuerySet":
        """Managers those of their programmes, everybody else on staff only their own.

        What is about confidential rows is for those who see these.
        """
        own = Q(programme__in=Programme.objects.managed_by(user)) | Q(author=user.pk)
        others = Q() if sees_all(user, self.model) else own
        return self.filter(pointing(user, others, as_text=False))

    def about(self, obj: models.Model) -> "NoteQuerySet":
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(content_type=kind, object_id=obj.pk)

    def for_subjects(self, *subject_ids: uuid.UUID) -> "NoteQuerySet":
        """Whatever tells of one of these people, also as part of a tandem."""
        return self.filter(subjects__overlap=list(subject_ids))


class Note(models.Model):
    """Never changed; who wrote it can take it back. `subjects` are the people it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.UUIDField()
    about = GenericForeignKey("content_type", "object_id")
    subjects = ArrayField(models.UUIDField(), verbose_name=_("people"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    written_at = models.DateTimeField(_("written"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-written_at", "-pk")
        indexes = (
            models.Index(name="note_about", fields=("content_type", "object_id")),
            GinIndex(name="note_subjects", fields=("subjects",)),
        )
        constraints = (
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="note_of_somebody", condition=Q(subjects__len__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"

    @property
    def told(self) -> str:
        """What somebody gets with a copy of their data: not what tells of others, too."""
        return self.text if len(self.subjects) == 1 else ""
