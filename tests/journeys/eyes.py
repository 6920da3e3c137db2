"""Reads a window's accessibility tree, as a screen reader does; run by the system's Python, one JSON line per question.

Every answer is the list of what can be seen now: name, role, text, states, and the part of it that no other widget's
edge cuts off. What is scrolled out of sight is not seen.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = {
    "checked": Atspi.StateType.CHECKED,
    "enabled": Atspi.StateType.ENABLED,
    "focused": Atspi.StateType.FOCUSED,
    "selected": Atspi.StateType.SELECTED,
    "editable": Atspi.StateType.EDITABLE,
}
DEEPEST = 40
MOST_CHILDREN = 400
EVERYWHERE = (0, 0, 100_000, 100_000)
OWN_WINDOWS = {"frame", "dialog", "window", "alert", "file chooser", "popup menu", "menu", "list", "tool tip"}
"""Roles that may stand outside the widget they belong to."""
WRITTEN = {"text", "entry", "paragraph", "spin button"}


def nodes(node, clip=EVERYWHERE, depth=0):
    """Yield everything that can be seen of a node and below it."""
    if node is None or depth > DEEPEST:
        return
    states = node.get_state_set()
    if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
        return
    role = node.get_role_name()
    box = extents(node)
    if depth:
        clip = cut(box, EVERYWHERE if role in OWN_WINDOWS else clip)
        if not clip[2] or not clip[3]:
            return
        yield {
            "name": node.get_name() or "",
            "role": role,
            "text": text_of(node) if role in WRITTEN else "",
            "states": [name for name, state in STATES.items() if states.contains(state)],
            "box": clip,
        }
    for place in range(min(node.get_child_count(), MOST_CHILDREN)):
        yield from nodes(node.get_child_at_index(place), clip, depth + 1)


def extents(node):
    """Return where a node stands on the screen."""
    component = node.get_component_iface()
    box = component.get_extents(Atspi.CoordType.SCREEN) if component else None
    return (box.x, box.y, box.width, box.height) if box else (0, 0, 0, 0)


def cut(box, clip):
    """Return the part of a box inside another."""
    left, top = max(box[0], clip[0]), max(box[1], clip[1])
    right, bottom = min(box[0] + box[2], clip[0] + clip[2]), min(box[1] + box[3], clip[1] + clip[3])
    return (left, top, max(right - left, 0), max(bottom - top, 0))


def text_of(node):
    """Return what is written in a node."""
    written = node.get_text_iface()
    return written.get_text(0, min(written.get_character_count(), 2000)) if written else ""


def applications(process):
    """Return the accessible applications of a process."""
    desktop = Atspi.get_desktop(0)
    found = (desktop.get_child_at_index(place) for place in range(desktop.get_child_count()))
    return [one for one in found if one is not None and one.get_process_id() == process]


def answer(process):
    """Return all that is seen, trying again while the tree changes under our eyes."""
    for _ in range(5):
        try:
            for application in applications(process):
                application.clear_cache()
            return [one for application in applications(process) for one in nodes(application)]
        except GLib.Error:
            continue
    return []


def main():
    """Answer each line of standard input, a process id, with one line."""
    Atspi.init()
    for line in sys.stdin:
        print(json.dumps(answer(int(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
