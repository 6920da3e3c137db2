"""A person who edits a draft by chance: rows of parts, parts added, copied, moved and taken out."""

from checklists.clauses import documents
from inspections.authoring.draft import HEAD, keys_in_order
from ui.standards.editor_condition_tree import comparison, with_part
from ui.standards.editor_model import said

TEXTS = ("门保持关闭", 'a "b" \\ c', "", "  ", "一行\n两行", "x" * 700)
ITEM_ROWS = {
    "text": TEXTS, "check": TEXTS, "proof": TEXTS, "measure": TEXTS, "days_reason": TEXTS, "applies_reason": TEXTS,
    "how": (["看"], ["测", "看"], []), "action": ("order", "immediate", "advise"), "defaults": ("ours", "source"),
    "days": (7, 0, "七", None), "severity": ("ordinary", "major"), "lead": ("fire", "health"),
    "others": (["housing", "fire"], []), "nature": ("statutory", "policy_target"), "depth": ("", "basic"),
    "sampled": (True, False), "measured": (True, False), "same_as": ("SS-A01", "没有", None), "applies": (None,),
    "clauses": ([], [{"document": "消防法", "article": "28", "certainty": "text"}], [{"document": "没有"}]),
    "major": (None, [{"criterion": "MH-E2", "relation": "candidate", "note": "注"}], [{}]),
}  # fmt: skip
SOUND_ROWS = {
    "text": TEXTS[:2], "check": TEXTS[:2], "proof": TEXTS[:2], "measure": TEXTS[:2], "how": (["看"], ["测", "看"]),
    "action": ("immediate", "advise"), "defaults": ("ours", "source"), "severity": ("ordinary", "major"),
    "lead": ("fire", "health"), "others": (["housing", "fire"], []), "depth": ("", "basic"),
}  # fmt: skip
"""What never leaves anything to mend."""


class Scribbler:
    """Takes one step after the other."""

    def __init__(self, draft, chance, *, is_sound=False, taken=()):
        self.draft, self._chance, self._is_sound, self._taken = draft, chance, is_sound, taken

    def step(self):
        """Take one step and return the draft after it."""
        steps = (self._say, self._say, self._say, self._clause, self._condition, self._add, self._copy, self._move)
        steps += () if self._is_sound else (self._head, self._section, self._new_section, self._remove)
        self._chance.choice(steps)()
        return self.draft

    def _item(self):
        items = self.draft.items
        return self._chance.choice(items).key if items else HEAD

    def _part(self):
        return self._chance.choice(list(keys_in_order(self.draft))[1:] or [HEAD])

    def _say(self):
        key = self._item()
        if key == HEAD:
            return
        rows = SOUND_ROWS if self._is_sound else ITEM_ROWS
        row = self._chance.choice(list(rows))
        self.draft = said(self.draft, key, row, self._chance.choice(rows[row]))

    def _clause(self):
        key = self._item()
        clause = {"document": self._chance.choice(list(documents())), "article": "", "certainty": "mem-m"}
        if key != HEAD:
            self.draft = said(self.draft, key, "clauses", [*self.draft.item(key).values.get("clauses", []), clause])

    def _condition(self):
        key = self._item()
        if key == HEAD:
            return
        held = self.draft.item(key).values.get("applies")
        part = comparison(self._chance.choice(("beds", "canteen", "floor_area_m2", "institution_kind")))
        if held is None or len(str(held)) < 500:
            self.draft = said(self.draft, key, "applies", with_part(held, (), part))
            self.draft = said(self.draft, key, "applies_reason", "没有这种情形")

    def _add(self):
        if self._is_sound:
            self._copy()
        else:
            self.draft, _key = self.draft.add_item(after=self._part())

    def _copy(self):
        key = self._item() if self._is_sound else self._part()
        self.draft, made = self.draft.copy(key, taken=self._taken)
        if self._is_sound and made != key:
            self.draft = said(self.draft, made, "same_as", None)

    def _move(self):
        self.draft = self.draft.move(self._part(), self._chance.choice((-1, 1)))

    def _remove(self):
        self.draft = self.draft.remove(self._part())

    def _head(self):
        row = self._chance.choice(("title", "edition", "source", "in_force_from", "in_force_to"))
        self.draft = said(self.draft, HEAD, row, self._chance.choice((*TEXTS[:3], "2026-12-01", "2026-13-01", None)))

    def _section(self):
        if self.draft.sections:
            key = self._chance.choice(self.draft.sections).key
            self.draft = said(self.draft, key, self._chance.choice(("title", "code")), self._chance.choice(TEXTS[:3]))

    def _new_section(self):
        self.draft, _key = self.draft.add_section(after=self._part())
