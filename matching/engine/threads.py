"""Passes over all pairs bring their own threads; a BLAS with more would only get in their way.

Its threads wait by spinning, which doubles the time of the processor even for small programmes.
"""

import ctypes
from pathlib import Path

import numpy as np

# How OpenBLAS calls its functions in NumPy's wheels, and elsewhere.
PREFIXES, SUFFIXES = ("scipy_openblas", "openblas"), ("64_", "_64_", "")


def one_for_blas() -> bool:
    """Let the OpenBLAS of NumPy's wheel use one thread; False where NumPy came another way."""
    folder = Path(np.__file__).parents[1] / "numpy.libs"
    names = [f"{prefix}_set_num_threads{suffix}" for prefix in PREFIXES for suffix in SUFFIXES]
    for path in sorted(folder.glob("*openblas*")):
        library = ctypes.CDLL(str(path))
        for name in names:
            if hasattr(library, name):
                getattr(library, name)(ctypes.c_int(1))
                return True
    return False
