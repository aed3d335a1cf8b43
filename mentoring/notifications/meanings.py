"""What the placeholders of mails stand for, in words for staff."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.notifications.placeholders import Placeholder

MEANINGS: dict[str, str | Promise] = {
    "applicant": _("name of the applicant"),
    "appointment": _("box with time, place and person"),
    "appointment_staff": _("box with time, place and person"),
    "book_link": _("page with the times"),
    "cohort": _("name of the cohort"),
    "cohort_name": _("name of the cohort"),
    "confirm_link": _("page to confirm the address"),
    "day": _("a day"),
    "days": _("number of days"),
    "decided_by": _("day by which you decide"),
    "delegate_notice": _("where the data come from, as the law asks"),
    "draft_link": _("page to go on with the application"),
    "earlier": _("only where somebody has applied before: sentence about it"),
    "email": _("e-mail address of the person"),
    "end": _("last day of the cohort"),
    "first": _("first day of the cohort"),
    "given_name": _("first name of the person"),
    "home_link": _("page of the application"),
    "names": _("name of the person"),
    "before": _("date and time of the interview"),
    "was_with": _("who holds the interview"),
    "greeting": _("greeting with the name"),
    "interviewer": _("who holds the interview"),
    "last": _("last day of the cohort"),
    "link": _("page that the mail leads to"),
    "link_no": _("page to say no"),
    "link_yes": _("page to say yes"),
    "list": _("list of what the office may do"),
    "manage_link": _("page to move or cancel the interview"),
    "may_answer": _("sentence that fits: whether the office may answer"),
    "mentee": _("name of the mentee"),
    "mentor": _("name of the mentor"),
    "mentors_are": _("who the mentors are"),
    "name": _("name of the person"),
    "needs_guardian": _("only for people under 18: sentence about their parents"),
    "no_link": _("page to say no"),
    "offers": _("box with the times offered"),
    "office_link": _("page of the office"),
    "others": _("who it is about: name, introduction, contact"),
    "page": _("page in the staff area"),
    "part": _("sentence that fits: mentee, mentor or co-mentor"),
    "programme": _("name of the programme"),
    "programme_link": _("public page of the programme"),
    "questions": _("where to ask, and the greeting at the end"),
    "refused": _("sentence and button that fit the state"),
    "rationale": _("why you think of them together"),
    "sign_in": _("page to sign in"),
    "start": _("first day of the cohort"),
    "state": _("sentence and button that fit the state"),
    "status_link": _("page of the application"),
    "time": _("date and time of the interview"),
    "until": _("until when"),
    "video_link": _("sentences and links that fit: video or not"),
    "when": _("date and time of the interview"),
    "words": _("your own words in the invitation, where there are any"),
}


def meaning_of(placeholder: Placeholder) -> str | Promise:
    """What it stands for; its bare name where nobody has put it into words."""
    return MEANINGS.get(placeholder.name.partition("_2")[0], placeholder.name)
