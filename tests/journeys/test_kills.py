"""kill -9 at any moment: what the window itself showed as 已保存 is there after it, and the records are whole."""

import json
import os
import random
import re
import time

import pytest
from PIL import Image

from inspections.terms import RESULT
from tests.journeys import arranged
from tests.journeys.person import PATIENCE

pytestmark = pytest.mark.screen
SAVED = re.compile(r"^(FS-\w+) 已保存")
ANSWERED = re.compile(r"^(FS-\w+) (符合|不符合|未检查)$")
KEYS = ("1", "4")
LONGEST_WALK = 12
EARLY = 0.25
"""The share of kills that wait for no promise."""
CODES = {words: code for code, words in RESULT.items()}


@pytest.fixture
def office(desk, today, tmp_path):
    office = arranged.a_running_visit(desk, today, tmp_path)
    arranged.a_finding(desk, office, today)
    return office


class Witness:
    """Sees what the window promises, kills it, and asks the records."""

    def __init__(self, person, desk, office, folder, *, seed):
        self.person, self.desk, self.office, self.folder = person, desk, office, folder
        self.chance = random.Random(seed)
        self.promised_answers, self.promised_photos = 0, 0
        self._before, self._exports = {}, 0

    def go_to_visit(self):
        """Open the program where it was left and go on with the visit."""
        self.person.open_program()
        if not self.person.find("现场检查", role="check box", state="checked"):
            self.person.press("ctrl+3")
        self.person.click(like="^继续检查")
        self.person.wait_for("FS-A01 符合", role="check box")

    def kill_while_answering(self):
        """Answer item after item and kill the program at a random moment; judge what it had shown as kept."""
        self.go_to_visit()
        keys = [key for _ in range(LONGEST_WALK) for key in (self.chance.choice(KEYS), "Down")]
        writer = self.person.start_pressing(*keys, "2")
        promised = self._watch(self._saved_answers)
        self.person.kill_program()
        writer.wait(timeout=20)
        kept = self._answers()
        assert self._lost(promised, kept) == {}
        assert self._before.keys() <= kept.keys()
        self._before = kept
        self.promised_answers += len(promised)

    def kill_while_importing(self):
        """Add a photo and kill the program at a random moment; judge whether a promised one is there."""
        self.go_to_visit()
        picture = self.folder / f"p{self.chance.randrange(10**9)}.jpg"
        Image.effect_noise((1600, 1200), self.chance.randrange(30, 90)).save(picture)
        self.person.click(like="^本次问题", role="check box")
        button = self.person.scroll_to(like="^添加.*照片$", role="push button")
        self.person.click_at(*button.middle)
        before = self._photos()
        self.person.wait_for(like="^文件名称", role="text", state="focused")
        self.person.write(str(picture))
        self.person.press("Return")
        promised = self._watch(lambda seen: {1: 1} if any("已添加照片" in one.words for one in seen) else {})
        self.person.kill_program()
        assert len(self._photos()) - len(before) in ((1,) if promised else (0, 1))
        self.promised_photos += len(promised)

    def _lost(self, promised, kept):
        """What was promised and is not there: the answer is still what it was before this start.

        A look takes a while: it may meet an old answer before its key and the new mark after. The new one then is kept.
        """
        return {
            item: (value, kept.get(item))
            for item, value in promised.items()
            if kept.get(item) != value and kept.get(item) == self._before.get(item)
        }

    def _watch(self, read):
        """Look at the window until a random moment, mostly counted from its first promise; return all it promised."""
        span, early = self.chance.uniform(0.05, 1.5), self.chance.random() < EARLY
        ends = time.monotonic() + (span if early else PATIENCE)
        is_open, promised = not early, {}
        while time.monotonic() < ends:
            promised |= read(self.person.look())
            if promised and is_open:
                is_open, ends = False, time.monotonic() + span
        return promised

    @staticmethod
    def _saved_answers(seen):
        saved = {match[1] for one in seen if (match := SAVED.match(one.name))}
        chosen = [ANSWERED.match(one.name) for one in seen if one.has("checked")]
        return {match[1]: CODES[match[2]] for match in chosen if match and match[1] in saved}

    def _answers(self):
        self._exports += 1
        out = self.folder / f"{self._exports}.json"
        assert self.desk.run("export", "inspection", self.office.visit, out)[0] == 0
        responses = json.loads(out.read_text(encoding="utf-8"))["responses"]
        return {one["fields"]["item"]: one["fields"]["result"] for one in responses}

    def _photos(self):
        return [photo for finding in self.desk.ask("list", "findings") for photo in finding["photos"]]


def rounds(witness, count, *, audit_every):
    for number in range(count):
        if number % 5 == 4:
            witness.kill_while_importing()
        else:
            witness.kill_while_answering()
        if number % audit_every == audit_every - 1:
            audit = witness.desk.ask("audit")
            assert audit["ok"], audit["problems"]


def test_five_kills_lose_nothing_that_was_shown_as_kept(person, desk, office, tmp_path):
    witness = Witness(person, desk, office, tmp_path, seed=5)
    rounds(witness, 5, audit_every=1)
    assert witness.promised_answers


@pytest.mark.heavy
def test_five_hundred_kills_lose_nothing_that_was_shown_as_kept(person, desk, office, tmp_path):
    count, seed = int(os.environ.get("YIAN_KILLS", "500")), int(os.environ.get("YIAN_SEED", "500"))
    witness = Witness(person, desk, office, tmp_path, seed=seed)
    rounds(witness, count, audit_every=25)
    print(f"{count} kills, {witness.promised_answers} answers and {witness.promised_photos} photos promised and kept")
    assert witness.promised_answers >= count
    assert witness.promised_photos >= count // 25
