"""The words of standard mails, changed per programme and cohort; checked before they count."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.text import one_line, same_endings
from mentoring.notifications.letter_text import Words, is_broken, named
from mentoring.notifications.models import MailText
from mentoring.notifications.placeholders import Placeholder
from mentoring.notifications.rendering import Content, compose, usual
from mentoring.notifications.services import outbox
from mentoring.notifications.situations import of
from programmes.cohorts.models import Cohort, Programme

TRIAL = "text_trial"


def find(
    template: str, language: str, *, programme: Programme, cohort: Cohort | None
) -> MailText | None:
    """The words that this programme, or this cohort of it, has itself."""
    rows = MailText.objects.filter(programme=programme, cohort=cohort)
    return rows.filter(template=template, language=language).first()


@transaction.atomic
def save(
    template: str,
    language: str,
    words: Words,
    *,
    programme: Programme,
    cohort: Cohort | None,
    by: Actor,
    now: datetime,
) -> MailText:
    """From now on the mail says `words`.

    Raises:
        DomainError: a placeholder is none or misplaced, or one is missing without which the mail
            would not do what it is for ("placeholders").
    """
    check(template, language, words)
    return MailText.objects.update_or_create(
        programme=programme,
        cohort=cohort,
        template=template,
        language=language,
        defaults={
            "subject": one_line(words.subject),
            "text": same_endings(words.text).strip(),
            "changed_at": now,
            "changed_by": cast("User | None", by.user),
        },
    )[0]


def reset(template: str, language: str, *, programme: Programme, cohort: Cohort | None) -> None:
    """Back to the words of the programme, or to the usual ones; again changes nothing."""
    rows = MailText.objects.filter(programme=programme, cohort=cohort)
    rows.filter(template=template, language=language).delete()


def check(template: str, language: str, words: Words) -> None:
    """Whether the placeholders of `words` are right.

    Raises:
        DomainError: they are not; each fault is said ("placeholders").
    """
    known = usual(template, language).placeholders
    if faults := [str(fault) for fault in _faults(words, known)]:
        raise DomainError(" ".join(faults), code="placeholders")


def placeholders_of(template: str, language: str) -> list[Placeholder]:
    """Which there are, those that a letter needs first."""
    known = usual(template, language).placeholders.values()
    return sorted(known, key=lambda each: not each.required)


def preview(template: str, language: str, words: Words | None, *, cohort: Cohort) -> Content:
    """The mail as if it happened to made-up people; None are the usual words.

    Raises:
        KeyError: the mail is not among those whose words can be changed.
    """
    situation = of(template)
    if situation is None:
        raise KeyError(template)
    return compose(template, language, situation.example(cohort), words)


def send_trial(
    template: str, language: str, words: Words | None, *, to: User, cohort: Cohort, now: datetime
) -> None:
    """Mail the preview to the member of staff who asks for it; a double tap is one mail.

    Raises:
        DomainError: the placeholders are not right ("placeholders").
    """
    if words:
        check(template, language, words)
    outbox.post(
        kind=TRIAL,
        key=f"{TRIAL}:{to.pk}:{template}:{language}:{now:%Y-%m-%dT%H:%M}",
        to=to.email,
        language=language,
        content=preview(template, language, words, cohort=cohort),
        now=now,
        programme=cohort.programme,
        recipient_name=to.name,
    )


def _faults(words: Words, known: dict[str, Placeholder]) -> Iterator[object]:
    in_subject, in_text = named(words.subject), named(words.text)
    for name in sorted((in_subject | in_text) - known.keys()):
        yield _("This mail knows no {%(name)s}.") % {"name": name}
    if is_broken(f"{words.subject}\n{words.text}"):
        yield _("A curly bracket is left over. A placeholder looks like this: {name}.")
    large = {name for name, each in known.items() if each.is_block or each.is_link}
    for name in sorted(in_subject & large):
        yield _("{%(name)s} cannot stand in the subject.") % {"name": name}
    missing = [each.name for each in known.values() if each.required and each.name not in in_text]
    if missing:
        yield _("Without %(names)s the mail would be of no use. Please put it back.") % {
            "names": _listed(missing)
        }
    yield from _misplaced(words.text, known)


def _misplaced(text: str, known: dict[str, Placeholder]) -> Iterator[object]:
    """A part of the letter stands on a line of its own, the address of a link in brackets."""
    for each in known.values():
        mark = "{" + each.name + "}"
        paragraphs = [part.strip() for part in same_endings(text).split("\n\n")]
        if each.is_block and any(mark in part and part != mark for part in paragraphs):
            yield _("{%(name)s} needs a paragraph of its own.") % {"name": each.name}
        if each.is_link and text.count(mark) != text.count(f"]({mark})"):
            yield _("{%(name)s} is the address of a link: [words]({%(name)s}).") % {
                "name": each.name
            }


def _listed(names: Iterable[str]) -> str:
    return ", ".join("{" + name + "}" for name in names)
