"""Prepare `.venv` and start: `python3 run.py [demo ...]`, or run every gate: `python3 run.py test`.

Standard library only, and readable by Python 3.7, so that an old interpreter gets a sentence and no traceback.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
NOT_READY = 3  # the exit code that the command line uses for "unavailable"
INTERRUPTED = 130

# The oldest C library that the pinned PySide6 has wheels for, by machine.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}

# Shared library -> Debian/Ubuntu package. Qt needs the first six for anything, the others to open a window.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Program, library or file (a path, "*" for any folder) that only tests need -> package.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "xkbcomp": "x11-xkb-utils",
    "dbus-daemon": "dbus",
    "import": "imagemagick",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi": "python3-gi",
    "pdfsig": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "chromium": "chromium",
    **WINDOW_LIBRARIES,
}

VALUE_OPTIONS = ("--data", "--by")  # options of main.py whose value is the next word


class NotReadyError(Exception):
    """Something is lacking on this machine; the message says what, and how to get it."""


class Gate(NamedTuple):
    """One check of `run.py test`: its name and what the environment's Python is told to run."""

    name: str
    arguments: tuple[str, ...]


GATES = (
    Gate("ruff", ("-m", "ruff", "check", ".")),
    Gate("mypy", ("-m", "mypy")),
    Gate("import-linter", ("-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())")),
    Gate("pytest", ("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")),
)


def require_python(version: tuple[int, ...], executable: str) -> None:
    """Refuse an interpreter that is too old."""
    if version[:2] < OLDEST_PYTHON:
        raise NotReadyError(
            f"需要 Python {dotted(OLDEST_PYTHON)} 或更高版本，当前是 {dotted(version[:3])}（{executable}）。"
            "请安装较新的 Python 后，用它重新运行本命令。"
        )


def require_glibc(machine: str, libc: tuple[str, str]) -> None:
    """Refuse a Linux whose C library is older than the one PySide6 is built for."""
    oldest = OLDEST_GLIBC.get(machine)
    if oldest is None:
        raise NotReadyError(f"没有适用于本机处理器（{machine}）的 PySide6，不能从源码运行。")
    name, version = libc
    if name != "glibc":
        raise NotReadyError(f"从源码运行需要 glibc {dotted(oldest)} 或更高版本，本机用的是其他 C 语言库。")
    if tuple(int(part) for part in version.split(".")[:2]) < oldest:
        raise NotReadyError(f"从源码运行需要 glibc {dotted(oldest)} 或更高版本，本机是 {version}，请换用较新的系统。")


def dotted(version: Sequence[int]) -> str:
    """Write a version as people read it."""
    return ".".join(map(str, version))


def is_present(name: str) -> bool:
    """Tell whether a program, a shared library (a name with `.so`) or a file (a path) can be used."""
    if name.startswith("/"):
        return any(Path("/").glob(name[1:]))
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_packages(table: Mapping[str, str]) -> list[str]:
    """Name the packages of whatever in `table` is not here, each once."""
    return list(dict.fromkeys(package for name, package in table.items() if not is_present(name)))


def is_root() -> bool:
    """Tell whether packages can be installed without asking anybody."""
    return sys.platform != "win32" and os.geteuid() == 0


def apt_line(packages: Sequence[str]) -> list[str]:
    """Build the command that installs packages on Debian, Ubuntu and their relatives."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def apt_install(packages: Sequence[str]) -> bool:
    """Install packages as root; the lists are fetched only when the first try fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (apt_line(packages), ["apt-get", "update", "-q"], apt_line(packages)):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if command[1] == "install" and done.returncode == 0:
            return True
    return False


def install_packages(packages: Sequence[str], purpose: str) -> None:
    """Install what is missing as root, else say the exact line to type."""
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise NotReadyError(f"缺少{purpose}：{names}（Debian/Ubuntu 的包名）。请用本机的软件包管理器安装后重试。")
    line = " ".join(apt_line(packages))
    if not is_root():
        raise NotReadyError(f"缺少{purpose}。请先运行：sudo {line}")
    print(f"缺少{purpose}，正在安装：{names} …", flush=True)
    if not apt_install(packages):
        raise NotReadyError(f"{purpose}没有装上，请检查网络和软件源后运行：{line}")


