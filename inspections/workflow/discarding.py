"""The trash of photos: restore one, or empty it of what lay there long enough. The only way an original goes."""

from collections.abc import Sequence
from datetime import date

from inspections.people import require_authorised
from inspections.photo import Photo
from inspections.records import Changes, Files, Records
from inspections.refusal import MissingError, RefusedError
from inspections.trash import KEPT_DAYS, Discarded, read_trash


def restore_photo(records: Records, *, photo: str, by: str, reason: str = "") -> Changes:
    """Take a photo out of the trash; it stands again where it stood."""
    with records.change(by=by) as change:
        record = records.photos.get(photo)
        fact = record.restore(on=change.now.date(), reason=reason)
        if _stands_already(records, record):
            raise RefusedError(f"照片{record.title}已重新添加到原处，无须恢复。")
        change.append(fact)
    return change.touched


def empty_trash(
    records: Records, files: Files, *, confirmed: int, reason: str, by: str, photos: Sequence[str] = ()
) -> Changes:
    """Destroy what lay in the trash for thirty days and no sealed paper prints: all of it, or the photos named.

    `confirmed` is the number the authorised person was shown and agreed to; another number changes nothing. The
    entries come first, then the files: a crash between leaves a file too many, and the next emptying takes it.
    """
    with records.change(by=by) as change:
        require_authorised(records.people.get(by), agency="", doing="清空照片回收站")
        if not reason.strip():
            raise MissingError("清空回收站须写明理由。", "请填写理由。")
        today = change.now.date()
        chosen = _chosen(read_trash(records), photos, today)
        if len(chosen) != confirmed:
            raise RefusedError(
                f"可以清空的照片现有 {len(chosen)} 张，与确认的 {confirmed} 张不符，未清空。", "请核对后重新确认。"
            )
        for line in chosen:
            change.append(line.photo.destroy(on=today, reason=reason))
    _remove_originals(records, files)
    return change.touched


def _chosen(trash: Sequence[Discarded], wanted: Sequence[str], today: date) -> list[Discarded]:
    """Return what is to be destroyed; a photo that was named and must stay is refused by its name."""
    known = {line.photo.id for line in trash}
    strange = [one for one in wanted if one not in known]
    if strange:
        raise RefusedError(f"照片 {strange[0]} 不在回收站中，未清空。", "请刷新后重新选择。")
    named = [line for line in trash if line.photo.id in wanted]
    for line in named:
        why = line.why_kept(today)
        if why:
            raise RefusedError(f"照片{line.photo.title}不能清空：{why}。")
    ripe = named or [line for line in trash if not line.why_kept(today)]
    if not ripe:
        raise RefusedError(f"回收站中没有可以清空的照片（撤下满 {KEPT_DAYS} 天且未写入文书的才可以）。")
    return ripe


def _remove_originals(records: Records, files: Files) -> None:
    """Remove the files of destroyed photos, unless another record still names the same original."""
    for photo in records.photos.where(destroyed=True):
        if not records.photos.count(sha256=photo.sha256, destroyed=False):
            files.discard_photo(photo.sha256, photo.extension)


def _stands_already(records: Records, photo: Photo) -> bool:
    """Tell whether the same original was linked again to the same finding, item or visit."""
    same = records.photos.where(sha256=photo.sha256, withdrawn=False)
    return any(_place(one) == _place(photo) for one in same)


def _place(photo: Photo) -> tuple[str, str, str]:
    return photo.fields.text("inspection"), photo.finding, photo.fields.text("item")
