"""What the links in the mails of a partnership are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose, version_from
from programmes.partnerships.models import Answer

ANSWER = Purpose("partnership.answer", timedelta(days=90))


def answer_of(token: str) -> Answer:
    """The answer that `token` opens, with its people.

    Raises:
        LinkError: it opens none, or went to another person or address ("link").
    """
    pk, version = ANSWER.read(token)
    answer = Answer.objects.with_people().filter(pk=pk).first()
    if answer is None or _version(answer) != version:
        raise LinkError
    return answer


def token_of(answer: Answer) -> str:
    """What stands in the link to an answer; it ends when the person or their address changes."""
    return ANSWER.issue(answer.pk, _version(answer))


def _version(answer: Answer) -> int:
    """Another address outdates the link: who reads the old mailbox must not answer."""
    return version_from(f"{answer.person_id} {answer.person.user.email}")
