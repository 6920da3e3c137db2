"""Reads a window's accessibility tree, as a screen reader does; run by the system's Python, one JSON line per question.

Every answer is the list of what can be seen now: name, role, text, states, and the part of it that no other widget's
edge cuts off. What is scrolled out of sight is not seen. Children are asked for all at once: Qt 6.11 crashes when it is
asked for a scroll bar by number just after that has gone.
"""

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


class Eyes:
    """A connection to the accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self._bus = session
        address = self._ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def see(self, process):
        """Return all that a process shows; what goes while it is looked at is left out."""
        seen = []
        for name, path in self._ask(REGISTRY, ROOT, ACCESSIBLE, "GetChildren"):
            if self._process(name) == process:
                for window in self._children(name, path):
                    self._look_at(*window, EVERYWHERE, 0, seen)
        return seen

    def _look_at(self, name, path, clip, depth, seen):
        try:
            states = self._ask(name, path, ACCESSIBLE, "GetState")
            if depth > DEEPEST or not states[0] >> SHOWING & 1:
                return
            role = self._ask(name, path, ACCESSIBLE, "GetRoleName")
            box = self._ask(name, path, COMPONENT, "GetExtents", GLib.Variant("(u)", (0,)))
            clip = cut(box, EVERYWHERE if role in OWN_WINDOWS else clip)
            if not clip[2] or not clip[3]:
                return
            title = self._ask(name, path, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Name")))
            whole = GLib.Variant("(ii)", (0, -1))
            text = self._ask(name, path, TEXT, "GetText", whole) if role in WRITTEN else ""
            held = [state for state, bit in STATES.items() if states[0] >> bit & 1]
            seen.append({"name": title, "role": role, "text": text, "states": held, "box": clip})
            children = self._children(name, path)
        except GLib.Error:
            return
        for child in children:
            self._look_at(*child, clip, depth + 1, seen)

    def _children(self, name, path):
        return self._ask(name, path, ACCESSIBLE, "GetChildren")

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
