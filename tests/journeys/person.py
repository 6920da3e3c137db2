"""A person at the window: sees it through the accessibility tree, acts by real mouse and key events, nothing else.

The window is `main.py` in a process of its own under Xvfb; what it did is judged by other processes and by the disk.
"""

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.keyboard import Keyboard

ROOT = Path(__file__).parents[2]
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PATIENCE = 20.0
SOON = 3.0
GLANCE = 0.04
"""Seconds between two looks: looking without a pause keeps the window from its work."""
PACES = (8, 30, 100)
"""Milliseconds between typed characters, slower at each new try."""


@dataclass(frozen=True)
class Seen:
    """One thing on the screen."""

    name: str
    role: str
    text: str
    states: tuple[str, ...]
    box: tuple[int, int, int, int]

    @property
    def middle(self):
        x, y, width, height = self.box
        return x + width // 2, y + height // 2

    def has(self, state):
        """Tell whether it is enabled, disabled, checked, focused, selected or editable."""
        return "enabled" not in self.states if state == "disabled" else state in self.states

    @property
    def words(self):
        return self.text or self.name


class Screen:
    """A virtual screen with a window manager and a session bus that speaks accessibility."""

    def __init__(self, size="1366x768"):
        self._processes = []
        read, write = os.pipe()
        self._start(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"], pass_fds=[write]
        )
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        bus = self._start(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self.environment["PYTHONFAULTHANDLER"] = "1"  # a native crash says where
        self._start([LAUNCHER])
        self._manage_windows()
        self.keyboard = Keyboard(self.environment)
        eyes = ["/usr/bin/python3", str(Path(__file__).with_name("eyes.py"))]
        self._eyes = self._start(eyes, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _start(self, command, **options):
        settings = {"env": getattr(self, "environment", os.environ), "stderr": subprocess.DEVNULL, **options}
        process = subprocess.Popen(command, **settings)
        self._processes.append(process)
        return process

    def _manage_windows(self):
        """Start the window manager; one that a busy machine kept from its screen is started again."""
        for _ in range(3):
            self._start(["openbox", "--config-file", str(Path(__file__).with_name("openbox.xml"))])
            if self._answers("xdotool", "get_num_desktops"):  # only a window manager that is ready knows
                return
        self.close()
        raise AssertionError("窗口管理器一直没有起来")

    def _answers(self, *command):
        """Ask until the screen answers, or tell that it does not."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self._processes[-1].poll() is None:
            if not subprocess.run(command, env=self.environment, capture_output=True, check=False).returncode:
                return True
        return False

    def look(self, process):
        """Return all that a process shows."""
        self._eyes.stdin.write(f"{process}\n")
        self._eyes.stdin.flush()
        if not select.select([self._eyes.stdout], [], [], PATIENCE)[0]:
            return []
        return [
            Seen(one["name"], one["role"], one["text"], tuple(one["states"]), tuple(one["box"]))
            for one in json.loads(self._eyes.stdout.readline())
        ]

    def close(self):
        """End everything, last started first."""
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            process.wait(timeout=10)
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()


class Person:
    """Somebody who uses the program on one data directory."""

    def __init__(self, screen, data, *, by=""):
        self.screen, self.data, self._by = screen, Path(data), by
        self.program = None

    def open_program(self):
        """Start the program and wait for its window."""
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(self.data)]
        self.program = subprocess.Popen(
            command, env=self.screen.environment, cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        self.wait_for(role="frame")

    def close_program(self):
        """Close the window by the key of the desktop and wait for the end; returns the exit status."""
        for _ in range(3):
            self.press("alt+F4")
            with contextlib.suppress(subprocess.TimeoutExpired):
                _, told = self.program.communicate(timeout=PATIENCE)
                assert "Traceback" not in told, told
                return self.program.returncode
        raise AssertionError("窗口一直没有关上")

    def kill_program(self):
        """End the program at once, as a dead battery does."""
        self.program.send_signal(signal.SIGKILL)
        self.program.communicate(timeout=30)

    def end_program(self):
        """End the program if it still runs, whatever it does."""
        if self.program and self.program.poll() is None:
            self.kill_program()

    def look(self):
        """Return all that is shown now."""
        ended = self.program.poll()
        assert ended is None, f"程序已结束，退出码 {ended}：{self.program.communicate()[1]}"
        seen = self.screen.look(self.program.pid)
        broken = [one.text for one in seen if one.text.startswith("Traceback")]
        assert not broken, broken[0]
        return seen

    def find(self, name=None, *, role=None, like=None, state=None):
        """Return everything shown that fits."""
        return [
            one
            for one in self.look()
            if (name is None or name in (one.name, one.text))
            and (role is None or one.role in role.split("|"))
            and (like is None or re.search(like, one.name) or re.search(like, one.text))
            and (state is None or one.has(state))
        ]

    def wait_for(self, name=None, *, patience=PATIENCE, **more):
        """Wait until something is shown and return the first of it."""
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            found = [one for one in self.find(name, **more) if one.box[2] > 0] if self.program else []
            if found:
                return found[0]
            self._pause()
        shown = sorted({f"{one.role}:{one.words[:40]}" for one in self.look() if one.words})
        raise AssertionError(f"没有等到 {name or more}；屏幕上有 {shown}")

    def wait_gone(self, name=None, *, patience=PATIENCE, **more):
        """Wait until nothing that fits is shown."""
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            if not self.find(name, **more):
                return
            self._pause()
        raise AssertionError(f"{name or more} 一直还在")

    def _pause(self):
        """Let the window work for a moment, or hear at once that it has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.program.wait(timeout=GLANCE)

    def click(self, name=None, **more):
        """Move the mouse onto something and click it."""
        seen = self.wait_for(name, **more)
        self.click_at(*seen.middle)
        return seen

    def click_at(self, x, y, *, times=1):
        """Click a place on the screen."""
        self.xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1")

    def turn_wheel(self, x, y, *, times=1, down=True):
        """Turn the mouse wheel over a place."""
        button = "5" if down else "4"
        self.xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "10", button)

    def press(self, *keys):
        """Press keys by their X names."""
        self.xdotool("key", "--delay", "30", *keys)

    def start_pressing(self, *keys, pace=40):
        """Begin to press keys one after the other and return at once, with the process that does it."""
        command = ["xdotool", "key", "--delay", str(pace), *keys]
        return subprocess.Popen(command, env=self.screen.environment)

    def write(self, text, *, pace=PACES[0]):
        """Type text on the keyboard, with so many milliseconds between two characters."""
        self.screen.keyboard.learn(text)
        self.xdotool("type", "--delay", str(pace), text)

    def fill(self, name, text):
        """Click a field, clear it and type into it; look whether it stands there, as one does."""
        for pace in PACES:
            self.click(name, role="text")
            if not self.comes(name, role="text", state="focused"):
                continue  # the page moved under the mouse
            self.press("ctrl+a", "Delete")
            self.write(text, pace=pace)
            if self.comes(text, role="text", state="focused"):
                return
        raise AssertionError(f"{name} 里没有写成 {text}；是 {[one.text for one in self.find(name, role='text')]}")

    def fill_in(self, **fields):
        """Fill the fields of one form, then look whether all is there and do again what is not."""
        missing = fields
        for pace in PACES:
            shown = {one.name: one for one in self.find(role="text")}
            for name, text in missing.items():
                self.click_at(*shown[name].middle)
                self.press("ctrl+a", "Delete")
                self.write(text, pace=pace)
            there = {one.name: one.text for one in self.find(role="text")}
            missing = {name: text for name, text in missing.items() if there.get(name) != text}
            if not missing:
                return
        raise AssertionError(f"没有写成 {missing}；表单里是 {there}")

    def tick(self, name, **more):
        """Tick a box that is not ticked."""
        if "checked" not in self.wait_for(name, role="check box", **more).states:
            self.click(name, role="check box", **more)
            self.wait_for(name, role="check box", state="checked", **more)

    def accept(self, name):
        """Press a button of the dialog in front and wait until the dialog is gone."""
        dialog = self.wait_for(role="dialog")
        left, top, width, height = dialog.box
        within = [
            one
            for one in self.find(name, role="button|push button", state="enabled")
            if left <= one.middle[0] <= left + width and top <= one.middle[1] <= top + height
        ]
        assert within, f"对话框里没有可按的“{name}”"
        self.click_at(*within[-1].middle)
        self.wait_gone(dialog.name, role="dialog")

    def choose_file(self, path):
        """Type a path into the file dialog in front."""
        name = self.wait_for(like="^文件名称", role="text", state="focused").name
        for pace in PACES:
            self.press("ctrl+a", "Delete")
            self.write(str(path), pace=pace)
            if self.comes(str(path), role="text"):
                break
        self.press("Return")
        self.wait_gone(name, role="text")

    def settle(self):
        """Wait until two looks see the same and nothing is being saved or loaded."""
        before, ends = None, time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            seen = self.look()
            if seen == before and not any(one.words.startswith(("正在保存", "正在读取")) for one in seen):
                return
            before = seen
            self._pause()
        raise AssertionError("窗口一直没有停下来")

    def comes(self, name, **more):
        """Tell whether something is shown soon."""
        ends = time.monotonic() + SOON
        while time.monotonic() < ends:
            if self.find(name, **more):
                return True
            self._pause()
        return False

    def scroll_to(self, name=None, *, at=(840, 500), down=True, **more):
        """Turn the mouse wheel until something comes into sight."""
        for _ in range(60):
            found = [one for one in self.find(name, **more) if one.box[3] > 12]
            if found:
                return found[0]
            self.turn_wheel(*at, down=down)
        raise AssertionError(f"{name or more} 滚动也没有看到")

    def field(self, label, role):
        """Return the field of a role that stands beside a label; a combo box is named by its value only."""
        beside = self.wait_for(like=rf"^{re.escape(label)}( \*)?$", role="label")
        (left, top, _, height) = beside.box
        row = [one for one in self.find(role=role) if one.box[0] > left and abs(one.middle[1] - top - height // 2) < 12]
        return min(row, key=lambda one: one.box[0])

    def choose(self, label, choice):
        """Open the combo box beside a label and click one of its choices."""
        self.click_at(*self.field(label, "combo box").middle)
        x, y, _, height = self.wait_for(choice, role="list item").box
        self.click_at(x + 20, y + height // 2)
        self.wait_for(choice, role="combo box")

    def drag(self, points):
        """Draw a line with the mouse button held."""
        (x, y), *rest = points
        self.xdotool("mousemove", str(x), str(y), "mousedown", "1")
        for x, y in rest:
            self.xdotool("mousemove", str(x), str(y))
        self.xdotool("mouseup", "1")

    def photograph(self, path):
        """Keep a picture of the whole screen."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.screen.environment, check=False)

    def ask(self, *arguments):
        """Ask the records by a second process and return its JSON."""
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(self.data), *arguments, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def xdotool(self, *arguments, check=True):
        """Act on the screen."""
        subprocess.run(["xdotool", *arguments], env=self.screen.environment, check=check, stdout=subprocess.DEVNULL)
