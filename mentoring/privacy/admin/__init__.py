"""What auditors read. Voluntary answers have no page here on purpose."""

from mentoring.privacy.admin.logs import (
    AccessLogAdmin,
    ConsentAdmin,
    ConsentTextAdmin,
    ErasureAdmin,
)

__all__ = ["AccessLogAdmin", "ConsentAdmin", "ConsentTextAdmin", "ErasureAdmin"]
