"""Every malformed checklist file gets a clear message, quickly and in little memory."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.storage.malformed import COUNT, cases

ROOT = Path(__file__).parent.parent.parent
SECONDS = 2.0
MEGABYTES = 300
EVERY = 12
"""In the normal run every fifth file is tried."""

made = cache(cases)
GAUGE = """
import json, os, subprocess, sys
child = subprocess.Popen(sys.argv[1:])
_pid, status, used = os.wait4(child.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Starts a program and says how it ended and what it and its children took; a child begins with the memory of who
started it, so this one is small."""


def tried(case, folder):
    """Check one file in a process of its own: exit status, messages, seconds of the processor, MB of memory."""
    path = folder / case.file
    path.write_bytes(case.data)
    out, err = folder / "out.txt", folder / "err.txt"
    command = [sys.executable, "main.py", "--data", str(folder / "data"), "check", str(path), "--json"]
    with out.open("wb") as told, err.open("wb") as said:
        gauged = subprocess.run([sys.executable, "-c", GAUGE, *command], stdout=told, stderr=said, cwd=ROOT, check=True)
    assert gauged.returncode == 0
    *words, figures = out.read_text().splitlines()
    code, seconds, kilobytes = json.loads(figures)
    return code, "\n".join(words), err.read_text(), seconds, kilobytes / 1024


def refuse(case, folder):
    code, told, said, seconds, megabytes = tried(case, folder)
    assert code == 1, (case.name, code, told[-400:], said[-400:])
    assert "Traceback" not in said
    problems = json.loads(told)["problems"]
    assert problems
    assert all(re.search(r"[\u4e00-\u9fff]", one["problem"]) for one in problems)
    assert all(case.file in one["problem"] for one in problems)
    assert all(len(one["problem"]) < 1500 for one in problems)
    assert seconds < SECONDS, (case.name, seconds)
    assert megabytes < MEGABYTES, (case.name, megabytes)
    return seconds, megabytes


def test_the_files_are_always_the_same_two_hundred():
    assert len({case.name for case in made()}) == COUNT
    assert [case.data for case in cases()] == [case.data for case in made()]


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="memory of a child is measured by wait4")
@pytest.mark.parametrize("number", range(2, COUNT, EVERY))
def test_a_malformed_file_is_refused_with_a_clear_message(number, tmp_path):
    refuse(made()[number], tmp_path)


@pytest.mark.heavy
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="memory of a child is measured by wait4")
@pytest.mark.parametrize("number", range(COUNT))
def test_each_of_the_two_hundred_is_refused_with_a_clear_message(number, tmp_path):
    refuse(made()[number], tmp_path)
