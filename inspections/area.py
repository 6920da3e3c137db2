"""Areas whose numbers are kept: a county, a community, a village, a new estate; with inputs by date and source."""

from collections.abc import Mapping
from typing import ClassVar

from checklists.formulas import Value
from checklists.indicators import AreaLevel
from inspections.entry import named_id
from inspections.record import Fact, Record
from inspections.refusal import BadValueError
from inspections.stated import Stated, area_inputs, input_values, stated


class Area(Record):
    """One area; `region` names the county whose plan it follows, empty where all plans are compared."""

    KIND: ClassVar[str] = "area"
    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the name."""
        return self.fields.text("name")

    @property
    def level(self) -> AreaLevel | None:
        """Return what kind of area it is; None for one of a newer version."""
        return next((one for one in AreaLevel if one == self.fields.text("level")), None)

    @property
    def region(self) -> str:
        """Return the county whose plan it follows."""
        return self.fields.text("region")

    def stated_inputs(self) -> dict[str, Stated]:
        """Return the inputs with their dates and sources, by name."""
        return stated(self, "input")

    def inputs(self) -> dict[str, Value]:
        """Return the inputs as values to compute with."""
        return input_values(self.stated_inputs(), area_inputs())

    def record_as(self, values: Mapping[str, object]) -> Fact:
        """Record the area, or change what is recorded."""
        if not str(values.get("name", self.name)).strip():
            raise BadValueError("区域名称不能为空。", "请填写县（市）、社区、村或小区的名称。")
        if values.get("level", self.fields.text("level")) not in tuple(AreaLevel):
            raise BadValueError("区域须是县（市）、社区、村或新建小区之一。")
        return self.fact("area_recorded", values)


def area_id(level: str, name: str, parent: str = "") -> str:
    """Return the same id on every laptop for the same area."""
    return named_id("area", f"{level}\n{parent.strip()}\n{name.strip()}")