def has_screen(environ: Mapping[str, str]) -> bool:
    """Tell whether a window would be opened on a real screen."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def opens_window(arguments: Sequence[str]) -> bool:
    """Tell whether main.py opens a window: without a command, and for the demonstration unless told not to."""
    words = iter(arguments)
    for word in words:
        if word in VALUE_OPTIONS:
            next(words, None)
        elif not word.startswith("-"):
            return word == "demo" and "--no-window" not in arguments
    return True


def missing_venv() -> list[str]:
    """Name the package of the module that creates environments; Debian ships it by itself."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return [f"python{dotted(sys.version_info[:2])}-venv"]


def prepare_system(environment: Environment, *, window: bool) -> None:
    """Make sure that the interpreter, the C library and the system's packages are there."""
    require_python(sys.version_info[:3], sys.executable)
    if sys.platform.startswith("linux"):
        require_glibc(platform.machine(), platform.libc_ver())
        missing = missing_packages({**QT_LIBRARIES, **(WINDOW_LIBRARIES if window else {})})
        if not environment.is_current(environment.home):
            missing += missing_venv()
        install_packages(missing, "系统库")


class Environment:
    """The `.venv` of one work tree: built beside, then swapped in, so that it is whole or not there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / ".venv"
        self.fresh = root / ".venv-new"  # where the next one is built
        self.retired = root / ".venv-old"  # where the previous one waits to be deleted
        self.lock_file = root / "requirements.lock"
        self.python = python_of(self.home)

    def stamp(self) -> str:
        """Digest of all that decides the environment's content: the lock and the interpreter beneath it."""
        beneath = "\n".join((sys.version, sys.base_prefix, platform.machine()))
        return hashlib.sha256(self.lock_file.read_bytes() + beneath.encode()).hexdigest()

    def is_current(self, folder: Path) -> bool:
        """Tell whether a folder holds a finished environment for today's lock and interpreter."""
        with contextlib.suppress(OSError):
            return python_of(folder).exists() and (folder / "stamp").read_text() == self.stamp()
        return False

    def prepare(self, build: Callable[[Path, Path], None]) -> None:
        """Build the environment if it is not current; without any network if it is."""
        if self.is_current(self.home):
            return
        with held(self.root / ".venv-lock"):
            if self.is_current(self.home):  # another run.py has built it meanwhile
                return
            if not self.is_current(self.fresh):  # it is when only the swap was interrupted
                if self.fresh.exists():
                    shutil.rmtree(self.fresh)
                build(self.fresh, self.lock_file)
                correct_paths(self.fresh, self.home)
                (self.fresh / "stamp").write_text(self.stamp())
            self.swap()

    def swap(self) -> None:
        """Put the fresh environment in the place of the old one."""
        shutil.rmtree(self.retired, ignore_errors=True)
        try:
            if self.home.exists():
                self.home.rename(self.retired)
            self.fresh.rename(self.home)
        except OSError as problem:  # Windows keeps the folder of a running program
            raise NotReadyError(f"不能更新 {self.home}（{problem}）。请关闭正在运行的颐安检查后重试。") from problem
        shutil.rmtree(self.retired, ignore_errors=True)


