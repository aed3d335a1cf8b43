import ctypes
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.random import _mt19937

from matching.engine import scoring, threads

LIBRARIES = sorted((Path(np.__file__).parents[1] / "numpy.libs").glob("*openblas*"))


@pytest.mark.skipif(not LIBRARIES, reason="NumPy came without OpenBLAS")
def test_blas_leaves_the_threads_to_the_passes():
    library = ctypes.CDLL(str(LIBRARIES[0]))
    library.scipy_openblas_set_num_threads64_(2)
    assert threads.one_for_blas()
    assert library.scipy_openblas_get_num_threads64_() == 1
    assert scoring.threads is threads


def test_another_numpy_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(threads.np, "__file__", str(tmp_path / "numpy" / "__init__.py"))
    assert not threads.one_for_blas()


def test_a_library_without_such_functions_is_passed_over(monkeypatch, tmp_path):
    folder = tmp_path / "numpy.libs"
    folder.mkdir()
    shutil.copy(_mt19937.__file__, folder / "libopenblas.so")
    monkeypatch.setattr(threads.np, "__file__", str(tmp_path / "numpy" / "__init__.py"))
    assert not threads.one_for_blas()
