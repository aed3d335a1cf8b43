"""CSV as it is found: letters of several codes, and what separates the cells."""

import pytest

from mentoring.common.spreadsheets import texts
from mentoring.common.spreadsheets.sheet import UTF_8, UTF_16, WINDOWS, SheetError

GERMAN = "Vorname;Nachname;Ort\r\nJörg;Größmann;Köln – „Süd“\r\nÄnne;O’Brien;ÖSTERREICH\r\n"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("utf-8", UTF_8),
        ("utf-8-sig", UTF_8),
        ("utf-16", UTF_16),
        ("cp1252", WINDOWS),
    ],
)
def test_letters_are_read_in_the_codes_that_excel_writes(code, said):
    assert texts.decoded(GERMAN.encode(code)) == (GERMAN, said)


def test_both_kinds_of_utf_16_have_a_mark():
    for mark, code in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert texts.decoded(mark + "Ä;b".encode(code)) == ("Ä;b", UTF_16)
    with pytest.raises(SheetError, match="no_text"):
        texts.decoded(b"\xff\xfea")


@pytest.mark.parametrize(
    "name", ["Größe;ß", "José", "ÄRGER", "Señor Müller", "Übel;Überall", "5 € für ü"]
)
def test_a_few_letters_prove_it(name):
    assert texts.decoded(name.encode("cp1252")) == (name, WINDOWS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Müller", "cp850"),
        ("Müller", "mac_roman"),
        ("Groß", "cp850"),
        ("Groß", "mac_roman"),
        ("Ärger", "mac_roman"),
        ("Ärger", "cp850"),
        ("Über", "cp437"),
        ("Wałęsa, Müller", "cp1250"),
        ("Łódź", "cp1250"),
        ("Şahin", "cp1254"),
        ("Kadıköy", "cp1254"),
        ("Иванов", "cp1251"),
        ("Ελλάδα", "cp1253"),
        ("東京", "shift_jis"),
        ("50 € – 60 €", "cp1252"),
    ],
)
def test_what_proves_nothing_is_not_guessed(name, code):
    with pytest.raises(SheetError) as refusal:
        texts.decoded(b"a\n" + name.encode(code))
    assert (refusal.value.code, refusal.value.line) == ("no_utf8", 2)


@pytest.mark.parametrize("end", [b"\xc3", b"\xe4", b"\x81"])
def test_damaged_utf_8_is_no_other_code(end):
    with pytest.raises(SheetError, match="no_utf8"):
        texts.decoded("Müller;Ä".encode() + end)


def rows(text):
    return [cells for _line, cells in texts.rows(text)]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_first_line_may_say_what_separates(sign):
    for line in (f"sep={sign}\r\n", f'"sep={sign}"\n', f"SEP={sign}\r"):
        found = list(texts.rows(f"{line}a;b,c{sign}d\n1{sign}2"))
        assert found[0][0] == 2
        assert len(found[0][1]) == len(f"a;b,c{sign}d".split(sign))
        assert found[1] == (3, ["1", "2"])


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Name, Vorname;E-Mail, privat, dienstlich;Ort\nA;b;c", 3),
        ("Name, Vorname;E-Mail, privat;Ort\nGroß, Ada;a@x, b@x;Köln", 3),
        ("a,b;c,d;e\n1;2;3", 3),
        ("id,topics\n1,a;b;c\n2,a\n3,d;e", 2),
        ("Ort;Betrag\nKöln;1,5\nBonn;2,5", 2),
        ("Ort,Themen\nKöln,a; b\nBonn,c; d", 2),
        ("a\tb;c\n1\t2;3,4", 2),
        ("a", 1),
    ],
)
def test_what_separates_is_seen_in_all_rows(text, header):
    assert len(rows(text)[0]) == header


def test_a_title_hides_nothing():
    assert rows("Mentors, May 2026, all\n\nName;Ort\nA;B\nC;D")[-1] == ["C", "D"]


def test_an_open_quotation_mark_is_named_with_its_line():
    with pytest.raises(SheetError) as refusal:
        rows('sep=;\na;b\n"c')
    assert (refusal.value.code, refusal.value.line) == ("broken_row", 3)
