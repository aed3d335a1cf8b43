"""What is kept while a list is imported."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.personal_data import NotPersonal, RetentionRule, declare
from programmes.imports.models import RememberedColumn, RememberedValue, Upload


def old(now: datetime, days: int) -> QuerySet[Upload]:
    """Lists that nobody has imported for so long."""
    return Upload.objects.filter(created_at__lte=now - timedelta(days=days))


declare(
    NotPersonal(Upload, why="A file of a colleague's, readable for them alone; gone within a day."),
    NotPersonal(RememberedColumn, why="Headings of lists and what they mean."),
    NotPersonal(RememberedValue, why="Words for regions, topics and the like."),
    RetentionRule(
        "uploads",
        _("Lists that were not imported"),
        1,
        due=old,
        act=lambda each, _now: each.delete(),
    ),
)
