"""One inspection as a state document with its files beside it: out of one laptop, into another, the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from inspections.document import Document
from inspections.entry import Entry, Json, JsonObject, canonical
from inspections.facts import EDITION, KINDS
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.people import LOCAL_USER
from inspections.photo import Photo
from inspections.record import Fact, Record
from inspections.records import Changes, Records, Repository, UnavailableError
from inspections.refusal import BadValueError, ConflictingError
from storage import durable, exchange_form, photos
from storage.exchange_checks import TITLES, Blob, check_blob, check_links, label, listed_files, read_document, subjects
from storage.exchange_form import ARRAYS, OWN
from storage.files import DataFiles, document_digests, evidence_digests

IMPORTED: Final = KINDS["state_imported"].code
READABLE: Final = 0o644


def files_folder(out: Path) -> Path:
    """Return the folder of the files beside a document: OUT.json has OUT.files."""
    return out.with_suffix(".files") if out.suffix == ".json" else out.with_name(f"{out.name}.files")


def export_inspection(records: Records, files: DataFiles, inspection_id: str, out: Path) -> None:
    """Write one inspection as OUT.json and its originals and papers into OUT.files/; the document comes last."""
    visit = records.inspections.get(inspection_id)
    gathered = _gather(records, visit)
    blobs = _blobs(files, gathered)
    folder = files_folder(out)
    durable.make_folder(folder)
    listed = []
    for blob in blobs:
        data = _read_whole(blob)
        listed.append({"sha256": blob.sha256, "extension": blob.extension, "bytes": len(data), "kind": blob.kind})
        if photos.digest_of(folder / blob.name) != blob.sha256:
            durable.write(folder / blob.name, data, mode=READABLE)
    document: dict[str, Json] = {
        "format": exchange_form.FORMAT,
        "version": exchange_form.VERSION,
        "inspection": _subject(records, files, visit),
        "institution": _subject(records, files, records.institutions.get(visit.institution)),
        "files": listed,
    }
    for name, kind in ARRAYS.items():
        document[name] = [_subject(records, files, gathered[kind][one]) for one in sorted(gathered[kind])]
    durable.write(out, canonical(document), mode=READABLE)


def import_inspection(records: Records, files: DataFiles, path: Path, *, by: str) -> Changes:
    """Take over one inspection: checked whole before anything is written; the same document again changes nothing."""
    document = read_document(path)
    check_links(document)
    told_subjects = list(subjects(document))
    blobs = listed_files(document, files_folder(path))
    for blob in blobs:
        check_blob(blob)
    _news(records, files, told_subjects)
    for edition in document["editions"]:
        files.store_checklist(edition["file"].encode("utf-8"))
    for blob in blobs:
        _store(files, blob)
    with records.change(by=by) as change:
        for kind, told in _news(records, files, told_subjects):
            record = _repository(records, kind).new(told["id"])
            change.append(Fact(subject=record.subject, kind=IMPORTED, body=_body(told), follows=record.heads))
    return change.touched


def _repository(records: Records, kind: str) -> Repository[Record]:
    return {
        "institution": records.institutions,
        "agency": records.agencies,
        "person": records.people,
        "place": records.places,
        "edition": records.editions,
        "inspection": records.inspections,
        "response": records.responses,
        "finding": records.findings,
        "photo": records.photos,
        "document": records.documents,
    }[kind]


def _gather(records: Records, visit: Inspection) -> dict[str, dict[str, Record]]:
    """Return what belongs to a visit: its own records, what it re-inspected, and whom and what they name."""
    findings = {one.id: one for one in records.findings.where(inspection=visit.id)}
    findings.update({one.id: one for one in map(records.findings.get, visit.reinspects)})
    pictures = {one.id: one for one in records.photos.where(inspection=visit.id)}
    for finding in findings:
        pictures.update({one.id: one for one in records.photos.where(finding=finding)})
    gathered: dict[str, dict[str, Record]] = {
        "edition": {digest: records.editions.get(digest) for digest in (*visit.editions, *visit.former_editions)},
        "response": {one.id: one for one in records.responses.where(inspection=visit.id)},
        "finding": dict(findings),
        "photo": dict(pictures),
        "document": {one.id: one for one in records.documents.where(inspection=visit.id)},
        "agency": {},
        "person": {},
        "place": {},
    }
    own = [record for kind in OWN if kind in gathered for record in gathered[kind].values()]
    _add_named(records, gathered, [visit, *own])
    return gathered


def _add_named(records: Records, gathered: dict[str, dict[str, Record]], start: Sequence[Record]) -> None:
    """Add the agencies, people and places that records name, and those that these name in turn."""
    waiting = list(start)
    seen: set[str] = set()
    while waiting:
        for text in _texts([_fields(waiting.pop())]):
            if len(text) != 36 or text in seen:
                continue
            seen.add(text)
            for kind in ("agency", "person", "place"):
                found = _repository(records, kind).find(text)
                if found:
                    gathered[kind][text] = found
                    waiting.append(found)


def _texts(values: Iterable[Json]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from value
            yield from _texts(value.values())
        elif isinstance(value, list):
            yield from _texts(value)


def _subject(records: Records, files: DataFiles, record: Record) -> JsonObject:
    told: dict[str, Json] = _state(record)
    if record.KIND in OWN:
        told["history"] = _history(records, records.history(record.subject))
    if record.KIND == "edition":
        told["file"] = files.checklist_bytes(record.id).decode("utf-8")
    return told


def _state(record: Record) -> dict[str, Json]:
    sets = {name: dict(members) for name, members in record.sets.items()}
    return {"id": record.id, "state": record.state, "fields": _fields(record), "sets": sets}


def _fields(record: Record) -> dict[str, Json]:
    fields = record.fields.values()
    if record.KIND == "edition":
        # Whether it is in use is each office's own decision; the edition itself is the same everywhere.
        return {name: fields[name] for name in EDITION if name in fields}
    if record.KIND == "document" and fields.get("as_of"):
        # The heads are entries of this laptop's journal: only the instant means something elsewhere.
        fields["as_of"] = {"instant": fields["as_of"].get("instant", "")}
    return fields


def _history(records: Records, entries: Sequence[Entry]) -> list[JsonObject]:
    lines: list[JsonObject] = []
    for place, entry in enumerate(entries):
        spec = KINDS.get(entry.kind.partition("/")[0])
        if entry.kind == IMPORTED:
            lines.extend(entry.body.get("history", ()) if place == 0 else ())
            continue
        lines.append({"at": entry.at, "by": _name(records, entry.by), "title": spec.title if spec else entry.kind})
    return lines


def _name(records: Records, person: str) -> str:
    found = records.people.find(person)
    return found.name if found else "本机用户" if person == LOCAL_USER else ""


def _blobs(files: DataFiles, gathered: Mapping[str, Mapping[str, Record]]) -> list[Blob]:
    found: dict[tuple[str, str], Blob] = {}
    for photo in gathered["photo"].values():
        if isinstance(photo, Photo) and not photo.destroyed:
            path = files.photo_path(photo.sha256, photo.extension)
            title = _photo_title(photo, gathered["finding"].get(photo.finding))
            blob = Blob(sha256=photo.sha256, extension=photo.extension, kind="photo", path=path, title=title)
            found[blob.sha256, blob.kind] = blob
    for document in gathered["document"].values():
        if isinstance(document, Document):
            for blob in _paper_blobs(files, document):
                found[blob.sha256, blob.kind] = blob
    for finding in gathered["finding"].values():
        if isinstance(finding, Finding):
            for blob in _evidence_blobs(files, finding):
                found[blob.sha256, blob.kind] = blob
    return [found[key] for key in sorted(found)]


def _photo_title(photo: Photo, finding: Record | None) -> str:
    of = f"（问题 {finding.number}）" if isinstance(finding, Finding) else ""
    return f"照片{photo.title}{of}"


def _paper_blobs(files: DataFiles, document: Document) -> Iterator[Blob]:
    """Return the files a paper needs, and what of its pictures is kept."""
    needed = document_digests(document)
    for digest in (*needed, *document.fields.texts("derivatives")):
        kept = files.find_document(digest)
        if kept:
            title = f"《{document.title}》{document.number}的文件"
            extension = kept.suffix.removeprefix(".")
            yield Blob(sha256=digest, extension=extension, kind="document", path=kept, title=title)
        elif digest in needed:
            raise UnavailableError(
                f"《{document.title}》{document.number}的文件 {digest[:12]} 缺失。", "请从备份恢复后再导出。"
            )


def _evidence_blobs(files: DataFiles, finding: Finding) -> Iterator[Blob]:
    """Return the files that a finding's determination rests on."""
    for digest in evidence_digests(finding):
        kept = files.find_document(digest)
        if kept is None:
            raise UnavailableError(f"问题{finding.number}的认定依据 {digest[:12]} 缺失。", "请从备份恢复后再导出。")
        yield Blob(sha256=digest, extension=kept.suffix.removeprefix("."), kind="document", path=kept)