def python_of(folder: Path) -> Path:
    """Where an environment keeps its interpreter."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def correct_paths(folder: Path, final: Path) -> None:
    """Rewrite the scripts that carry the place they were built in, so that they work where they are used."""
    for script in python_of(folder).parent.iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        content = script.read_bytes()
        if b"\0" not in content:
            script.write_bytes(content.replace(os.fsencode(folder), os.fsencode(final)))


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let one run.py at a time prepare; the lock falls with the last process of it, so nothing stale stays behind."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds, with an OSError
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
            os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - a pip that outlives a killed run.py still holds it
        yield


def build_environment(folder: Path, lock_file: Path) -> None:
    """Create an environment and install the pinned packages into it, wheels only, each checked by its hash."""
    print("正在准备运行环境（仅首次和更新后需要，约 170 MB，通常一两分钟）…", flush=True)
    create = [sys.executable, "-m", "venv", "--prompt", ".venv", str(folder)]
    created = subprocess.run(create, capture_output=True, text=True, errors="replace", check=False)
    if created.returncode:
        raise NotReadyError(f"不能创建运行环境 {folder}：\n{tail(created.stdout + created.stderr)}")
    total = sum("==" in line for line in lock_file.read_text(encoding="utf-8").splitlines())
    command = [str(python_of(folder)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--no-compile", "--require-hashes", "--only-binary", ":all:"]
    command += ["-r", str(lock_file)]
    output = run_showing_progress(command, total)
    if output is not None:
        raise NotReadyError(f"依赖包没有装上，请检查网络和磁盘空间后重试。详情：\n{tail(output)}")
    print("运行环境已就绪。", flush=True)


def run_showing_progress(command: Sequence[str], total: int) -> str | None:
    """Run pip with one line of progress on a terminal, and with our lock; give back its output if it failed."""
    lines = []
    collected = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", close_fds=False
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if line.startswith("Collecting ") and sys.stdout.isatty():
                collected += 1
                print(f"\r  正在获取依赖包 {collected}/{total} ", end="", flush=True)
    if collected:
        print()
    return "".join(lines) if process.returncode else None


def tail(text: str) -> str:
    """Keep the end of a long output, where the cause stands."""
    return "\n".join(text.strip().splitlines()[-15:])


def start(environment: Environment, arguments: Sequence[str]) -> int:
    """Prepare and hand over to main.py."""
    prepare_system(environment, window=opens_window(arguments) and has_screen(os.environ))
    environment.prepare(build_environment)
    command = [str(environment.python), str(environment.root / "main.py"), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - signals and the exit code are main.py's own
    return subprocess.call(command)


def run_gates(environment: Environment, arguments: Sequence[str]) -> int:
    """Prepare, then run each gate; stop at the first that fails."""
    prepare_system(environment, window=False)
    prepare_test_tools()
    environment.prepare(build_environment)
    for gate in GATES:
        print(f"== {gate.name}", flush=True)
        extra = pytest_arguments(arguments) if gate.name == "pytest" else []
        code = exit_code(subprocess.call([str(environment.python), *gate.arguments, *extra], cwd=environment.root))
        if code:
            print(f"未通过：{gate.name}（退出码 {code}），其后的检查没有运行。", file=sys.stderr)
            return code
    return 0


def prepare_test_tools() -> None:
    """Install what only tests need when that is possible; what stays missing is reported by the tests themselves."""
    if not sys.platform.startswith("linux"):
        return
    try:
        install_packages(missing_packages(TEST_TOOLS), "部分测试所用的工具")
    except NotReadyError as problem:
        print(f"{problem}（相应测试将列为未运行）", file=sys.stderr)


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """Turn our one option into pytest's words; all others are pytest's own."""
    rest = [argument for argument in arguments if argument != "--heavy"]
    return rest if len(rest) == len(arguments) else ["-m", "heavy or not heavy", *rest]


def exit_code(returned: int) -> int:
    """Write death by a signal as a shell would."""
    return returned if returned >= 0 else 128 - returned


def main(arguments: Sequence[str]) -> int:
    """Start the program or its gates; a machine that lacks something gets one sentence."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    environment = Environment(ROOT)
    try:
        if arguments[:1] == ["test"]:
            return run_gates(environment, arguments[1:])
        return start(environment, arguments)
    except NotReadyError as problem:
        print(problem, file=sys.stderr)
        return NOT_READY
    except OSError as problem:
        print(f"不能准备运行环境：{problem}。请检查磁盘空间和权限；若另一个窗口正在准备，请稍后重试。", file=sys.stderr)
        return NOT_READY
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
