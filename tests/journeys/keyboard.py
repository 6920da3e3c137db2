"""A keyboard with Chinese keys: each character gets a spare key before it is typed, so that a busy window misses none.

Left alone, xdotool lends one key to each character in turn, and a window that looks late reads the next one's.
"""

import re
import subprocess

SPARE = re.compile(r"<I\d+>(?= = )")
SYMBOLS = re.compile(r'(xkb_symbols "[^"]*" \{)(.*?)(^\};)', re.S | re.M)


class Keyboard:
    """The keys of one screen."""

    def __init__(self, environment):
        self._environment = environment
        self._plain = self._xkbcomp(environment["DISPLAY"], "-").stdout
        self._spare = SPARE.findall(self._plain)
        self._known = []

    def learn(self, text):
        """Give every character beyond the plain keys a key of its own."""
        new = [one for one in dict.fromkeys(text) if ord(one) > 126 and one not in self._known]
        if not new:
            return
        known = [*self._known, *new]
        self._known = known if len(known) <= len(self._spare) else new
        keys = zip(self._spare, self._known, strict=False)
        lines = "".join(f"key {key} {{ [ U{ord(one):04X} ] }};\n" for key, one in keys)
        self._xkbcomp("-", self._environment["DISPLAY"], given=SYMBOLS.sub(rf"\1\2{lines}\3", self._without_spare()))

    def _without_spare(self):
        return re.sub(r"^ *key <I\d+> \{[^}]*\};\n", "", self._plain, flags=re.M)

    def _xkbcomp(self, source, target, *, given=None):
        command = ["xkbcomp", "-w", "0", source, target]
        return subprocess.run(
            command, env=self._environment, input=given, capture_output=True, text=True, check=True, timeout=20
        )
