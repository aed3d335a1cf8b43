"""The mentors and co-mentors of the demo. None of them exists."""

GIVEN_NAMES = (
    "Renate", "Thomas", "Sibel", "Katharina", "Markus", "Annegret", "Cem", "Birgit", "Olaf",
    "Swantje", "Matthias", "Ayşe", "Carsten", "Friederike", "Hakan", "Ulrike", "Bernd", "Nadine",
    "Steffen", "Gesine", "Karim", "Dagmar", "Torsten", "Filiz", "Ingo", "Mareike", "Volker",
    "Heike", "Samuel", "Britta",
)  # fmt: skip
FAMILY_NAMES = (
    "Lindner-Voss", "Pohl", "Aksoy", "Brandstetter", "Friedrichs", "Hagemann", "Toprak", "Seidel",
    "Kröger", "Petersen", "Baumgart", "Doğan", "Winkelmann", "Reuter", "Ulusoy", "Dietrich",
    "Sommerfeld", "Jahnke", "Ziegler", "Thiel", "Mansour", "Ehlers", "Kuhn", "Erdem", "Bartels",
    "Claußen", "Herzog", "Maurer", "Adeyemi", "Wulf",
)  # fmt: skip
# Land → a postcode in it.
POSTCODES = {
    "BW": ("70173", "79098", "68159"),
    "BY": ("80331", "90402", "86150"),
    "BE": ("10115", "12043", "13353"),
    "BB": ("14467", "03046"),
    "HB": ("28195",),
    "HH": ("20095", "22765"),
    "HE": ("60311", "34117"),
    "MV": ("18055", "19053"),
    "NI": ("30159", "26122", "37073"),
    "NW": ("50667", "44135", "40213", "48143"),
    "RP": ("55116", "54290"),
    "SL": ("66111",),
    "SN": ("01067", "04109", "09111"),
    "ST": ("39104", "06108"),
    "SH": ("24103", "23552"),
    "TH": ("99084", "07743"),
}
# Uneven, as it is.
PARTIES = (
    *("SPD",) * 23, *("Grüne",) * 21, *("CDU",) * 18, *("FDP",) * 10, *("Die Linke",) * 9,
    *("CSU",) * 5, *("Eine andere demokratische Partei",) * 4,
)  # fmt: skip
FUNCTIONS = (
    "Mitglied des Landtags",
    "Mitglied des Bundestages",
    "Mitglied des Stadtrats",
    "Kreistagsmitglied",
    "Bürgermeister:in",
    "Mitglied der Bezirksverordnetenversammlung",
    "Mitglied des Europäischen Parlaments",
    "Fraktionsvorsitz im Gemeinderat",
)
INTRODUCTIONS = (
    (
        "Ich bin über die Schülervertretung in die Politik gekommen und erinnere mich gut, wie"
        " fremd mir am Anfang alles war."
    ),
    "Meine Eltern haben nicht studiert. Dass es trotzdem geht, zeige ich gern von innen.",
    "Seit zwölf Jahren mache ich Kommunalpolitik, am liebsten da, wo Menschen sich treffen.",
    "Ich höre lieber zu, als zu reden. Das ist in meinem Beruf selten und hilft oft.",
    "Mein Weg ging über Ausbildung, Betriebsrat und Abendschule. Umwege sind keine Fehler.",
    (
        "Ich bin mit neun nach Deutschland gekommen. Die erste Rede habe ich mit zitternden Knien"
        " gehalten."
    ),
)
ALWAYS_ASK = (
    "Wie man einen Antrag schreibt, wen man anruft und wie man Nein sagt.",
    "Alles zu Praktikum und Bewerbung. Auch abends per Nachricht.",
    "Fragen zum Studium, zu Stipendien und zu Leuten, die du treffen solltest.",
    "Ob du zu einer Sitzung mitkommen kannst. Die Antwort ist meistens Ja.",
    "Wie ich mit Anfeindungen umgehe. Und was ich heute anders machen würde.",
)
RATHER_NOT = (
    "Sonntags bin ich für meine Familie da.",
    "Bitte keine Anrufe in Sitzungswochen, Nachrichten gehen immer.",
    "",
    "",
    "",
)
NEEDS_FROM_US = (
    "Eine kurze Einführung, was ich in den ersten Treffen tun soll.",
    "Jemanden, den ich bei schwierigen Gesprächen anrufen kann.",
    "",
    "",
    "",
    "",
    "",
)


def name(number: int) -> tuple[str, str]:
    """Given and family name of the mentor with this number; all are different up to 900."""
    round_, given = divmod(number, len(GIVEN_NAMES))
    return GIVEN_NAMES[given], FAMILY_NAMES[(given + round_ * 7) % len(FAMILY_NAMES)]


def address(given: str, family: str, *, at: str = "") -> str:
    """A mail address that receives nothing."""
    local = f"{given}.{family}".lower().translate(
        str.maketrans({"ş": "s", "ğ": "g", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    )
    return f"{local}@{at + '.' if at else ''}example.org"
