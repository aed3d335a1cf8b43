"""E-mail addresses: one spelling a mailbox, and domains by the rules of today (IDNA 2008).

Python's own codec knows the rules of 2003, by which "fußball.example" is "fussball.example": a mail
with somebody's key would go to a stranger's domain.
"""

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from mentoring.common.text import JOINERS, visible

ENCODED = "xn--"


def plain_address(text: str) -> str:
    """`text` in lower case and without letters that nobody sees; whether it is one, forms ask.

    A domain is kept in its own letters, however it was written: "xn--mller-kva.example" is
    "müller.example".
    """
    local, at, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    return f"{visible(local)}{at}".lower() + _own_letters(_without_strays(domain))


def mailbox(address: str) -> str:
    """The mailbox behind an address: tags after a plus arrive in it all the same."""
    return re.sub(r"\+[^@]*@", "@", plain_address(address))


def ascii_address(address: str) -> str:
    """The form that every server understands: "müller.example" is "xn--mller-kva.example".

    Raises:
        ValueError: there is no such domain by the rules of IDNA 2008.
    """
    local, at, domain = address.rpartition("@")
    if not domain.isascii() or ENCODED in domain:
        domain = idna.encode(domain, uts46=True).decode()
    return f"{local}{at}{domain}"


def validate_address(address: str) -> None:
    """Let through what is an e-mail address and fits into the header of a mail.

    Raises:
        ValidationError: it is none.
    """
    try:
        validate_email(ascii_address(address))
    except ValueError as error:
        raise ValidationError(_("Enter a valid email address."), code="invalid") from error


def _own_letters(domain: str) -> str:
    if domain.isascii() and ENCODED not in domain.lower():
        return domain.lower()
    try:
        return idna.decode(domain, uts46=True)
    except idna.IDNAError:
        return domain.lower()


def _without_strays(domain: str) -> str:
    """Joiners are letters of some scripts; anywhere else they came along unseen."""
    return "".join(
        letter if letter in JOINERS and idna.valid_contextj(domain, place) else visible(letter)
        for place, letter in enumerate(domain)
    )
