"""stub"""

from typing import Any


def solve(*args: Any) -> Any: ...
