"""A checklist written as a file and read again is the same checklist."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from checklists.loader import bundled, load
from checklists.model import (
    Action,
    Agency,
    AllOf,
    AnyOf,
    Certainty,
    Checklist,
    Clause,
    Comparison,
    Defaults,
    Depth,
    Item,
    MajorTrigger,
    Measured,
    Method,
    Nature,
    Not,
    Operator,
    Relation,
    Section,
    Severity,
)
from checklists.writing import values_of, write

GAS = Comparison(fact="gas", operator=Operator.IS, value=True)
FULL = Item(
    id="T-A01",
    text='出口"没有"上锁\\',
    check="推门",
    proof="照片",
    how=(Method.LOOK, Method.TEST),
    measure="开锁",
    action=Action.ORDER,
    days=7,
    days_reason="需要采购",
    defaults=Defaults.SOURCE,
    severity=Severity.MAJOR_CANDIDATE,
    agencies=(Agency.FIRE, Agency.CIVIL_AFFAIRS),
    clauses=(
        Clause(document="消防法", article="28", certainty=Certainty.TEXT, note="注"),
        Clause(document="消防法", article="", certainty=Certainty.MEM_M),
    ),
    major=(MajorTrigger(criterion="MH-E2", relation=Relation.CANDIDATE, note="注"),),
    applies=AllOf(
        parts=(
            AnyOf(parts=(GAS, Not(part=Comparison(fact="beds", operator=Operator.AT_LEAST, value=10)))),
            Comparison(fact="floor_area_m2", operator=Operator.BELOW, value=Decimal("500.50")),
            Comparison(fact="building_class", operator=Operator.ONE_OF, value=("一级", "二级")),
        )
    ),
    applies_reason="不使用燃气",
    measured=Measured(name="净宽", unit="m", at_least=Decimal("1.10"), at_most=Decimal(2)),
    sampled=True,
    nature=Nature.STATUTORY,
    same_as="X-A01",
    depth=Depth.BASIC,
)
TARGET = replace(
    FULL, id="T-A02", action=Action.ADVISE, days=None, days_reason="", nature=Nature.POLICY_TARGET, same_as=""
)
TRIAL = Checklist(
    code="trial",
    title="试用表",
    edition="1",
    in_force_from=date(2026, 1, 1),
    in_force_to=date(2026, 12, 31),
    source="自拟",
    sections=(Section(code="T-A", title="部分", items=(FULL, TARGET)),),
    digest="",
)


def read_back(checklist):
    return load(write(checklist).encode(), name=f"{checklist.code}.toml")


def without_digest(checklist):
    return replace(checklist, digest="")


@pytest.mark.parametrize("checklist", bundled(), ids=lambda checklist: checklist.code)
def test_a_bundled_list_comes_back_as_it_was(checklist):
    assert without_digest(read_back(checklist)) == without_digest(checklist)


@pytest.mark.parametrize("checklist", bundled(), ids=lambda checklist: checklist.code)
def test_a_list_written_twice_is_the_same_to_the_byte(checklist):
    assert write(read_back(checklist)) == write(checklist)


def test_every_field_comes_back():
    assert without_digest(read_back(TRIAL)) == TRIAL
    defaults = {field.name: field.default for field in fields(Item)}
    unused = {name for name, default in defaults.items() if all(getattr(item, name) == default for item in TRIAL.items)}
    assert not unused, "the trial list must use every field of an item"


@pytest.mark.parametrize("text", ["\n\t", "\x00\x1b\x7f", '"""', "'''", "\\u0041", "a = 1 # b", "\u2028\ufeff"])
def test_any_text_stays_text(text):
    import tomllib

    assert tomllib.loads(write(replace(TRIAL, title=text)))["checklist"]["title"] == text


def test_the_house_format_puts_each_clause_on_a_line_of_its_own():
    lines = write(TRIAL).splitlines()
    assert lines[:2] == ["[checklist]", 'code = "trial"']
    assert '    { document = "消防法", article = "28", certainty = "text", note = "注" },' in lines
    assert 'measured = { name = "净宽", unit = "m", at_least = "1.10", at_most = "2" }' in lines


@pytest.mark.parametrize("checklist", [*bundled(), TRIAL], ids=lambda checklist: checklist.code)
def test_the_values_are_those_that_reading_the_written_file_gives(checklist):
    import tomllib

    assert values_of(checklist) == tomllib.loads(write(checklist))
