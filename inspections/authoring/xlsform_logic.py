"""The part of XLSForm's expressions that says something about an institution or about one measured value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from checklists.facts import FACTS, Fact, FactType
from checklists.model import AllOf, AnyOf, Comparison, Condition, FactValue, Not, Operator

DEEPEST: Final = 20

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<name>\$\{[^{}]{1,80}\})|(?P<text>'[^']*'|\"[^\"]*\"|[‘’“”][^‘’“”]*[‘’“”])|(?P<number>-?[0-9]{1,9}(?:\.[0-9]{1,3})?)"
    r"|(?P<mark>!=|>=|<=|[=<>(),.])|(?P<word>[a-z][a-z-]*))"
)
_OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType(
    {
        "=": Operator.IS,
        ">=": Operator.AT_LEAST,
        "<=": Operator.AT_MOST,
        ">": Operator.ABOVE,
        "<": Operator.BELOW,
    }
)
_TRUE: Final = frozenset({"yes", "true", "1", "是", "有", "y"})
_FALSE: Final = frozenset({"no", "false", "0", "否", "无", "n"})
_BOUND: Final = re.compile(r"\s*\.\s*(>=|<=|>|<)\s*(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)\s*")


class LogicError(ValueError):
    """An expression that cannot be carried over; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The smallest and the largest value allowed."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None


def read_relevant(text: str) -> Condition:
    """The condition over facts of the institution that a `relevant` states; LogicError when it states another."""
    reader = _Reader(tuple(_tokens(text)))
    condition = reader.either(depth=1)
    if not reader.is_done:
        raise LogicError(f"“{reader.here}”处看不懂")
    return condition


def read_constraint(text: str, *, is_whole: bool) -> Bounds:
    """The bounds that a `constraint` sets on a number; LogicError when it says anything else."""
    low: Decimal | None = None
    high: Decimal | None = None
    for part in re.split(r"\band\b", text):
        found = _BOUND.fullmatch(part)
        if not found:
            raise LogicError("只能转换“. >= 数”“. <= 数”和它们的“and”")
        value = Decimal(found[2])
        if found[1] in "><" and not is_whole:
            raise LogicError("小数题不能转换“大于”“小于”，请改用 >= 或 <=")
        if found[1].startswith(">"):
            low = value + 1 if found[1] == ">" else value
        else:
            high = value - 1 if found[1] == "<" else value
    return Bounds(at_least=low, at_most=high)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or not found.lastgroup:
            raise LogicError(f"“{text[at : at + 12]}”处看不懂")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


class _Reader:
    """Reads an expression from its tokens."""

    def __init__(self, tokens: tuple[tuple[str, str], ...]) -> None:
        self._tokens, self._at = tokens, 0

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def here(self) -> str:
        return "末尾" if self.is_done else self._tokens[self._at][1]

    def either(self, *, depth: int) -> Condition:
        if depth > DEEPEST:
            raise LogicError("括号嵌套过深")
        parts = [self._both(depth=depth)]
        while self._takes("or"):
            parts.append(self._both(depth=depth))
        return parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts))

    def _both(self, *, depth: int) -> Condition:
        parts = [self._one(depth=depth)]
        while self._takes("and"):
            parts.append(self._one(depth=depth))
        return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))

    def _one(self, *, depth: int) -> Condition:
        if self._takes("not"):
            self._expect("(")
            inner = self.either(depth=depth + 1)
            self._expect(")")
            return Not(part=inner)
        if self._takes("("):
            inner = self.either(depth=depth + 1)
            self._expect(")")
            return inner
        if self._takes("selected"):
            self._expect("(")
            fact = self._fact()
            self._expect(",")
            value = self._value(fact)
            self._expect(")")
            return Comparison(fact=fact.id, operator=Operator.IS, value=value)
        return self._comparison()

    def _comparison(self) -> Condition:
        fact = self._fact()
        mark = self._next("比较符")
        if mark == "!=":
            return Not(part=Comparison(fact=fact.id, operator=Operator.IS, value=self._value(fact)))
        if mark not in _OPERATORS:
            raise LogicError(f"“{mark}”不是比较符")
        operator = _OPERATORS[mark]
        is_ordered = fact.type in {FactType.COUNT, FactType.DECIMAL}
        if (operator is not Operator.IS and not is_ordered) or (
            operator is Operator.IS and fact.type is FactType.DECIMAL
        ):
            raise LogicError(f"“{fact.name}”不能用“{mark}”比较")
        return Comparison(fact=fact.id, operator=operator, value=self._value(fact))

    def _fact(self) -> Fact:
        text = self._next("题目")
        name = text.removeprefix("${").removesuffix("}")
        if not text.startswith("${"):
            raise LogicError(f"“{text}”处应是题目名")
        if name not in FACTS:
            raise LogicError(f"依赖另一题“{name}”的回答，不是机构事实")
        return FACTS[name]

    def _value(self, fact: Fact) -> FactValue:
        word = self._next("值").strip("'\"‘’“”")
        if word in {"true", "false"} and self._takes("("):
            self._expect(")")
        match fact.type:
            case FactType.FLAG if word in _TRUE | _FALSE:
                return word in _TRUE
            case FactType.CHOICE:
                for code, name in fact.choices.items():
                    if word in {code, name}:
                        return code
            case FactType.COUNT if re.fullmatch(r"-?[0-9]{1,9}", word):
                return int(word)
            case FactType.DECIMAL if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,3})?", word):
                return Decimal(word)
        raise LogicError(f"“{word}”不是“{fact.name}”的值")

    def _next(self, wanted: str) -> str:
        if self.is_done:
            raise LogicError(f"缺少{wanted}")
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _takes(self, text: str) -> bool:
        if not self.is_done and self._tokens[self._at][1] == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._takes(text):
            raise LogicError(f"“{self.here}”处缺少“{text}”")
