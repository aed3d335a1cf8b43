from mentoring.common.models.localised import Localised
from mentoring.common.models.people import Named, has_name
from mentoring.common.models.transitions import Lifecycled, Transition
from mentoring.common.models.unfinished import Unfinished

__all__ = ["Lifecycled", "Localised", "Named", "Transition", "Unfinished", "has_name"]
