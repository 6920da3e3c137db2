"""run.py: an environment that is whole or not there, system libraries by name, gates in order."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run


@pytest.fixture
def environment(tmp_path):
    """A work tree with a lock and nothing else."""
    (tmp_path / "requirements.lock").write_text("one==1\n")
    return run.Environment(tmp_path)


class Builder:
    """Stands for pip: makes an interpreter and a script that carry the place they were built in."""

    def __init__(self):
        self.calls = 0

    def __call__(self, folder, lock_file):
        self.calls += 1
        python = run.python_of(folder)
        python.parent.mkdir(parents=True)
        python.write_bytes(b"\0binary")
        (python.parent / "tool").write_text(f"#!{folder}/bin/python\n")
        (folder / "content").write_text(lock_file.read_text())


@pytest.fixture
def build():
    return Builder()


@pytest.fixture
def calls(monkeypatch):
    """The commands that run.py starts, none of which is really run; each succeeds unless its words are in `failing`."""

    class Calls(list):
        failing: tuple = ()

        def run(self, command, **options):
            self.append(list(command))
            failed = any(word in command for word in self.failing)
            return subprocess.CompletedProcess(command, 1 if failed else 0, "", "")

        def call(self, command, **options):
            return self.run(command).returncode

    recorded = Calls()
    monkeypatch.setattr(run.subprocess, "run", recorded.run)
    monkeypatch.setattr(run.subprocess, "call", recorded.call)
    return recorded


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(run, "is_root", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")


# The environment


def test_a_new_tree_is_built_once_and_then_left_alone(environment, build):
    environment.prepare(build)
    environment.prepare(build)
    assert build.calls == 1
    assert environment.is_current(environment.home)
    assert not environment.fresh.exists()


def test_another_lock_makes_a_new_environment_and_leaves_nothing_of_the_old(environment, build):
    environment.prepare(build)
    environment.lock_file.write_text("one==2\n")
    environment.prepare(build)
    assert (environment.home / "content").read_text() == "one==2\n"
    assert not environment.retired.exists()


@pytest.mark.parametrize(("owner", "name"), [("sys", "version"), ("sys", "base_prefix")])
def test_another_interpreter_makes_a_new_environment(environment, build, monkeypatch, owner, name):
    environment.prepare(build)
    monkeypatch.setattr(getattr(run, owner), name, "another")
    assert not environment.is_current(environment.home)


def test_an_environment_whose_interpreter_is_gone_is_not_current(environment, build):
    environment.prepare(build)
    environment.python.unlink()
    assert not environment.is_current(environment.home)


def test_a_failed_build_leaves_the_old_environment_in_use(environment, build):
    environment.prepare(build)
    environment.lock_file.write_text("one==2\n")

    def interrupted(folder, lock_file):
        folder.mkdir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        environment.prepare(interrupted)
    assert (environment.home / "content").read_text() == "one==1\n"
    environment.prepare(build)
    assert (environment.home / "content").read_text() == "one==2\n"


def test_a_half_built_environment_is_never_swapped_in(environment, build):
    python = run.python_of(environment.fresh)
    python.parent.mkdir(parents=True)
    python.touch()
    environment.prepare(build)
    assert build.calls == 1
    assert (environment.home / "content").exists()


def test_an_interrupted_swap_is_finished_without_building_again(environment, build):
    environment.prepare(build)
    environment.home.rename(environment.fresh)
    environment.prepare(build)
    assert build.calls == 1
    assert environment.is_current(environment.home)


def test_an_environment_in_use_is_reported_and_kept(environment, build, monkeypatch):
    environment.prepare(build)
    environment.lock_file.write_text("one==2\n")

    def in_use(path, target):
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", in_use)
        with pytest.raises(run.NotReadyError, match="请关闭正在运行的颐安检查"):
            environment.prepare(build)
    assert (environment.home / "content").read_text() == "one==1\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there a build in use cannot be deleted, which is refused in words")
def test_a_pip_that_outlives_its_killed_run_keeps_others_waiting(tmp_path):
    import fcntl

    waiting = [sys.executable, "-c", "input()"]
    with run.held(tmp_path / "lock"):
        survivor = subprocess.Popen(waiting, stdin=subprocess.PIPE, close_fds=False)
    with (tmp_path / "lock" / "lock").open() as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        survivor.communicate(b"\n")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_scripts_name_the_place_where_they_are_used(environment, build):
    environment.prepare(build)
    tool = environment.python.parent / "tool"
    assert tool.read_text() == f"#!{environment.home}/bin/python\n"
    assert environment.python.read_bytes() == b"\0binary"


def test_a_broken_lock_is_told_with_its_cause_and_leaves_no_environment(environment, tmp_path):
    empty_source = tmp_path / "wheels"
    empty_source.mkdir()
    environment.lock_file.write_text(
        f"--no-index\n--find-links {empty_source}\nnot-there==1 --hash=sha256:{'0' * 64}\n"
    )
    with pytest.raises(run.NotReadyError, match=r"(?s)依赖包没有装上.*not-there"):
        environment.prepare(run.build_environment)
    assert not environment.home.exists()


# The system


@pytest.mark.parametrize(("version", "accepted"), [((3, 10, 13), False), ((3, 11, 0), True), ((3, 14, 2), True)])
def test_the_interpreter_must_be_new_enough(version, accepted):
    if accepted:
        run.require_python(version, "/usr/bin/python3")
        return
    with pytest.raises(run.NotReadyError, match=r"需要 Python 3\.11 .*3\.10\.13（/usr/bin/python3）"):
        run.require_python(version, "/usr/bin/python3")


@pytest.mark.parametrize("glibc", ["2.34", "2.36", "3.0"])
def test_a_new_enough_c_library_is_accepted(glibc):
    run.require_glibc("x86_64", ("glibc", glibc))


@pytest.mark.parametrize(
    ("machine", "libc", "said"),
    [
        ("x86_64", ("glibc", "2.31"), "2.34 或更高版本，本机是 2.31"),
        ("aarch64", ("glibc", "2.36"), "2.39 或更高版本"),
        ("x86_64", ("", ""), "其他 C 语言库"),
        ("loongarch64", ("glibc", "2.38"), "loongarch64"),
    ],
)
def test_a_system_without_wheels_is_refused_by_name(machine, libc, said):
    with pytest.raises(run.NotReadyError, match=re.escape(said)):
        run.require_glibc(machine, libc)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("", True), ("--data d", True), ("--data d --by 1", True), ("demo", True), ("--data d demo", True),
        ("demo --no-window", False), ("list findings", False), ("--data d audit --json", False), ("--data=d audit", False),
    ],
)  # fmt: skip
def test_which_commands_open_a_window(words, window):
    assert run.opens_window(words.split()) is window


@pytest.mark.parametrize(("arguments", "environ", "asked"), [
    (["demo"], {"DISPLAY": ":0"}, True),
    (["demo"], {"WAYLAND_DISPLAY": "wayland-0"}, True),
    (["demo"], {}, False),
    (["audit"], {"DISPLAY": ":0"}, False),
])  # fmt: skip
def test_window_libraries_are_asked_for_when_a_window_will_open(arguments, environ, asked, environment, monkeypatch):
    class Handed(BaseException):
        pass

    def hand_over(*command):
        raise Handed

    tables = []
    monkeypatch.setattr(run, "missing_packages", lambda table: tables.append(table) or [])
    monkeypatch.setattr(run.Environment, "prepare", lambda self, build: None)
    monkeypatch.setattr(run, "missing_venv", list)
    monkeypatch.setattr(run.os, "environ", environ)
    monkeypatch.setattr(run.os, "execv", hand_over)
    monkeypatch.setattr(run.sys, "platform", "linux")
    with pytest.raises(Handed):
        run.start(environment, arguments)
    assert tables == [{**run.QT_LIBRARIES, **(run.WINDOW_LIBRARIES if asked else {})}]


def test_nothing_missing_asks_for_nothing(calls, as_root):
    run.install_packages([], "系统库")
    assert calls == []


def test_root_installs_what_is_missing(calls, as_root, capsys):
    run.install_packages(["libgl1", "libegl1"], "系统库")
    assert calls == [["apt-get", "install", "-y", "--no-install-recommends", "libgl1", "libegl1"]]
    assert "缺少系统库，正在安装：libgl1 libegl1" in capsys.readouterr().out


def test_lists_are_fetched_once_when_the_first_try_fails(calls, as_root):
    calls.failing = ("install",)
    with pytest.raises(run.NotReadyError, match=r"没有装上.*apt-get install -y --no-install-recommends libgl1"):
        run.install_packages(["libgl1"], "系统库")
    assert [command[1] for command in calls] == ["install", "update", "install"]


def test_others_get_the_exact_line_and_nothing_is_run(calls, as_root, monkeypatch):
    monkeypatch.setattr(run, "is_root", lambda: False)
    with pytest.raises(run.NotReadyError, match=r"sudo apt-get install -y --no-install-recommends libgl1$"):
        run.install_packages(["libgl1"], "系统库")
    assert calls == []


def test_a_system_without_apt_gets_the_names(calls, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(run.NotReadyError, match="libgl1（Debian/Ubuntu 的包名）"):
        run.install_packages(["libgl1"], "系统库")


def test_everything_that_a_first_start_lacks_is_one_line(environment, build, as_root, monkeypatch):
    monkeypatch.setattr(run, "is_root", lambda: False)
    monkeypatch.setattr(run, "is_present", lambda name: name != "libGL.so.1")
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(run, "require_glibc", lambda machine, libc: None)
    monkeypatch.setattr(run.sys, "platform", "linux")
    venv = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(run.NotReadyError, match=f"libgl1 {re.escape(venv)}$"):
        run.prepare_system(environment, window=False)
    environment.prepare(build)
    with pytest.raises(run.NotReadyError, match=r"libgl1$"):
        run.prepare_system(environment, window=False)


def test_missing_packages_are_named_once():
    table = {"no-such-tool-1": "a", "no-such-tool-2": "a", "libno-such.so.9": "b", Path(sys.executable).name: "c"}
    found = run.missing_packages(table)
    assert found[:2] == ["a", "b"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the libraries are Linux's")
def test_qt_loads_with_the_libraries_of_the_table():
    assert run.missing_packages(run.QT_LIBRARIES) == []


# Starting


def test_the_exit_code_of_main_is_the_exit_code(tmp_path):
    tree = tmp_path / "tree"
    tree.mkdir()
    shutil.copy(run.ROOT / "run.py", tree)
    (tree / "requirements.lock").write_text("")
    (tree / "main.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)")
    link = run.python_of(tree / ".venv")
    link.parent.mkdir(parents=True)
    link.symlink_to(sys.executable)
    (tree / ".venv" / "stamp").write_text(run.Environment(tree).stamp())
    done = subprocess.run(
        [sys.executable, tree / "run.py", "audit", "--json"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (7, "['audit', '--json']"), done.stderr


@pytest.fixture
def ready(monkeypatch):
    monkeypatch.setattr(run, "prepare_system", lambda environment, *, window: None)
    monkeypatch.setattr(run, "prepare_test_tools", lambda: None)
    monkeypatch.setattr(run.Environment, "prepare", lambda self, build: None)


def test_gates_run_in_order_and_pytest_gets_the_words(environment, calls, ready):
    assert run.run_gates(environment, ["--heavy", "tests/x.py"]) == 0
    assert [gate.name for gate in run.GATES] == ["ruff", "mypy", "import-linter", "pytest"]
    assert [call[1:3] for call in calls[:2]] == [["-m", "ruff"], ["-m", "mypy"]]
    assert calls[3][1:] == [
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",
        "-m",
        "heavy or not heavy",
        "tests/x.py",
    ]


def test_the_first_failing_gate_is_the_last_one_run(environment, calls, ready, capsys):
    calls.failing = ("mypy",)
    assert run.run_gates(environment, []) == 1
    assert len(calls) == 2
    assert "未通过：mypy（退出码 1）" in capsys.readouterr().err


def test_a_missing_test_tool_does_not_stop_the_tests(monkeypatch, capsys):
    monkeypatch.setattr(run, "is_present", lambda name: False)
    monkeypatch.setattr(run, "is_root", lambda: False)
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(run.sys, "platform", "linux")
    run.prepare_test_tools()
    said = capsys.readouterr().err
    assert "sudo apt-get install" in said
    assert "poppler-utils" in said


def test_what_is_lacking_is_one_sentence_and_code_3(monkeypatch, capsys):
    def lacking(environment, *, window):
        raise run.NotReadyError("缺少系统库")

    monkeypatch.setattr(run, "prepare_system", lacking)
    assert run.main(["demo"]) == 3
    assert capsys.readouterr().err == "缺少系统库\n"


@pytest.mark.parametrize(("returned", "code"), [(0, 0), (2, 2), (-9, 137)])
def test_death_by_a_signal_is_written_as_a_shell_would(returned, code):
    assert run.exit_code(returned) == code
