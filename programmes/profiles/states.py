"""In which part a person belongs to a cohort, and how meetings can take place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class Part(TextChoices):
    MENTEE = "mentee", _("Mentee")
    MENTOR = "mentor", _("Mentor")
    CO_MENTOR = "co_mentor", _("Co-mentor")


class MeetingFormat(TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    BOTH = "both", _("Both are fine")


class SpokenLanguage(TextChoices):
    """Languages a conversation may be held in; the value is the ISO 639-1 code."""

    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")
    TURKISH = "tr", _("Turkish")
    ARABIC = "ar", _("Arabic")
    RUSSIAN = "ru", _("Russian")
    UKRAINIAN = "uk", _("Ukrainian")
    PERSIAN = "fa", _("Persian/Dari")
    KURDISH = "ku", _("Kurdish")
    POLISH = "pl", _("Polish")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    ITALIAN = "it", _("Italian")
    ROMANIAN = "ro", _("Romanian")
    VIETNAMESE = "vi", _("Vietnamese")
    SIGN = "sgn", _("German Sign Language")


class PartOfWeek(TextChoices):
    MORNINGS = "mornings", _("Weekdays, mornings")
    AFTERNOONS = "afternoons", _("Weekdays, afternoons")
    EVENINGS = "evenings", _("Weekdays, evenings")
    WEEKEND = "weekend", _("At the weekend")


class PartOfDay(TextChoices):
    """The columns of the week on which people tick when they could meet."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class ProfileEvent(TextChoices):
    """What the history of a profile tells besides changes of state; never a name or an address."""

    NAME_CORRECTED = "name_corrected", _("Name put right")
    ADDRESS_ASKED = "address_asked", _("Link to confirm a new address sent")
    ADDRESS_CHANGED = "address_changed", _("E-mail address changed")


class ProfileState(TextChoices):
    """Whether somebody can be matched."""

    ACTIVE = "active", _("Takes part")
    PAUSED = "paused", _("Pauses")
    LEFT = "left", _("Has left")


PROFILE_MOVES: Moves = {
    ProfileState.ACTIVE: frozenset({ProfileState.PAUSED, ProfileState.LEFT}),
    ProfileState.PAUSED: frozenset({ProfileState.ACTIVE, ProfileState.LEFT}),
    ProfileState.LEFT: frozenset({ProfileState.ACTIVE}),
}


class TaskReason(TextChoices):
    """Why a task of staff took care of itself."""

    LEFT = "left", _("The person has left")
    ASKED_ANEW = "asked_anew", _("The person has changed what they need")
    CERTIFICATE_HOLDS = "certificate_holds", _("A certificate that holds was seen")
    NOBODY_LACKS_IT = "nobody_lacks_it", _("Nobody lacks a certificate any more")
    IN_ONE_LIST = "in_one_list", _("All who lack a certificate stand in one task now")
    HAS_CO_MENTOR = "has_co_mentor", _("Somebody stands beside the mentor")
    DECIDED = "decided", _("It was decided, or taken back")
    TAKEN_BACK = "taken_back", _("The person has taken the wish back")


class FirstContact(TextChoices):
    """How somebody would like to be reached first."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    MESSENGER = "messenger", _("Messenger")
    OFFICE = "office", _("Through the office")


class WishKind(TextChoices):
    PREFERRED = "preferred", _("Would like to be matched with")
    EXCLUDED = "excluded", _("Does not want to be matched with")


class EnrolmentState(TextChoices):
    """A mentor's or co-mentor's way into a cohort."""

    BEGUN = "begun", _("Form begun")
    INVITED = "invited", _("Invited")
    SUBMITTED = "submitted", _("Waits for approval")
    ENROLLED = "enrolled", _("Takes part")
    DECLINED = "declined", _("Declined by staff")
    WITHDRAWN = "withdrawn", _("Said no")


ENROLMENT_MOVES: Moves = {
    EnrolmentState.BEGUN: frozenset({EnrolmentState.SUBMITTED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.INVITED: frozenset({EnrolmentState.ENROLLED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.SUBMITTED: frozenset(
        {EnrolmentState.ENROLLED, EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN}
    ),
    EnrolmentState.ENROLLED: frozenset(),
    EnrolmentState.DECLINED: frozenset({EnrolmentState.SUBMITTED}),
    EnrolmentState.WITHDRAWN: frozenset({EnrolmentState.INVITED}),
}


class Origin(TextChoices):
    """Where the data of a mentor came from."""

    INVITATION = "invitation", _("Invitation by staff")
    INTEREST = "interest", _("Interest form")
    IMPORT = "import", _("Imported list")


class Scope(TextChoices):
    """What a mentor's office may do."""

    CALENDAR = "calendar", _("See the dates of meetings")
    LOG = "log", _("Log meetings")
    ANSWER = "answer", _("Answer on behalf")
