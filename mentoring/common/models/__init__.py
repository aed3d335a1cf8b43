from mentoring.common.models.localised import Localised
from mentoring.common.models.people import Named, has_name
from mentoring.common.models.transitions import Lifecycled, Transition

__all__ = ["Lifecycled", "Localised", "Named", "Transition", "has_name"]
