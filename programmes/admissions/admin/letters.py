"""Letters of staff to applicants."""

from typing import Any

from mentoring.notifications.admin.letters import LetterPage
from mentoring.notifications.services.letters import Addressee
from programmes.applications.models import Application


class ApplicantLetterPage(LetterPage):
    model = Application

    def addressee(self, row: Any) -> Addressee:
        return Addressee(
            about=row,
            subject_id=row.subject_id,
            cohort=row.cohort,
            to=row.email,
            given_name=row.given_name,
            name=str(row),
            language=row.language,
        )
