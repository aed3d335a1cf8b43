"""Who may look into the outbox."""

from typing import Any

from mentoring.common.visibility import is_about_confidential, may_see, sees_some
from mentoring.notifications.models import Mail
from programmes.cohorts.models import Programme
from programmes.cohorts.policies import can_manage_programme, is_operator


def can_see_mail(user: Any, mail: Mail | None) -> bool:
    """Programme managers see what their programme mailed; mails of none are the operator's.

    Mails about a confidential row are for those staff who see that row.
    """
    if mail is not None and is_about_confidential(mail):
        return may_see(user, mail.about)
    if mail is None and sees_some(user, Mail):
        return True
    if mail is not None and mail.programme is None:
        return is_operator(user)
    return can_manage_programme(user, mail.programme if mail else None)


def can_change_texts(user: Any, programme: Programme | None) -> bool:
    """Managers of the programme and the operator; for None, whoever manages some programme."""
    return can_manage_programme(user, programme)


def can_write_letters(user: Any, programme: Programme | None) -> bool:
    """Managers of the programme and the operator; for None, whoever manages some programme."""
    return can_manage_programme(user, programme)
