"""What the people of the demo's tandems say and note."""

from programmes.partnerships.states import MeetingKind

KINDS = (
    *(MeetingKind.IN_PERSON,) * 3,
    *(MeetingKind.VIDEO,) * 4,
    MeetingKind.PHONE,
    MeetingKind.MESSAGES,
)
REASONS = (
    "Im Moment habe ich neben dem Wahlkampf leider keine Zeit dafür.",
    "Mir wäre jemand aus meiner Nähe lieber.",
    "",
)
# What was done must be possible in the way of meeting; a blank says nothing.
NOTES = {
    MeetingKind.IN_PERSON: (
        "Ausschusssitzung zusammen besucht, danach Kaffee.",
        "Wir haben über das Praktikum im Landtag gesprochen. Beim nächsten Mal: Anschreiben.",
        "Die Rede fürs Jugendparlament geübt.",
        "",
    ),
    MeetingKind.VIDEO: (
        "Wir haben über das Praktikum im Landtag gesprochen. Beim nächsten Mal: Anschreiben.",
        "Die Rede fürs Jugendparlament geübt.",
        "Fragen gesammelt, Termine für die nächsten Monate gemacht.",
        "",
    ),
    MeetingKind.PHONE: (
        "Vor der Bewerbung noch einmal alles durchgesprochen.",
        "Kurz telefoniert: Wie war die erste Woche im Praktikum?",
        "",
    ),
    MeetingKind.MESSAGES: (
        "Das Anschreiben hin und her geschickt, jetzt ist es fertig.",
        "Zwei Fragen zur Ausschusssitzung beantwortet.",
        "",
    ),
}
FIRST_NOTE = "Kennengelernt und Fragen gesammelt."
MINUTES = {
    MeetingKind.IN_PERSON: (60, 90),
    MeetingKind.VIDEO: (45, 60),
    MeetingKind.PHONE: (20, 30),
    MeetingKind.MESSAGES: (10, 15),
}
