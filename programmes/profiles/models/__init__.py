from programmes.profiles.models.delegates import Delegate
from programmes.profiles.models.enrolments import Enrolment
from programmes.profiles.models.named_wishes import NamedWish
from programmes.profiles.models.profiles import GoodTime, Profile
from programmes.profiles.models.screenings import Screening
from programmes.profiles.models.support_requests import SupportRequest
from programmes.profiles.models.typed_wishes import TypedWish

__all__ = [
    "Delegate",
    "Enrolment",
    "GoodTime",
    "NamedWish",
    "Profile",
    "Screening",
    "SupportRequest",
    "TypedWish",
]
