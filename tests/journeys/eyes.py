"""Reads a window's accessibility tree, as a screen reader does; run by the system's Python, one JSON line per question.

Every answer is the list of what can be seen: name, role, place on the screen, states, text.
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
    "showing": Atspi.StateType.SHOWING,
    "editable": Atspi.StateType.EDITABLE,
}
DEEPEST = 40


def nodes(node, depth=0):
    """Yield everything showing below a node."""
    if node is None or depth > DEEPEST:
        return
    seen = node.get_state_set()
    if depth > 1 and not seen.contains(Atspi.StateType.SHOWING):
        return
    yield describe(node, seen)
    for place in range(min(node.get_child_count(), 400)):
        yield from nodes(node.get_child_at_index(place), depth + 1)


def describe(node, seen):
    """Return one node as plain data."""
    box = node.get_component_iface()
    extents = box.get_extents(Atspi.CoordType.SCREEN) if box else None
    return {
        "name": node.get_name() or "",
        "role": node.get_role_name(),
        "text": text_of(node),
        "description": node.get_description() or "",
        "states": [name for name, state in STATES.items() if seen.contains(state)],
        "box": [extents.x, extents.y, extents.width, extents.height] if extents else [0, 0, 0, 0],
    }


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
