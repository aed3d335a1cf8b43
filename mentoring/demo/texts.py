"""What a manager of the demo has written: answers for the public, questions, codes, legal pages."""

from programmes.cohorts.states import QuestionKind, Source

FREQUENT = (
    ("Kostet das etwas?", "Does it cost anything?",
     "Nein. Auch Fahrten zu Treffen bezahlen wir, wenn du das möchtest.",
     "No. If you like, we also pay for your trips to meetings."),
    ("Muss ich in einer Partei sein?", "Do I have to be in a party?",
     "Nein. Du musst auch in keine eintreten. Du sagst uns nur, was dich bewegt.",
     "No. And you do not have to join one. Just tell us what moves you."),
    ("Wie viel Zeit brauche ich?", "How much time do I need?",
     "Etwa ein Treffen im Monat, eine bis zwei Stunden. Wann und wo, macht ihr zusammen aus.",
     "About one meeting a month, an hour or two. You two agree when and where."),
    ("Was passiert im Kennenlerngespräch?", "What happens in the interview?",
     "Wir fragen, was du dir wünschst und was du brauchst. Vorbereiten musst du nichts.",
     "We ask what you wish for and what you need. You need not prepare anything."),
    ("Und wenn wir uns nicht verstehen?", "And if we do not get on?",
     "Dann sagst du es uns. Wir suchen jemand anderen, ohne dass du dich rechtfertigen musst.",
     "Then tell us. We look for somebody else, and you need not justify yourself."),
)  # fmt: skip

OWN_QUESTIONS = (
    {
        "title_de": "Was machst du gerade?",
        "title_en": "What are you doing at the moment?",
        "kind": QuestionKind.ONE,
        "choices_de": ["Schule", "Ausbildung", "Studium", "Arbeit", "Etwas anderes"],
        "choices_en": ["School", "Training", "University", "Work", "Something else"],
    },
    {
        "title_de": "Gibt es etwas, worauf wir bei Treffen achten sollen?",
        "title_en": "Is there anything we should mind when we meet?",
        "hint_de": "Zum Beispiel ein Raum ohne Stufen. Du musst nichts begründen.",
        "hint_en": "A room without steps, for example. You need not explain.",
        "kind": QuestionKind.SHORT,
    },
)

# code, title, channel, partner, and how many of a hundred applicants came through it
CAMPAIGNS = (
    ("story-herbst", "Story im Herbst", Source.SOCIAL_MEDIA, "", 26),
    ("jugendring", "Rundmail Jugendring", Source.YOUTH_WORK, "Kreisjugendring Leipzig", 17),
    ("uni-erstis", "Erstsemestertüte", Source.SCHOOL, "Studierendenwerk", 9),
    ("parteijugend", "Aushang Parteijugend", Source.PARTNER, "Zwei Jugendverbände", 8),
    ("bibliothek", "Plakat Stadtbibliothek", Source.POSTER, "Stadtbibliothek Chemnitz", 2),
    ("berufsschule", "Plakat Berufsschule", Source.POSTER, "BSZ Zwickau", 0),
)

WELCOME = {
    "welcome_de": "Schön, dass du da bist. Es gibt keine falschen Antworten.",
    "welcome_en": "Good to have you here. There are no wrong answers.",
    "thanks_de": "Danke für dein Vertrauen! Wir freuen uns darauf, dich kennenzulernen.",
    "thanks_en": "Thank you for your trust! We look forward to getting to know you.",
}
VIEWS = (
    ("Über eine Woche ohne Termin", "state=submitted&waiting=7"),
    ("Warteliste", "state=waitlisted"),
    ("Empfohlen, nicht entschieden", "state=interview&recommendation=accept"),
)
