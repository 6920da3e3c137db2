"""PySide6 6.12.0 loses references to None and True below Python 3.12 and aborts; it must never be what we run on."""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject, Signal

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


class Emitter(QObject):
    fired = Signal(int)


def test_pyside_keeps_none_and_true_alive():
    emitter = Emitter()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(200):
        emitter.setObjectName("x")
        emitter.fired.emit(1)
    assert abs(sys.getrefcount(None) - before[0]) < 50
    assert abs(sys.getrefcount(True) - before[1]) < 50


def accepted(version, *, python):
    """Whether pyproject.toml lets this PySide6 in on this Python."""
    dependencies = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    requirements = [Requirement(text) for text in dependencies if text.startswith("pyside6-essentials")]
    applying = [one for one in requirements if one.marker.evaluate({"python_version": python})]
    assert len(applying) == 1
    return applying[0].specifier.contains(version)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_pyproject_keeps_6_12_0_out(python):
    assert not accepted("6.12.0", python=python)
    assert accepted("6.11.3", python=python)
    assert accepted("6.9.3", python=python)


def test_pyproject_keeps_all_of_6_12_out_below_python_3_12():
    assert not accepted("6.12.1", python="3.11")
    assert accepted("6.12.1", python="3.12")
