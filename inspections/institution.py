"""Institutions, their facts with date and source, and the places inside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, TypeAlias

from checklists.facts import FACTS, FIRE_ACCEPTANCES, FactType
from checklists.formulas import Value
from checklists.indicators import Scope
from checklists.model import FactValue as FactForm
from inspections.entry import JsonObject, named_id
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError
from inspections.stated import Stated, input_values, named_inputs, stated

CODE_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


FactValue: TypeAlias = Stated
"""One institution fact with where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FireApproval:
    """The paper of a fire approval: which, its number and its date as written on it."""

    approval: str
    number: str
    on: str


def typed_fact(name: str, value: object) -> FactForm:
    """Return a recorded fact in the form conditions compare: decimals are kept as text in the journal."""
    fact = FACTS.get(name)
    if fact is not None and fact.type is FactType.DECIMAL:
        return Decimal(str(value))
    return value if isinstance(value, bool | int | str) else str(value)


class Institution(Record):
    """A home, day-care centre or village mutual-aid point that can be inspected."""

    KIND: ClassVar[str] = "institution"
    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the registered name."""
        return self.fields.text("name")

    @property
    def credit_code(self) -> str:
        """Return the 统一社会信用代码, empty where unknown."""
        return self.fields.text("credit_code")

    @property
    def area(self) -> str:
        """Return the township or street."""
        return self.fields.text("area")

    @property
    def address(self) -> str:
        """Return the address."""
        return self.fields.text("address")

    @property
    def person_in_charge(self) -> str:
        """Return the 主要负责人."""
        return self.fields.text("person_in_charge")

    def fact_values(self) -> Mapping[str, FactValue]:
        """Return the stated facts by id."""
        return stated(self, "fact")

    def facts(self) -> dict[str, FactForm]:
        """Return the values that decide which items apply."""
        return {name: typed_fact(name, held.value) for name, held in self.fact_values().items()}

    def stated_inputs(self) -> Mapping[str, Stated]:
        """Return what its indicators are computed from beside facts, by name."""
        return stated(self, "input")

    def inputs(self) -> dict[str, Value]:
        """Return these inputs as values to compute with."""
        return input_values(self.stated_inputs(), named_inputs(Scope.INSTITUTION))

    def certificates(self) -> Mapping[str, Stated]:
        """Return what was said about its certificates: held or not, and until when."""
        return stated(self, "certificate")

    @property
    def fire_approval(self) -> FireApproval | None:
        """Return the paper behind the fact 消防验收手续, None where no number was ever entered for what now holds."""
        held = self.fields.object("fire_approval")
        now = self.fact_values().get("fire_acceptance")
        if not held or now is None or now.value != held["approval"] or held["approval"] == "none":
            return None
        return FireApproval(approval=held["approval"], number=held["number"], on=held["on"] or "")

    @property
    def recheck_on(self) -> date | None:
        """Return the day of the next look under 动态监管."""
        return self.fields.day("recheck_on")

    def record_as(self, values: Mapping[str, object]) -> Fact:
        """Record the institution, or change what is recorded; a name is needed."""
        if not str(values.get("name", self.name)).strip():
            raise BadValueError("机构名称不能为空。", "请填写营业执照或登记证上的名称。")
        code = str(values.get("credit_code") or "")
        if code and not valid_credit_code(code):
            raise BadValueError(f"统一社会信用代码“{code}”校验不通过。", "请核对 18 位代码，不清楚时可留空。")
        return self.fact("institution_changed" if self.exists else "institution_recorded", values)

    def state_facts(self, values: Mapping[str, object], *, on: date, source: str) -> Fact:
        """State facts as of a day with their source; None withdraws a fact."""
        stated = {f"fact.{name}": {"value": value, "on": on, "source": source} for name, value in values.items()}
        return self.fact("facts_stated", stated)

    def state_fire_approval(
        self, approval: str, *, number: str, approved_on: date | None, on: date, source: str
    ) -> Fact:
        """State 消防验收合格意见书, 消防验收备案凭证 or 无 with number and date of the paper."""
        if approval not in FIRE_ACCEPTANCES:
            raise BadValueError("消防手续须为消防验收合格意见书、消防验收备案凭证或无。")
        if approval == "none" and (number.strip() or approved_on):
            raise BadValueError("没有消防手续时不填文号和日期。", "请选择手续种类，或清空文号和日期。")
        if approved_on and approved_on > on:
            raise BadValueError("消防手续日期晚于登记日期。", "请按原件填写日期。")
        paper = {"approval": approval, "number": number.strip(), "on": approved_on}
        fact = {"value": approval, "on": on, "source": source}
        return self.fact("fire_approval_stated", {"fact.fire_acceptance": fact, "fire_approval": paper})

    def set_recheck(self, *, on: date, reason: str) -> Fact:
        """Set the day of the next look under 动态监管, with its reason."""
        if not reason.strip():
            raise MissingError("没有写明复核理由。")
        return self.fact("recheck_set", {"recheck_on": on, "recheck_reason": reason.strip()})


class Place(Record):
    """A building, floor or room of an institution, kept between visits."""

    KIND: ClassVar[str] = "place"
    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the name of this place alone."""
        return self.fields.text("name")

    @property
    def parent(self) -> str:
        """Return the id of the place around this one, empty at the top."""
        return self.fields.text("parent")

    @property
    def withdrawn(self) -> bool:
        """Tell whether the place is no longer offered."""
        return self.fields.flag("withdrawn")


def institution_id(credit_code: str, fallback: str) -> str:
    """Return the same id on every laptop for a valid code; else the fallback."""
    return named_id("institution", credit_code) if valid_credit_code(credit_code) else fallback


def valid_credit_code(code: str) -> bool:
    """Check form and check digit of a 统一社会信用代码 (GB 32100-2015)."""
    if len(code) != 18 or any(character not in CODE_ALPHABET for character in code):
        return False
    total = sum(CODE_ALPHABET.index(code[place]) * weight for place, weight in enumerate(CODE_WEIGHTS))
    return CODE_ALPHABET[-total % 31] == code[17]


def credit_code(first17: str) -> str:
    """Complete seventeen characters with their check digit."""
    total = sum(CODE_ALPHABET.index(first17[place]) * weight for place, weight in enumerate(CODE_WEIGHTS))
    return first17 + CODE_ALPHABET[-total % 31]


def place_path(place_id: str, places: Mapping[str, Place]) -> str:
    """Return the names from the building down to the place."""
    names: list[str] = []
    while place_id and place_id in places and len(names) < 8:
        names.append(places[place_id].name)
        place_id = places[place_id].parent
    return " ".join(reversed(names))


def facts_snapshot(institution: Institution) -> JsonObject:
    """Return the facts as a visit freezes them: value, date and source each."""
    return {
        name: {"value": held.value, "on": held.on, "source": held.source}
        for name, held in institution.fact_values().items()
    }