def _read_whole(blob: Blob) -> bytes:
    data = blob.path.read_bytes() if blob.path.exists() else b""
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        word = "内容被改动" if data else "缺失"
        raise UnavailableError(f"{blob.title or '文件'} {blob.name} {word}，未导出。", "请从备份恢复该文件后再导出。")
    return data


def _store(files: DataFiles, blob: Blob) -> None:
    data = blob.path.read_bytes()
    if blob.kind == "photo":
        stored = files.store_photo(data, name=blob.photo_name or blob.name, keep_damaged=True).sha256
    else:
        stored = files.store_document(data, extension=blob.extension)
    if stored != blob.sha256:
        raise BadValueError(f"文件“{blob.name}”在导入时被改动。", "请重新导入。")


def _news(
    records: Records, files: DataFiles, subjects: Sequence[tuple[str, JsonObject]]
) -> list[tuple[str, JsonObject]]:
    """Return the records that are not here yet; refused where one is here with other content."""
    news = []
    for kind, told in subjects:
        known = _repository(records, kind).find(told["id"])
        if known is None:
            news.append((kind, told))
        elif not _same(records, files, known, told):
            raise ConflictingError(
                f"{TITLES[kind]}“{label(kind, told)}”在本机已有不同的内容，未导入。",
                "状态文件只用于本机没有的检查；同一检查在两台电脑间往来请用数据包合并。",
            )
    return news


def _same(records: Records, files: DataFiles, known: Record, told: JsonObject) -> bool:
    return canonical(_subject(records, files, known)) == canonical(told)


def _body(told: JsonObject) -> JsonObject:
    return {"state": told["state"], "set": told["fields"], "sets": told["sets"], "history": told.get("history", [])}
