"""Lists that staff import, for tests."""

from typing import Any

from mentoring.common.actors import Actor
from programmes.cohorts.models import Cohort
from programmes.imports.models import Upload
from programmes.imports.services import imports, uploads
from programmes.imports.services.rows import ImportRow
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort

# As an office keeps it, and as German Excel writes it.
MESSY = """Mentorinnen und Mentoren, Stand Mai 2026;;;;;
;;;;;
vertraulich;;;;;
"Name,
Vorname";E-Mail (dienstlich);Bundesland;Partei/Fraktion;Funktion;Schuhgröße
"Groß, Ada";ada@example.org;NRW;SPD;Bürgermeisterin;38
"von Berg, Jürgen";juergen@example.org;Berlin;Grüne/Bündnis 90;;44
"Öz, Gül";guel@example.org;NRW;Partei X;;
"""


def make_upload(
    text: str, cohort: Cohort | None = None, part: str = Part.MENTOR, **said: Any
) -> Upload:
    """A list in the letters of German Excel."""
    cohort = cohort or make_cohort()
    owner = said.pop("owner", None) or make_staff(programme=cohort.programme)
    content = text.encode(said.pop("encoding", "cp1252"))
    now = said.pop("now", NOW)
    return uploads.start(owner, cohort, part, name="liste.csv", content=content, now=now)


def chosen(upload: Upload) -> Upload:
    """The same with each column and word as it is proposed."""
    uploads.set_columns(upload, uploads.proposed_columns(upload))
    asked = uploads.questions(upload)
    uploads.set_meanings(upload, {(each.name, each.words): each.proposal for each in asked})
    return upload


def import_all(upload: Upload, *, tells: bool = False) -> list[ImportRow]:
    """All rows, by the list's owner."""
    by = Actor.of(upload.owner)
    return imports.run(upload, tells=tells, by=by, now=NOW)


def listed(
    cohort: Cohort, *rows: list[str], head: Any = (), part: str = Part.MENTOR, **said: Any
) -> Upload:
    """A list of given name, family name and address, and of the fields that `head` names."""
    names = ["given_name", "family_name", "email", *head]
    lines = [names, *([f'"{cell}"' for cell in row] for row in rows)]
    text = "\n".join(";".join(line) for line in lines)
    upload = make_upload(text, cohort, part, encoding="utf-8", **said)
    uploads.set_header(upload, 0)
    uploads.set_columns(upload, dict(enumerate(names)))
    return upload
