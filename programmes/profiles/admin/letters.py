"""Letters of staff to the people of a cohort."""

from typing import Any

from mentoring.notifications.admin.letters import LetterPage
from mentoring.notifications.services.letters import Addressee
from programmes.cohorts.states import Tone
from programmes.profiles.language_and_tone import language_of, tone_of
from programmes.profiles.models import Profile


class PersonLetterPage(LetterPage):
    model = Profile
    related = ("user",)

    def addressee(self, row: Any) -> Addressee:
        formal = tone_of(row) == Tone.FORMAL
        return Addressee(
            about=row,
            subject_id=row.subject_id,
            cohort=row.cohort,
            to=row.user.email,
            # Who is addressed formally is not called by the given name alone.
            given_name=str(row) if formal else row.given_name,
            name=str(row),
            language=language_of(row),
        )
