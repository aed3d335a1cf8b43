"""Slips of the finger in e-mail addresses, found without asking anybody else."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# The names before the "@…" of most people here; what is among them is never doubted.
KNOWN = (
    "gmail.com",
    "googlemail.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "outlook.com",
    "outlook.de",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "live.de",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.de",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "aol.de",
    "arcor.de",
    "online.de",
    "email.de",
    "mail.de",
    "mail.com",
    "mail.ru",
    "posteo.de",
    "posteo.net",
    "mailbox.org",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "tutanota.com",
    "tuta.io",
    "vodafone.de",
    "unitybox.de",
    "kabelmail.de",
    "o2online.de",
    "uni.de",
)
# Providers with one ending: "gmail.de" is nobody's.
ENDINGS = {
    name.partition(".")[0]: name
    for name in ("gmail.com", "googlemail.com", "icloud.com", "t-online.de", "freenet.de")
}
SHORT = 7


def suggestion(address: str) -> str | None:
    """The address that was probably meant; None where nothing looks wrong."""
    local, _at, domain = address.rpartition("@")
    domain = domain.lower()
    if domain in KNOWN:
        return None
    meant = ENDINGS.get(domain.partition(".")[0]) or _nearest(domain)
    return f"{local}@{meant}" if meant else None


def did_you_mean(address: str, name: str) -> SafeString:
    """The question about `address`, which a tap sends as `name`."""
    question = _("Did you mean %(address)s? Otherwise simply continue.")
    button = '<button class="link-button" name="{}" value="{}">{}</button>'
    return format_html(
        question.replace("%(address)s", "{}"), format_html(button, name, address, address)
    )


def _nearest(domain: str) -> str | None:
    slips, known = min((_slips(domain, known), known) for known in KNOWN)
    return known if slips <= (1 if len(known) <= SHORT else 2) else None


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
