"""The lock, the CI script and the README say the same as pyproject.toml and run.py."""

import os
import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

LOCK = run.ROOT / "requirements.lock"
PINNED = re.compile(r"([A-Za-z0-9._-]+)==([^ ;]+)(?: ;([^\\]+))? \\")


def locked():
    """Name -> (version, marker, hashes) of the lock."""
    packages = {}
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if pinned := PINNED.fullmatch(line):
            name = pinned[1]
            assert name not in packages, f"{name} is pinned twice"
            packages[name] = (pinned[2], (pinned[3] or "").strip(), [])
        elif not line.startswith("#"):
            hashed = re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line)
            assert hashed, line
            packages[name][2].append(hashed[1])
    return packages


def test_every_pinned_package_has_hashes():
    packages = locked()
    assert len(packages) > 50
    assert [name for name, (_, _, hashes) in packages.items() if not hashes] == []


def test_the_lock_names_no_address():
    text = LOCK.read_text(encoding="utf-8")
    assert re.findall(r"\w+://|file:|--(?:extra-)?index-url[= ]|--find-links|@ ", text) == []


def test_the_lock_holds_what_the_project_and_its_tests_ask_for():
    project = tomllib.loads((run.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [Requirement(text) for text in project["project"]["dependencies"] + project["dependency-groups"]["dev"]]
    packages = locked()
    here = [one for one in asked if one.marker is None or one.marker.evaluate()]
    wrong = [str(one) for one in here if not one.specifier.contains(packages[canonicalize_name(one.name)][0])]
    assert wrong == []
    assert {canonicalize_name(one.name) for one in asked} <= set(packages)


def test_the_lock_pins_pyside_6_11_3_everywhere():
    packages = locked()
    assert packages["pyside6-essentials"][:2] == ("6.11.3", "")
    assert "pyside6" not in packages
    assert "pyside6-addons" not in packages


def test_ci_runs_the_readmes_command_and_nothing_else():
    script = (run.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', "python3 run.py test"]
    assert os.access(run.ROOT / ".ci" / "run", os.X_OK)


def test_the_readme_has_both_commands_each_on_a_line():
    lines = [line.strip() for line in (run.ROOT / "README.md").read_text(encoding="utf-8").splitlines()]
    assert "python3 run.py demo" in lines
    assert "python3 run.py test" in lines
