"""What `manage.py check` says about settings of privacy."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from mentoring.common import personal_data


@register
def retention_days_name_rules(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt rule would keep its data for the usual days, and nobody would notice."""
    known = {rule.name for rule in personal_data.retention_rules()}
    unknown = ", ".join(sorted(set(settings.RETENTION_DAYS) - known))
    if not unknown:
        return []
    hint = f"There are: {', '.join(sorted(known))}."
    return [Error(f"RETENTION_DAYS names no rule: {unknown}.", hint=hint, id="privacy.E001")]
