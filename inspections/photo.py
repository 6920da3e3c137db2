"""Photos as evidence: the original is named by its digest and never changes; here are its links and words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from inspections.marks import Layer, Shape, checked_shapes, read_shapes
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError, RefusedError


class Photo(Record):
    """One link of an original picture to a visit, a finding or an item."""

    KIND: ClassVar[str] = "photo"
    __slots__ = ()

    @property
    def sha256(self) -> str:
        """Return the digest that names the original."""
        return self.fields.text("sha256")

    @property
    def extension(self) -> str:
        """Return the ending of the stored file, without a dot."""
        return self.fields.text("extension")

    @property
    def finding(self) -> str:
        """Return the id of the finding it shows, if any."""
        return self.fields.text("finding")

    @property
    def stage(self) -> str:
        """Return scene, before or after."""
        return self.fields.text("stage") or "scene"

    @property
    def caption(self) -> str:
        """Return the words under the picture."""
        return self.fields.text("caption")

    @property
    def pair(self) -> str:
        """Return the id of the photo before that this one, taken after rectification, stands beside."""
        return self.fields.text("pair")

    @property
    def title(self) -> str:
        """Return how a message names it: by its file's name, else by its digest."""
        return f"“{self.fields.text('name') or self.sha256[:12]}”"

    @property
    def withdrawn(self) -> bool:
        """Tell whether the link was taken back; the original stays."""
        return self.fields.flag("withdrawn")

    @property
    def marks(self) -> tuple[Shape, ...]:
        """Return the shapes drawn over it; where two laptops drew at once, what either of them hid stays hidden."""
        held = self.fields.candidates("marks")
        chosen = read_shapes(held[-1].value or ()) if held else ()
        others = (shape for one in held[:-1] for shape in read_shapes(one.value or ()) if shape.is_private)
        return (*dict.fromkeys(others), *chosen)

    @property
    def layer(self) -> Layer:
        """Return what is drawn over its picture wherever it is shown."""
        return Layer(shapes=self.marks)

    def mark(self, shapes: Sequence[Mapping[str, object]]) -> Fact:
        """Replace the layer over the picture; the original bytes stay as they are."""
        if self.withdrawn:
            raise RefusedError("照片已撤下，不能再标注。", "请在其他照片上标注。")
        return self.fact("photo_marked", {"marks": [shape.as_data() for shape in checked_shapes(shapes)]})

    @property
    def destroyed(self) -> bool:
        """Tell whether the trash was emptied of it: the digest stays, the original may be gone."""
        return self.fields.flag("destroyed")

    @property
    def day(self) -> str:
        """Return the day it was taken, else the day it was added; empty where neither is known."""
        return (self.fields.text("taken_at") or self.fields.text("added_at"))[:10]

    def add(self, values: Mapping[str, object]) -> Fact:
        """Link a stored original."""
        if not values.get("sha256"):
            raise MissingError("照片原件尚未保存。", "请重新导入。")
        return self.fact("photo_added", values)

    def link(self, values: Mapping[str, object]) -> Fact:
        """Say what it shows: an item, a finding, a place."""
        return self.fact("photo_linked", values)

    def stand_beside(self, before: "Photo | None") -> Fact:
        """Pair this photo of the rectified state with one of the hazard, or take them apart."""
        if before is None:
            return self.fact("photo_paired", {"pair": ""})
        if self.withdrawn or before.withdrawn:
            raise BadValueError("照片已撤下，不能配对。", "请刷新后再试。")
        if not self.finding or self.finding != before.finding:
            raise BadValueError("两张照片不属于同一个问题，不能配对。", "请先把照片归入同一问题。")
        if self.stage != "after" or before.stage == "after":
            raise BadValueError("配对须是一张整改后照片和一张整改前照片。", "请先标明照片属于整改前还是整改后。")
        return self.fact("photo_paired", {"pair": before.id})

    def withdraw(self, *, reason: str, on: date) -> Fact:
        """Take the link back, with a reason; the original bytes stay in the trash."""
        if self.withdrawn:
            raise RefusedError("照片已在回收站中。", "如需恢复，请在“照片 → 回收站”中恢复。")
        if not reason.strip():
            raise MissingError("撤下照片须写明理由。", "请填写理由。")
        return self.fact("photo_withdrawn", {"withdrawn": True, "withdrawn_reason": reason, "withdrawn_on": on})

    def restore(self, *, on: date, reason: str = "") -> Fact:
        """Take the photo out of the trash."""
        if self.destroyed:
            raise RefusedError("照片原件已销毁，不能恢复。", "可从清空之前的备份中找回原件，重新导入。")
        if not self.withdrawn:
            raise RefusedError("照片不在回收站中，无须恢复。")
        return self.fact("photo_restored", {"withdrawn": False, "restored_on": on, "restored_reason": reason})

    def destroy(self, *, on: date, reason: str) -> Fact:
        """Note that the trash was emptied of it; whether it may be is for who reads the trash to know."""
        if not self.withdrawn or self.destroyed:
            raise RefusedError("照片不在回收站中，不能销毁。")
        return self.fact("photo_destroyed", {"destroyed": True, "destroyed_on": on, "destroyed_reason": reason})


def remarks(photo: Photo) -> tuple[str, ...]:
    """Return what about a photo asks for a look, by code; it never decides anything."""
    fields = photo.fields
    taken, added = fields.text("taken_at"), fields.text("added_at")
    return tuple(
        code
        for code, holds in (
            ("damaged", fields.flag("damaged")),
            ("taken_later", bool(taken and added) and taken[:10] > added[:10]),
            ("conflict", photo.in_conflict),
        )
        if holds
    )
