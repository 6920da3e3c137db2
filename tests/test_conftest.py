"""What conftest.py promises every test, proved in a session of its own."""

import os
import re
import shutil
import subprocess
import sys

import pytest

import run

SESSION = """
import logging, threading
import pytest
import run

run.TEST_TOOLS["no-such-tool"] = "some-package"
released = threading.Event()

@pytest.mark.needs_tool("no-such-tool")
def test_with_a_missing_tool():
    pass

@pytest.mark.needs_tool("never-heard-of")
def test_with_an_unknown_tool():
    pass

def test_that_logs_a_warning():
    logging.getLogger("x").warning("careful")

def test_that_expects_its_warning(caplog):
    logging.getLogger("x").warning("careful")
    assert "careful" in caplog.text
    caplog.clear()

def test_that_leaves_a_thread():
    threading.Thread(target=released.wait, daemon=True).start()

def test_that_is_innocent():
    released.set()
"""


@pytest.fixture
def session(tmp_path):
    """Run the session above with our conftest; gives its output, with CI or without."""
    shutil.copy(run.ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    needs_tool\n    screen\n")
    (tmp_path / "test_inner.py").write_text(SESSION)

    def run_session(ci):
        environ = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
        environ |= {"PYTHONPATH": str(run.ROOT), "PYTHONUTF8": "1", **({"CI": "true"} if ci else {})}
        command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", str(tmp_path)]
        return subprocess.run(
            command, cwd=tmp_path, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
        ).stdout

    return run_session


def outcomes(output):
    return {(word, name) for word, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", output, re.M)}


def test_a_session_shows_each_promise_kept(session):
    output = session(ci=False)
    assert outcomes(output) == {
        ("ERROR", "test_with_an_unknown_tool"),
        ("PASSED", "test_that_logs_a_warning"),
        ("ERROR", "test_that_logs_a_warning"),
        ("PASSED", "test_that_expects_its_warning"),
        ("PASSED", "test_that_leaves_a_thread"),
        ("ERROR", "test_that_leaves_a_thread"),
        ("PASSED", "test_that_is_innocent"),
    }
    assert re.search(r"= 未运行 =+\n\S+::test_with_a_missing_tool .*缺少 no-such-tool，请安装 some-package", output)


def test_under_ci_a_missing_tool_is_a_failure(session):
    output = session(ci=True)
    assert ("ERROR", "test_with_a_missing_tool") in outcomes(output)
    assert "未运行：缺少 no-such-tool，请安装 some-package" in output
