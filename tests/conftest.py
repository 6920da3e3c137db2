"""What every test gets: Qt without a screen, no silent warnings, no threads left behind, tools named when missing."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import logging
import threading

import pytest
from hypothesis import settings

import run

EYES = (
    "xkbcomp",
    "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/python3/dist-packages/gi",
)
SCREEN_TOOLS = ("Xvfb", "xdotool", "openbox", *EYES, *run.WINDOW_LIBRARIES)
NOT_RUN = "未运行"


settings.register_profile("normal", max_examples=30)
settings.register_profile("heavy", max_examples=100)


def pytest_configure(config):
    """Properties are tried with fewer examples in the normal run than in the long proofs."""
    settings.load_profile("normal" if config.option.markexpr == "not heavy" else "heavy")


def pytest_runtest_setup(item):
    """A test whose tool is missing is 未运行 with the package to install; under CI that is a failure."""
    tools = [tool for mark in item.iter_markers("needs_tool") for tool in mark.args]
    if item.get_closest_marker("screen"):
        tools.extend(SCREEN_TOOLS)
    reason = missing_tools_sentence(tools)
    if reason and os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def missing_tools_sentence(tools):
    """Say which of the tools are missing and which packages hold them; empty when all are there."""
    unknown = [tool for tool in tools if tool not in run.TEST_TOOLS]
    if unknown:
        raise pytest.UsageError(f"not in run.TEST_TOOLS: {unknown}")
    missing = [tool for tool in tools if not run.is_present(tool)]
    packages = dict.fromkeys(run.TEST_TOOLS[tool] for tool in missing)
    return f"{NOT_RUN}：缺少 {'、'.join(missing)}，请安装 {' '.join(packages)}" if missing else ""


def pytest_terminal_summary(terminalreporter):
    """List each test that lacked its tool: a skip that nobody sees is a test that nobody has."""
    lines = [
        f"{report.nodeid}  {report.longrepr[2]}"
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple) and NOT_RUN in report.longrepr[2]
    ]
    if lines:
        terminalreporter.section(NOT_RUN)
        terminalreporter.write("\n".join(lines) + "\n")


@pytest.fixture(autouse=True)
def no_logged_warnings(caplog):
    """Fail on anything logged at WARNING or above; a test that expects it asserts it, then calls `caplog.clear()`."""
    yield
    logged = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not logged, f"warnings were logged: {logged}"


@pytest.fixture(autouse=True)
def no_leftover_threads():
    """Fail when a thread that the test started is still running a moment after its end."""
    before = set(threading.enumerate())
    yield
    for thread in leftover(before):
        thread.join(timeout=2)
    assert not leftover(before), f"threads still run: {leftover(before)}"


def leftover(before):
    """Threads of Python's that were not there before; Qt's pool shows as dummies that never end."""
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
