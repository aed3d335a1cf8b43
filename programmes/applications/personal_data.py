"""What applications know about a person, and how long."""

from mentoring.common.personal_data import (
    REPEATED,
    PersonalData,
    SubjectScope,
    SubjectSearch,
    declare,
)
from programmes.applications.models import Application, ExtraAnswer, OpeningAlert
from programmes.applications.services import openings, retention

declare(
    PersonalData(
        Application,
        rows=lambda subject_id: Application.objects.filter(subject=subject_id),
        repeats_name=True,
        without=(
            ("link_version", "counts mails"),
            *REPEATED,
        ),
    ),
    PersonalData(
        ExtraAnswer,
        rows=lambda subject_id: ExtraAnswer.objects.filter(application__subject=subject_id),
        fields=("question.title_de", "text", "chosen"),
        without=(("id", "counts rows"), ("application", "is exported itself")),
    ),
    PersonalData(
        OpeningAlert,
        rows=lambda subject_id: OpeningAlert.objects.filter(subject=subject_id),
    ),
    retention.DRAFTS,
    retention.REFUSED,
    openings.UNCONFIRMED,
    SubjectSearch(
        "applications", lambda text: Application.objects.search(text).values_list("subject")
    ),
    SubjectScope(
        "applications",
        lambda programme: Application.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
)
