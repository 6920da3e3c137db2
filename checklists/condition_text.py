"""Conditions as a line of text that people write in a sheet: `设食堂 = 是 且 （床位数 >= 10 或 设电梯 = 是）`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from checklists.facts import FACTS, Fact, FactType
from checklists.loader import CONDITION_DEPTH, OPERATORS_BY_TYPE
from checklists.model import AllOf, AnyOf, Comparison, Condition, FactValue, Not, Operator

ALL: Final = "全部"
ANY: Final = "任一"
NOT: Final = "非"
AND: Final = "且"
OR: Final = "或"
OPEN: Final = "（("
CLOSE: Final = "）)"
LIST_MARKS: Final = "、,，"

OPERATORS: Final[Mapping[Operator, tuple[str, ...]]] = MappingProxyType(
    {
        Operator.AT_LEAST: (">=", "≥", "＞＝", "不少于", "不小于"),
        Operator.AT_MOST: ("<=", "≤", "＜＝", "不多于", "不大于"),
        Operator.ABOVE: (">", "＞", "大于"),
        Operator.BELOW: ("<", "＜", "小于"),
        Operator.ONE_OF: ("属于",),
        Operator.IS: ("=", "＝", "为"),
    }
)
"""How each comparison is written; the first form is ours."""

_NUMBER: Final = re.compile(r"[-－]?[0-9０-９]{1,12}([.．][0-9０-９]{1,6})?")
_NARROW: Final = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_SPACE: Final = " \u3000"


class ConditionError(ValueError):
    """A text that is no condition: the place in it, what is wrong there and what to do."""

    def __init__(self, position: int, message: str, what_to_do: str) -> None:
        super().__init__(f"适用条件第 {position + 1} 个字处：{message}")
        self.position, self.what_to_do = position, what_to_do

    @property
    def message(self) -> str:
        """What is wrong, with its place."""
        return str(self)


def write_condition(condition: Condition) -> str:
    """A condition as text; parsing it gives the same condition."""
    match condition:
        case Comparison():
            return _comparison_text(condition)
        case AllOf():
            return _joined(condition.parts, AND, alone=ALL)
        case AnyOf():
            return _joined(condition.parts, OR, alone=ANY)
        case Not():
            return f"{NOT}（{write_condition(condition.part)}）"


def parse_condition(text: str) -> Condition:
    """Read a condition; ConditionError names the place of the first fault."""
    scanner = _Scanner(text)
    condition = _chain(scanner, depth=1)
    scanner.skip()
    if scanner.is_at_end:
        return condition
    if scanner.sees(CLOSE):
        raise scanner.error("多了一个右括号", "请删去它，或补上左括号。")
    raise scanner.error(f"“{scanner.rest()}”不能放在这里", f"两个条件之间请写“{AND}”或“{OR}”。")


def _joined(parts: tuple[Condition, ...], word: str, *, alone: str) -> str:
    if len(parts) == 1:
        return f"{alone}（{write_condition(parts[0])}）"
    return f" {word} ".join(_part_text(part) for part in parts)


def _part_text(part: Condition) -> str:
    text = write_condition(part)
    is_chain = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
    return f"（{text}）" if is_chain else text


def _comparison_text(comparison: Comparison) -> str:
    fact = FACTS[comparison.fact]
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    shown = "、".join(_value_text(fact, value) for value in values)
    return f"{fact.name} {OPERATORS[comparison.operator][0]} {shown}"


def _value_text(fact: Fact, value: FactValue) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if fact.type is FactType.CHOICE:
        return fact.choices[str(value)]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@dataclass(slots=True)
class _Scanner:
    """A text with a place in it."""

    text: str
    at: int = field(default=0)

    @property
    def is_at_end(self) -> bool:
        return self.at >= len(self.text)

    def skip(self) -> None:
        while not self.is_at_end and self.text[self.at] in _SPACE:
            self.at += 1

    def sees(self, marks: str) -> bool:
        return not self.is_at_end and self.text[self.at] in marks

    def take(self, words: Iterable[str]) -> str:
        """Move over the longest of the words that stands here, or return nothing."""
        self.skip()
        found = max((word for word in words if self.text.startswith(word, self.at)), key=len, default="")
        self.at += len(found)
        return found

    def rest(self) -> str:
        """A short piece of what stands here, for a message."""
        piece = self.text[self.at : self.at + 12]
        return piece if self.at + 12 >= len(self.text) else f"{piece}…"

    def error(self, message: str, what_to_do: str) -> ConditionError:
        return ConditionError(self.at, message, what_to_do)


def _chain(scanner: _Scanner, *, depth: int) -> Condition:
    if depth > CONDITION_DEPTH:
        raise scanner.error(f"嵌套超过 {CONDITION_DEPTH} 层", "请把条件写得简单些。")
    parts = [_part(scanner, depth=depth)]
    joined_by = ""
    while word := scanner.take((AND, OR)):
        if joined_by and word != joined_by:
            scanner.at -= len(word)
            raise scanner.error(f"“{AND}”和“{OR}”混在一起", "请用括号写明哪几个先合在一起。")
        joined_by = word
        parts.append(_part(scanner, depth=depth))
    if not joined_by:
        return parts[0]
    return AllOf(parts=tuple(parts)) if joined_by == AND else AnyOf(parts=tuple(parts))


def _part(scanner: _Scanner, *, depth: int) -> Condition:
    scanner.skip()
    start = scanner.at
    word = scanner.take((NOT, ALL, ANY))
    scanner.skip()
    if scanner.sees(OPEN):
        inner = _bracketed(scanner, depth=depth)
        match word:
            case "非":
                return Not(part=inner)
            case "全部":
                return AllOf(parts=(inner,))
            case "任一":
                return AnyOf(parts=(inner,))
        return inner
    if word:
        raise scanner.error(f"“{word}”后面缺少括号", f"请写成“{word}（…）”。")
    scanner.at = start
    return _comparison(scanner)


def _bracketed(scanner: _Scanner, *, depth: int) -> Condition:
    scanner.at += 1
    inner = _chain(scanner, depth=depth + 1)
    scanner.skip()
    if not scanner.sees(CLOSE):
        raise scanner.error("缺少右括号", "请补上“）”。")
    scanner.at += 1
    return inner


def _comparison(scanner: _Scanner) -> Condition:
    name = scanner.take(_NAMES)
    if not name:
        seen = f"“{scanner.rest()}”不是机构事实" if not scanner.is_at_end else "条件没有写完"
        raise scanner.error(seen, "请写“选项”工作表中列出的机构事实，例如“设食堂 = 是”。")
    fact = _NAMES[name]
    scanner.skip()
    start = scanner.at
    word = scanner.take(_WORDS)
    if not word:
        raise scanner.error(f"“{fact.name}”后面缺少比较", "请写 =、>=、<=、>、< 或“属于”。")
    operator = _WORDS[word]
    if operator not in OPERATORS_BY_TYPE[fact.type]:
        scanner.at = start
        raise scanner.error(f"“{fact.name}”不能用“{word}”比较", _OPERATOR_ADVICE[fact.type])
    if operator is Operator.ONE_OF:
        return Comparison(fact=fact.id, operator=operator, value=_several(scanner, fact))
    return Comparison(fact=fact.id, operator=operator, value=_value(scanner, fact))


def _several(scanner: _Scanner, fact: Fact) -> tuple[str, ...]:
    values = [str(_value(scanner, fact))]
    while scanner.take(LIST_MARKS):
        start = scanner.at
        value = str(_value(scanner, fact))
        if value in values:
            scanner.at = start
            raise scanner.error(f"“{fact.choices[value]}”重复列出", "请删去重复的一项。")
        values.append(value)
    return tuple(values)


def _value(scanner: _Scanner, fact: Fact) -> FactValue:
    if fact.type in {FactType.FLAG, FactType.CHOICE}:
        words = _FLAGS if fact.type is FactType.FLAG else _choices(fact)
        word = scanner.take(words)
        if not word:
            raise scanner.error(f"“{scanner.rest()}”不是“{fact.name}”的值", f"请写{'、'.join(_offered(fact))}之一。")
        return words[word]
    scanner.skip()
    found = _NUMBER.match(scanner.text, scanner.at)
    if not found or (fact.type is FactType.COUNT and found[1]):
        wanted = "整数" if fact.type is FactType.COUNT else "数字"
        raise scanner.error(f"“{fact.name}”后面应是{wanted}", f"请写{wanted}，例如 10。")
    scanner.at = found.end()
    if fact.unit:
        scanner.take((fact.unit,))
    digits = found[0].translate(_NARROW)
    return int(digits) if fact.type is FactType.COUNT else Decimal(digits)


def _choices(fact: Fact) -> Mapping[str, str]:
    return {**{word: word for word in fact.choices}, **{name: word for word, name in fact.choices.items()}}


def _offered(fact: Fact) -> tuple[str, ...]:
    return ("是", "否") if fact.type is FactType.FLAG else tuple(fact.choices.values())


_FLAGS: Final[Mapping[str, bool]] = MappingProxyType({"是": True, "否": False})
_WORDS: Final[Mapping[str, Operator]] = MappingProxyType(
    {word: operator for operator, words in OPERATORS.items() for word in words}
)
_NAMES: Final[Mapping[str, Fact]] = MappingProxyType(
    {
        **{fact.name.partition("（")[0]: fact for fact in FACTS.values()},
        **{fact.name: fact for fact in FACTS.values()},
        **FACTS,
    }
)
_OPERATOR_ADVICE: Final[Mapping[FactType, str]] = MappingProxyType(
    {
        FactType.FLAG: "是否类的事实请写“= 是”或“= 否”。",
        FactType.CHOICE: "选择类的事实请写“=”或“属于”。",
        FactType.COUNT: "数量请用 =、>=、<=、>、< 比较。",
        FactType.DECIMAL: "带小数的数量请用 >=、<=、>、< 比较。",
    }
)
