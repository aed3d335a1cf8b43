"""What was typed on a page of a form and was not sent, or is not right yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unfinished(models.Model):
    """For rows that are filled in over several pages."""

    # By the page: what stood in its fields, as a browser sends it.
    unfinished = models.JSONField(_("typed and not sent yet"), default=dict, editable=False)

    class Meta:
        abstract = True
