from mentoring.common.models.localised import Localised
from mentoring.common.models.transitions import Lifecycled, Transition

__all__ = ["Lifecycled", "Localised", "Transition"]
