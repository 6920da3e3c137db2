"""Ready phrases: how an inspector words the typical defects of an item and their measures, with blanks to fill."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists import loader
from checklists.problems import ProblemCode
from checklists.reading import Table, open_toml

BLANKS: Final = ("部位", "数量", "总数", "数值", "日期", "时间", "编号", "名称", "姓名", "天数", "金额", "比例")
"""The closed list of what may be left blank in a phrase."""
PLACE: Final = "部位"
"""The blank that the current place fills."""
BLANK: Final = re.compile(r"\{(" + "|".join(BLANKS) + r")\}")
SHORTEST: Final = 8
LONGEST: Final = 60

_FOLDER: Final = Path(__file__).parent / "phrases"
_ANY_BLANK: Final = re.compile(r"\{([^{}]*)\}|[{}]")
_CITED: Final = re.compile(r"第[一二三四五六七八九十百零〇\d]+[条款项章]|GB[/ ]|JGJ|《")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPhrases:
    """What one item offers."""

    item: str
    defects: tuple[str, ...]
    measures: tuple[str, ...]


def blanks(text: str) -> tuple[str, ...]:
    """Return the blanks still in a text, each once, in order; other braces are a person's own words."""
    return tuple(dict.fromkeys(found[1] for found in BLANK.finditer(text)))


def unfilled(*texts: str) -> str:
    """Say which blanks of some texts were left, empty when none."""
    left = dict.fromkeys(name for text in texts for name in blanks(text))
    return f"{'、'.join(f'{{{name}}}' for name in left)} 未填" if left else ""


def load(data: bytes, *, name: str) -> Mapping[str, ItemPhrases]:
    """Read the phrases of one checklist by item; ChecklistError carries every problem."""
    reading, root = open_toml(data, name=name)
    root.allow(("phrases", "item"))
    head = (root.table("phrases") or Table(reading, "phrases", {})).at("phrases")
    head.allow(("checklist",))
    code = head.text("checklist")
    if code and code != Path(name).name.removesuffix(".toml"):
        head.report(ProblemCode.NAME_DIFFERS, code)
    found: dict[str, ItemPhrases] = {}
    for table in root.tables("item"):
        read = _item(table)
        if read.item in found:
            table.report(ProblemCode.DUPLICATE_ID, read.item)
        found[read.item] = read
    reading.finish()
    return MappingProxyType(found)


@cache
def bundled() -> Mapping[str, ItemPhrases]:
    """The phrases of every bundled list, by item."""
    found: dict[str, ItemPhrases] = {}
    for name in loader.bundled_files():
        found.update(load((_FOLDER / name).read_bytes(), name=name))
    return MappingProxyType(found)


@cache
def bundled_initials() -> Mapping[str, tuple[str, ...]]:
    """The pinyin initials of the bundled phrases, by text in the order of an item: defects, then measures."""
    lines = (_FOLDER / "initials.txt").read_text(encoding="utf-8").splitlines()
    return MappingProxyType({item: tuple(words) for item, *words in map(str.split, lines)})


def _item(table: Table) -> ItemPhrases:
    item = table.text("id")
    named = table.at(item or table.place)
    named.allow(("id", "defects", "measures"))
    defects, measures = named.texts("defects"), named.texts("measures")
    _check(named, (*defects, *measures))
    return ItemPhrases(item=item, defects=defects, measures=measures)


def _check(table: Table, texts: Iterable[str]) -> None:
    for text in texts:
        for found in _ANY_BLANK.finditer(text):
            if found[1] not in BLANKS:
                table.report(ProblemCode.UNKNOWN_BLANK, found[0])
        if not SHORTEST <= len(text) <= LONGEST:
            table.report(ProblemCode.BAD_LENGTH, text)
        if _CITED.search(text):
            table.report(ProblemCode.CLAUSE_IN_PHRASE, text)
