"""Editions made from a list by chance: items dropped, brought back, reworded, added, shuffled, sections renamed."""

from dataclasses import replace
from datetime import date

from checklists.writing import write


def as_file(checklist):
    """Return a list as the bytes of its file."""
    return write(checklist).encode()


def cut(checklist, *, sections=3, items=4, **head):
    """Return the beginning of a list: a few sections with a few items each."""
    kept = tuple(replace(one, items=one.items[:items]) for one in checklist.sections[:sections])
    return replace(checklist, sections=kept, **head)


class Rewriter:
    """Makes one edition after the other; items that were dropped may come back with the same answer form."""

    def __init__(self, checklist, chance, *, day=date(2026, 2, 5)):
        self.checklist, self._chance, self._day = checklist, chance, day
        self._number = 0
        self.edits = 0
        self._gone = []
        self._edits = (self._drop, self._drop, self._bring_back, self._reword, self._add, self._shuffle, self._rename)

    def next(self):
        """Return the next edition: one to three changes."""
        self._number += 1
        for _ in range(self._chance.randint(1, 3)):
            self.edits += 1
            self._chance.choice(self._edits)()
        label = f"2026.{self._number + 1}"
        self.checklist = replace(self.checklist, edition=label, in_force_from=self._day)
        return self.checklist

    def _put(self, number, items):
        sections = list(self.checklist.sections)
        sections[number] = replace(sections[number], items=tuple(items))
        self.checklist = replace(self.checklist, sections=tuple(sections))

    def _any(self):
        number = self._chance.randrange(len(self.checklist.sections))
        items = list(self.checklist.sections[number].items)
        return number, items, self._chance.randrange(len(items))

    def _drop(self):
        number, items, place = self._any()
        if len(items) > 1:
            self._gone.append((number, items.pop(place)))
            self._put(number, items)

    def _bring_back(self):
        if self._gone:
            number, item = self._gone.pop(self._chance.randrange(len(self._gone)))
            items = list(self.checklist.sections[number].items)
            items.insert(self._chance.randint(0, len(items)), item)
            self._put(number, items)

    def _reword(self):
        number, items, place = self._any()
        items[place] = replace(items[place], text=f"第 {self._number} 版的说法", proof="另一种取证")
        self._put(number, items)

    def _add(self):
        number, items, place = self._any()
        section = self.checklist.sections[number].code
        plain = replace(items[place], id=f"{section}{self._number + 100}", same_as="")
        self._put(number, [*items, plain] if plain.id not in {one.id for one in items} else items)

    def _shuffle(self):
        number, items, _place = self._any()
        self._chance.shuffle(items)
        self._put(number, items)

    def _rename(self):
        number, _items, _place = self._any()
        sections = list(self.checklist.sections)
        sections[number] = replace(sections[number], title=f"第 {self._number} 版的部分")
        self.checklist = replace(self.checklist, sections=tuple(sections))
