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
NOTES = (
    "Wir haben über das Praktikum im Landtag gesprochen. Beim nächsten Mal: Anschreiben.",
    "Ausschusssitzung zusammen besucht, danach Kaffee.",
    "Die Rede fürs Jugendparlament geübt.",
    "Kennengelernt, Fragen gesammelt, Termine für die nächsten Monate gemacht.",
    "",
    "",
)
