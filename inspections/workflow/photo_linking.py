"""Say what photos show: lay those of a walk to an item or a finding, put a photo after beside the one before."""

from collections.abc import Sequence

from inspections.photo import Photo
from inspections.records import Changes, Records
from inspections.refusal import BadValueError, MissingError


def link_photos(
    records: Records,
    *,
    inspection: str,
    photos: Sequence[str],
    by: str,
    item: str = "",
    finding: str = "",
    place: str = "",
) -> Changes:
    """Lay some photos of a visit to one item or finding in one step; without either they are unsorted again."""
    if not photos:
        raise MissingError("没有选择照片。", "请至少选择一张。")
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        if finding:
            owner = records.findings.get(finding)
            if owner.inspection != inspection and finding not in visit.reinspects:
                raise BadValueError(f"问题 {owner.number} 不属于本次检查。", "请选择本次检查登记或复查的问题。")
            item = item or owner.item
        for one in photos:
            photo = records.photos.get(one)
            _require_of(photo, inspection)
            change.append(photo.link({"item": item, "finding": finding, "place": place}))
    return change.touched


def pair_photos(records: Records, *, photo: str, before: str, by: str) -> Changes:
    """Put a photo after rectification beside the one before; an empty `before` takes them apart."""
    with records.change(by=by) as change:
        after = records.photos.get(photo)
        change.append(after.stand_beside(records.photos.get(before) if before else None))
    return change.touched


def pair_all(records: Records, *, finding: str, pairs: Sequence[dict[str, str]], by: str) -> Changes:
    """Confirm several pairs of one finding at once: `pairs` names photo and before of each."""
    with records.change(by=by) as change:
        for pair in pairs:
            after, earlier = records.photos.get(pair["photo"]), records.photos.get(pair["before"])
            if after.finding != finding:
                raise BadValueError("照片不属于这个问题，不能配对。", "请刷新后再试。")
            change.append(after.stand_beside(earlier))
    return change.touched


def _require_of(photo: Photo, inspection: str) -> None:
    if photo.withdrawn:
        raise BadValueError(f"照片“{photo.fields.text('name')}”已撤下，不能归位。", "请刷新后再试。")
    if photo.fields.text("inspection") != inspection:
        raise BadValueError(f"照片“{photo.fields.text('name')}”不属于本次检查。", "请选择本次检查的照片。")
