"""What a service refuses, by the code of the error."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mentoring.common.errors import DomainError


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block is refused with `code`."""
    with pytest.raises(DomainError) as refusal:
        yield
    assert refusal.value.code == code
