"""Legal pages: a change is a new version, and what was published stays as it was."""

import re
from datetime import datetime
from pathlib import Path
from typing import cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.cohorts.models import LegalPage, Programme
from programmes.cohorts.states import LegalKind

# Words in brackets that are no link: what an organisation still has to fill in.
GAP = re.compile(r"\[([^\[\]]+)\](?!\()")
FOLDER = Path(__file__).resolve().parent.parent / "texts"


@transaction.atomic
def publish(
    programme: Programme, kind: str, *, body_de: str, body_en: str, by: Actor, now: datetime
) -> LegalPage:
    """The next version of a page; the texts are Markdown.

    Raises:
        DomainError: it says what the last one says ("same").
    """
    # Two who publish at once get two numbers.
    Programme.objects.select_for_update().get(pk=programme.pk)
    last = newest(programme, kind)
    if last and (last.body_de, last.body_en) == (body_de, body_en):
        raise DomainError(_("Nothing has changed, so there is no new version."), code="same")
    return LegalPage.objects.create(
        programme=programme,
        kind=kind,
        version=last.version + 1 if last else 1,
        body_de=body_de,
        body_en=body_en,
        published_at=now,
        published_by=cast("User | None", by.user),
    )


def newest(programme: Programme, kind: str) -> LegalPage | None:
    """What the public page shows; None where nothing has been published."""
    return LegalPage.objects.current(programme).filter(kind=kind).first()


def draft(programme: Programme, kind: str) -> dict[str, str]:
    """Where the next version starts: at the last one, or at our own text with gaps to fill in.

    By the names of the columns, `body_de` and `body_en`.
    """
    last = newest(programme, kind)
    if last:
        return {"body_de": last.body_de, "body_en": last.body_en}
    return {f"body_{language}": _template(programme, kind, language) for language in ("de", "en")}


def _template(programme: Programme, kind: str, language: str) -> str:
    body = (FOLDER / f"{LegalKind(kind)}.{language}.md").read_text(encoding="utf-8").strip()
    known = {"{programme}": programme.name, "{email}": programme.contact_email}
    for gap, value in known.items():
        body = body.replace(gap, value)
    return body
