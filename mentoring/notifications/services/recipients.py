"""One at a time for each recipient: whoever counts their mails locks them first."""

from django.db import connection

# The mailbox as in `models.mails.mailbox_of`.
LOCK = r"""
    SELECT pg_advisory_xact_lock(
        hashtextextended('mail to ' || lower(regexp_replace(%s, '\+[^@]*@', '@')), 0)
    )
"""


def lock(address: str) -> None:
    """Hold the mailbox of `address` until the transaction ends; needs one.

    Between counting and writing nobody else may do either: at READ COMMITTED two would count the
    same and both find room.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [address])
