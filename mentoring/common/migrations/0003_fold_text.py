"""The one place where letters are folded, for searching and for sorting: ADR 0015."""

from django.db import migrations

# Apostrophes and what nobody sees: they part no words.
DROPPED = "'’‘‛`´ʹʻʼʽʾʿˈ′＇\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
# Letters of their own that are no other letter with a mark.
LETTERS = "đðħıłøŧςⱥƀɓɗɠɨɩɲɔəɛƒƙɽʉɣƴƶ"
PLAIN = "ddhilotσabbdgiinoaefkruvyz"
PAIRS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue"}
# All dashes are blanks: a name is found with and without its hyphen.
BLANKS = "[[:space:]\u2010-\u2015\u2212\u30fb-]+"


def _replaced(expression: str, pairs: dict[str, str]) -> str:
    for letter, spelling in pairs.items():
        expression = f"replace({expression}, '{letter}', '{spelling}')"
    return expression


def _quoted(text: str) -> str:
    return text.replace("'", "''")


LOWER = f"lower(normalize(translate(value, '{_quoted(DROPPED)}', ''), NFKD))"
BARE = f"regexp_replace({LOWER}, '{MARKS}', '', 'g')"
FOLDED = _replaced(f"translate({BARE}, '{LETTERS}', '{PLAIN}')", PAIRS)
SPELT = _replaced("normalize(lower(value), NFC)", SPELT_OUT)
FUNCTIONS = {
    "fold_text(value text)": f"btrim(regexp_replace({FOLDED}, '{BLANKS}', ' ', 'g'))",
    "spell_out(value text)": SPELT,
    "search_words(value text)": (
        "' ' || fold_text(value) || CASE WHEN normalize(lower(value), NFC) ~ '[äöü]'"
        " THEN ' ' || fold_text(spell_out(value)) ELSE '' END"
    ),
    # Two blanks come before any letter: all of the name Berg stand before Berger and Berg-Ander.
    "sort_key(first text, second text)": (
        "ltrim(fold_text(first) || '  ' || fold_text(second))"
    ),
}


class Migration(migrations.Migration):
    dependencies = [("common", "0002_transition_events")]

    operations = [
        migrations.RunSQL(
            f"CREATE FUNCTION {signature} RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE"
            f" RETURN {body}",
            f"DROP FUNCTION {signature}",
        )
        for signature, body in FUNCTIONS.items()
    ]
