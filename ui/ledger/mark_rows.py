"""What is asked of a mark beside the state: who decided it, and what each kind of mark says beyond that."""

from collections.abc import Mapping
from typing import Final

from inspections.terms import MARK
from ui.forms import FormRow, Kind

ROWS: Final = (
    FormRow(key="name", label="标记", kind=Kind.CHOICE, required=True, choices=tuple(MARK.items())),
    FormRow(key="values.organ", label="决定机关", required=True),
    FormRow(key="values.number", label="文号"),
    FormRow(key="values.on", label="日期", kind=Kind.DATE, required=True),
    FormRow(key="values.note", label="说明", kind=Kind.MULTILINE),
    FormRow(key="values.until", label="督办期限", kind=Kind.DATE),
    FormRow(key="values.responsible_unit", label="责任单位"),
    FormRow(key="values.demands", label="督办要求", kind=Kind.MULTILINE),
    FormRow(key="values.plan_due", label="方案报送", kind=Kind.DATE, help="治理方案何日前报送"),
    FormRow(key="values.residents", label="在住老年人", kind=Kind.INTEGER, required=True, unit="人", minimum=0),
    FormRow(
        key="values.disabled_residents",
        label="其中失能",
        kind=Kind.INTEGER,
        required=True,
        unit="人",
        minimum=0,
    ),
    FormRow(key="values.moved_to", label="安置去向", required=True),
    FormRow(key="values.responsible", label="安置责任人", required=True),
    FormRow(key="values.settled_on", label="安置完成", kind=Kind.DATE, placeholder="尚未完成可不填"),
)
_SETTLED: Final = ("suspended", "sealed_off")
"""Marks under which people have to move: their settling is kept with them."""
ONLY_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("residents", "disabled_residents", "moved_to", "responsible", "settled_on"), _SETTLED),
    **dict.fromkeys(("until", "responsible_unit", "demands", "plan_due"), ("supervised",)),
}
"""The values only some marks have, and which."""
