"""Who is meant: by an address, by a name, among those of the cohort and of the list."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from programmes.cohorts.models import Cohort
from programmes.imports.services.known import CellError, fold
from programmes.imports.services.rows import ImportRow
from programmes.profiles.models import Profile
from programmes.profiles.states import Part

Who = Profile | ImportRow


@dataclass
class People:
    """Everybody of a cohort and of a list, by part and by folded name or address."""

    by_word: dict[tuple[str, str], list[Who]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, cohort: Cohort, lines: list[ImportRow]) -> "People":
        """All of them; each row learns whose profile it means."""
        found = cls()
        profiles = Profile.objects.filter(cohort=cohort).select_related(
            "user", "screening", "cohort", "standing_co_mentor"
        )
        everybody = list(profiles.prefetch_related("topics", "needs"))
        for profile in everybody:
            found._add(profile, profile.part, str(profile), profile.user.email)
        parts: dict[str, set[str]] = defaultdict(set)
        for profile in everybody:
            parts[profile.user.email].add(profile.part)
        for row in lines:
            found._identify(row, parts)
        for row in lines:
            if row.profile is None:
                found._add(row, row.part, row.name, row.values.get("email", ""))
        return found

    def _add(self, who: Who, part: str, name: str, email: str) -> None:
        for word in {fold(name), email.lower()} - {""}:
            self.by_word[part, word].append(who)

    def _identify(self, row: ImportRow, parts: dict[str, set[str]]) -> None:
        email = row.values.get("email", "")
        if email in parts:
            self._by_email(row, email, parts[email])
        elif not email and "email" not in {each.name for each in row.mistakes} and row.name:
            named = self.by_word.get((row.part, fold(row.name)), [])
            if len(named) == 1 and isinstance(named[0], Profile):
                row.profile = named[0]
            elif named:
                row.wrong("email", _("is missing, and several people have this name"))

    def _by_email(self, row: ImportRow, email: str, parts: set[str]) -> None:
        if not row.cells.get("part") and len(parts) == 1:
            row.part = Part(next(iter(parts)))
        if row.part in parts:
            found = self.by_word[row.part, email][0]
            row.profile = found if isinstance(found, Profile) else None
            return
        labels = ", ".join(str(Part(part).label) for part in sorted(parts))
        row.wrong("email", _("takes part in this cohort already, as: %(part)s") % {"part": labels})

    def named(self, part: Part, words: str) -> Who:
        """Whom a name or an address means.

        Raises:
            CellError: nobody, or more than one.
        """
        plain = " ".join(words.split())
        swapped = " ".join(reversed([each.strip() for each in plain.split(",", 1)]))
        for word in (plain.lower(), fold(plain), fold(swapped)):
            found = self.by_word.get((part, word), [])
            if len(found) == 1:
                return found[0]
            if found:
                told = {"name": plain}
                raise CellError(_("several are called “%(name)s”: please give the address") % told)
        told = {"name": plain, "part": str(part.label)}
        raise CellError(_("“%(name)s” is nobody in this cohort or list (%(part)s)") % told)
