"""What the links in the mails of an application are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose, version_from
from programmes.applications.models import Application, OpeningAlert

# A draft that is worked on lives longer than its first mail; with the draft its links end.
DRAFT = Purpose("application.draft", timedelta(days=120))
STATUS = Purpose("application.status", timedelta(days=365))
GUARDIAN = Purpose("application.guardian", timedelta(days=120))
ADDRESS = Purpose("application.address", timedelta(days=3))
OPENING = Purpose("opening.confirm", timedelta(days=7))
# To leave a list must always work.
OPENING_STOP = Purpose("opening.stop", None)


def application_of(purpose: Purpose, token: str) -> Application:
    """The application that `token` opens for `purpose`.

    Raises:
        LinkError: it opens none ("link").
    """
    pk, version = purpose.read(token)
    application = Application.objects.select_related("cohort__programme").filter(pk=pk).first()
    if application is None:
        raise LinkError
    if version_of(purpose, application) != version:
        raise LinkError(application, application.cohort.programme)
    return application


def token_of(purpose: Purpose, application: Application) -> str:
    """What stands in a link to the application, for `purpose` and nothing else."""
    return purpose.issue(application.pk, version_of(purpose, application))


def version_of(purpose: Purpose, application: Application) -> int:
    """What outdates a link: a parent's goes with the parent's address, not with the applicant's."""
    if purpose == GUARDIAN:
        return version_from(application.guardian_email)
    if purpose == ADDRESS:
        return version_from(f"{application.link_version} {application.new_email}")
    return application.link_version


def alert_of(purpose: Purpose, token: str) -> OpeningAlert | None:
    """The address on the list; None if it has been deleted since.

    Raises:
        LinkError: the link is forged or expired ("link").
    """
    pk, _version = purpose.read(token)
    return OpeningAlert.objects.select_related("programme").filter(pk=pk).first()
