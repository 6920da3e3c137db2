"""Editions of checklists: published, activated, withdrawn, and taken up by a running visit."""

from datetime import date
from typing import Final

import tomli

from checklists.loader import bundled_files, load
from checklists.model import Checklist
from checklists.problems import ChecklistError
from inspections.editions import CatalogueEntry, catalogue, editions_in_use, find_edition, publishing_problems
from inspections.inspection import Edition
from inspections.records import Change, Changes, Files, Records
from inspections.refusal import BadValueError
from inspections.upgrading import check_upgrade, edition_replaced, require_unsealed

MOST_PROBLEMS: Final = 8


def read_edition(data: bytes) -> Checklist:
    """Read the file of an edition under the name its own code asks for; every problem is told at once."""
    try:
        code = str(tomli.loads(data.decode("utf-8"))["checklist"]["code"])
    except (ValueError, KeyError, TypeError):  # not readable at all: the loader says where and what to do
        code = "检查表"
    try:
        return load(data, name=f"{code}.toml")
    except ChecklistError as error:
        raise _refused([str(problem) for problem in error.problems]) from error


def publish_edition(records: Records, files: Files, *, data: bytes, on: date, by: str, note: str = "") -> Changes:
    """Publish an edition from the bytes of its file: kept for ever, used by nobody until it is activated.

    The same bytes again change nothing; `inspections.editions.publishing_problems` tells beforehand what is in the way.
    """
    new = read_edition(data)
    entries = catalogue(records, files)
    if any(entry.digest == new.digest and entry.origin == "bundled" for entry in entries):
        raise BadValueError(f"这个文件与随附的版本 {new.edition} 完全相同，不需要发布。")
    problems = publishing_problems(new, entries)
    if problems:
        raise _refused(problems)
    files.store_checklist(data)
    replaced = editions_in_use(entries, max(on, new.in_force_from)).get(new.code)
    with records.change(by=by) as change:
        edition = records.editions.new(new.digest)
        if not edition.is_published:
            replaces = replaced.digest if replaced and replaced.digest != new.digest else ""
            change.append(edition.publish(about_edition(new, len(data)), on=on, by=by, replaces=replaces, note=note))
    return change.touched


def activate_edition(records: Records, files: Files, *, edition: str, on: date, by: str) -> Changes:
    """Have new visits use an edition from its day in force on; visits under way keep theirs until upgraded."""
    entry = find_edition(catalogue(records, files), edition)
    checklist = entry.checklist
    if checklist.in_force_to is not None and checklist.in_force_to < on:
        raise BadValueError(f"版本 {checklist.edition} 已于 {checklist.in_force_to.isoformat()} 停止施行，不能启用。")
    with records.change(by=by) as change:
        held = take_up(records, files, change, entry)
        change.append(held.activate(on=on, by=by))
    return change.touched


def withdraw_edition(records: Records, files: Files, *, edition: str, on: date, reason: str, by: str) -> Changes:
    """Have new visits use an edition no more; what was pinned to it keeps it."""
    entry = find_edition(catalogue(records, files), edition)
    with records.change(by=by) as change:
        held = take_up(records, files, change, entry)
        change.append(held.withdraw(on=on, reason=reason, by=by))
    return change.touched


def upgrade_inspection(records: Records, files: Files, *, inspection: str, edition: str, by: str) -> Changes:
    """Have a running visit use another edition of one of its lists; with the digest it had before, it goes back.

    Every answer is kept; those the edition does not ask for are shown as 历史项. Impossible once the record is frozen.
    """
    entry = find_edition(catalogue(records, files), edition)
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        old = edition_replaced(files, visit, entry.checklist)
        require_unsealed(records, inspection)
        check_upgrade(visit, old, entry.checklist)
        take_up(records, files, change, entry)
        change.append(visit.upgrade(old.digest, entry.digest))
    return change.touched


def take_up(records: Records, files: Files, change: Change, entry: CatalogueEntry) -> Edition:
    """Return the record of an edition, made now where it only came with the program; its file is on disk before."""
    edition = records.editions.new(entry.digest)
    if not edition.exists:
        data = _bundled_bytes(entry)
        files.store_checklist(data)
        change.append(edition.fact("edition_used", about_edition(entry.checklist, len(data))))
    return records.editions.get(entry.digest)


def _bundled_bytes(entry: CatalogueEntry) -> bytes:
    return bundled_files()[f"{entry.checklist.code}.toml"]


def about_edition(checklist: Checklist, size: int) -> dict[str, object]:
    """Return what an entry about an edition says of it."""
    return {
        "code": checklist.code,
        "title": checklist.title,
        "edition": checklist.edition,
        "in_force_from": checklist.in_force_from,
        "bytes": size,
    }


def _refused(problems: list[str] | tuple[str, ...]) -> BadValueError:
    more = f"等 {len(problems)} 处" if len(problems) > MOST_PROBLEMS else ""
    told = "\n".join(problems[:MOST_PROBLEMS])
    return BadValueError(f"检查表不能使用{more}：{told}", "\n请在文件中改正后重试。")
