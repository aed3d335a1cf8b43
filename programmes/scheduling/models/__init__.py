from programmes.scheduling.models.availability import AvailabilityException, AvailabilityRule

__all__ = ["AvailabilityException", "AvailabilityRule"]
