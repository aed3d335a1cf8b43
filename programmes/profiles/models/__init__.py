from programmes.profiles.models.availability import AvailabilityException, AvailabilityRule
from programmes.profiles.models.profiles import Profile

__all__ = ["AvailabilityException", "AvailabilityRule", "Profile"]
