"""Reads a window's accessibility tree, as a screen reader does; run by the system's Python, one JSON line per question.

Every answer is the list of what can be seen now: name, role, text, states, and the part of it that no other widget's
edge cuts off. What is scrolled out of sight is not seen. Children are asked for all at once: Qt 6.11 crashes when it is
asked for a scroll bar by number just after that has gone.
"""

import contextlib
import json
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

STATES = {"checked": 4, "editable": 7, "enabled": 8, "focused": 12, "selected": 23}
SHOWING = 25
DEEPEST = 40
EVERYWHERE = (0, 0, 100_000, 100_000)
OWN_WINDOWS = {"frame", "dialog", "window", "alert", "file chooser", "popup menu", "menu", "list", "tool tip"}
"""Roles that may stand outside the widget they belong to."""
WRITTEN = {"text", "entry", "paragraph", "spin button"}
REGISTRY, ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
ACCESSIBLE, COMPONENT, TEXT = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Component", "Text"))
PROPERTIES = "org.freedesktop.DBus.Properties"


class Node:
    """One thing in the tree, as far as it has been asked."""

    def __init__(self, service, path, clip):
        self.service, self.path, self.clip = service, path, clip
        self.states, self.role, self.name, self.text = 0, "", "", ""
        self.box, self.children = (0, 0, 0, 0), []

    def shown(self):
        """Yield this and everything below it, unless it cannot be seen."""
        if not self.box[2] or not self.box[3]:
            return
        held = [state for state, bit in STATES.items() if self.states >> bit & 1]
        yield {"name": self.name, "role": self.role, "text": self.text, "states": held, "box": self.box}
        for child in self.children:
            yield from child.shown()


class Eyes:
    """A connection to the accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self._bus = session
        address = self._ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def see(self, process):
        """Return all that a process shows, in the order of the tree; what goes while it is looked at is left out."""
        windows = [
            Node(*window, EVERYWHERE)
            for name, path in self._ask(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
            if self._process(name) == process
            for window in self._ask(name, path, ACCESSIBLE, "GetChildren")
        ]
        level = windows
        for _ in range(DEEPEST):
            level = self._look_at(level)
        return [seen for window in windows for seen in window.shown()]

    def _look_at(self, level):
        """Look at all nodes of one depth at once and return those below them."""
        for node, states in self._ask_all(level, ACCESSIBLE, "GetState"):
            node.states = states[0]
        level = [node for node in level if node.states >> SHOWING & 1]
        for node, role in self._ask_all(level, ACCESSIBLE, "GetRoleName"):
            node.role = role
        for node, box in self._ask_all(level, COMPONENT, "GetExtents", GLib.Variant("(u)", (0,))):
            node.box = cut(box, EVERYWHERE if node.role in OWN_WINDOWS else node.clip)
        level = [node for node in level if node.box[2] and node.box[3]]
        asked = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        for node, title in self._ask_all(level, PROPERTIES, "Get", asked):
            node.name = title
        written = [node for node in level if node.role in WRITTEN]
        for node, text in self._ask_all(written, TEXT, "GetText", GLib.Variant("(ii)", (0, -1))):
            node.text = text
        for node, children in self._ask_all(level, ACCESSIBLE, "GetChildren"):
            node.children = [Node(*child, node.box) for child in children]
        return [child for node in level for child in node.children]

    def _ask_all(self, nodes, interface, method, given=None):
        """Ask many nodes the same before any has answered; returns the answers of those still there."""
        answers, waiting = [], len(nodes)

        def keep(bus, result, node):
            nonlocal waiting
            waiting -= 1
            with contextlib.suppress(GLib.Error):
                answers.append((node, bus.call_finish(result).unpack()[0]))

        for node in nodes:
            flags = Gio.DBusCallFlags.NONE
            self._bus.call(
                node.service, node.path, interface, method, given, None, flags, 5000, None, keep, node
            )  # fmt: skip
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def _process(self, name):
        try:
            asked = GLib.Variant("(s)", (name,))
            return self._ask(
                "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                asked,
            )  # fmt: skip
        except GLib.Error:
            return 0

    def _ask(self, name, path, interface, method, given=None):
        flags = Gio.DBusCallFlags.NONE
        answer = self._bus.call_sync(name, path, interface, method, given, None, flags, 5000, None).unpack()
        return answer[0]


def cut(box, clip):
    """Return the part of a box inside another."""
    left, top = max(box[0], clip[0]), max(box[1], clip[1])
    right, bottom = min(box[0] + box[2], clip[0] + clip[2]), min(box[1] + box[3], clip[1] + clip[3])
    return (left, top, max(right - left, 0), max(bottom - top, 0))


def main():
    """Answer each line of standard input, a process id, with one line."""
    eyes = Eyes()
    for line in sys.stdin:
        try:
            seen = eyes.see(int(line))
        except GLib.Error:  # the program has just gone, or is not there yet
            seen = []
        print(json.dumps(seen, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
