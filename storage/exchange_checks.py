"""What a state document must be before anything of it is believed: its form, its links, its files."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from checklists.loader import load
from checklists.problems import ChecklistError
from inspections.entry import Json, JsonObject, canonical
from inspections.pictures import MAX_BYTES
from inspections.records import UnavailableError
from inspections.refusal import BadValueError, MissingError
from storage import exchange_form, photos
from storage.exchange_form import ARRAYS
from storage.files import needed_digests, needed_evidence

MAX_JSON: Final = 64 << 20
MAX_FILE: Final = 200 << 20
MAX_FILES: Final = 20_000
MAX_TOTAL: Final = 8 << 30
TITLES: Final[Mapping[str, str]] = {
    "institution": "机构",
    "agency": "检查机关",
    "person": "人员",
    "place": "部位",
    "edition": "检查表",
    "inspection": "检查",
    "response": "单项结论",
    "finding": "问题",
    "photo": "照片",
    "document": "文书",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """One file beside the document."""

    sha256: str
    extension: str
    kind: str
    path: Path
    photo_name: str = ""
    title: str = ""
    """What a message calls it."""

    @property
    def name(self) -> str:
        """Return the file's name in the folder beside the document."""
        return f"{self.sha256}.{self.extension}"


def read_document(path: Path) -> JsonObject:
    """Read a document and hold it against the schema."""
    try:
        if path.stat().st_size > MAX_JSON:
            raise BadValueError(f"“{path.name}”超过 {MAX_JSON >> 20} MB，不像一次检查。")
        data = path.read_bytes()
    except OSError as error:
        raise UnavailableError(f"无法读取“{path}”（{error.strerror}）。", "请检查文件是否存在。") from error
    try:
        document = json.loads(data, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        canonical(document)
    except (ValueError, RecursionError) as error:
        raise BadValueError(f"“{path.name}”不是检查状态文件。", "请选择由“导出检查”生成的 JSON 文件。") from error
    version = document.get("version") if isinstance(document, dict) else None
    if isinstance(version, int) and version > exchange_form.VERSION:
        raise BadValueError(f"“{path.name}”由更新的程序导出（版本 {version}）。", "请先更新本程序再导入。")
    problems = exchange_form.problems(document)
    if problems:
        raise BadValueError(f"“{path.name}”内容不符合格式：{'；'.join(problems)}。", "请重新导出后再导入。")
    told: JsonObject = document
    return told


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} has no one form")


def subjects(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Return all records told, those that others name first."""
    yield "institution", document["institution"]
    for name in ("agencies", "people", "places", "editions"):
        yield from ((ARRAYS[name], told) for told in document[name])
    yield "inspection", document["inspection"]
    for name in ("responses", "findings", "photos", "documents"):
        yield from ((ARRAYS[name], told) for told in document[name])


def check_links(document: JsonObject) -> None:
    """Refuse a document that does not hang together: twice the same id, a foreign part, an unknown edition."""
    ids = [(kind, told["id"]) for kind, told in subjects(document)]
    if len(set(ids)) != len(ids):
        raise _incoherent("同一编号出现两次")
    visit = document["inspection"]
    fields = visit["fields"]
    if fields.get("institution") != document["institution"]["id"]:
        raise _incoherent("机构与检查不符")
    known = {kind: {told["id"] for one, told in subjects(document) if one == kind} for kind, _ in ids}
    missing = set(fields.get("agencies") or ()) - known.get("agency", set())
    missing |= {member["person"] for member in fields.get("team", ())} - known.get("person", set())
    missing |= set(fields.get("reinspects") or ()) - known.get("finding", set())
    editions = {*(fields.get("editions") or ()), *(fields.get("former_editions") or ())}
    if missing or editions != known.get("edition", set()):
        raise _incoherent("缺少检查所引用的机关、人员、问题或检查表")
    for name in ("responses", "documents"):
        if any(told["fields"].get("inspection") != visit["id"] for told in document[name]):
            raise _incoherent(f"{TITLES[ARRAYS[name]]}不属于这次检查")
    for edition in document["editions"]:
        _check_edition(edition)


def _check_edition(edition: JsonObject) -> None:
    data = edition["file"].encode("utf-8")
    title = label("edition", edition)
    if hashlib.sha256(data).hexdigest() != edition["id"]:
        raise _incoherent(f"检查表“{title}”的内容与摘要不符")
    try:
        load(data, name=f"{edition['fields'].get('code')}.toml")
    except ChecklistError as error:
        raise _incoherent(f"检查表“{title}”本机不能读取") from error


def _incoherent(reason: str) -> BadValueError:
    return BadValueError(f"检查状态文件前后不一致：{reason}。", "请重新导出后再导入。")


def listed_files(document: JsonObject, folder: Path) -> list[Blob]:
    """Return the listed files; refused where one that the records need is not listed, or too many are."""
    listed = document["files"]
    if len(listed) > MAX_FILES or sum(one["bytes"] for one in listed) > MAX_TOTAL:
        raise BadValueError("检查附带的文件过多或过大。", "请分次导出。")
    names = {told["fields"].get("sha256"): told["fields"].get("name") for told in document["photos"]}
    kept = [one["fields"] for one in document["photos"] if not one["fields"].get("destroyed")]
    needed = {(fields.get("sha256"), fields.get("extension"), "photo") for fields in kept}
    papers = {digest for one in document["documents"] for digest in needed_digests(one["fields"], one["sets"])}
    papers |= {digest for one in document["findings"] for digest in needed_evidence(one["sets"])}
    if needed != {(one["sha256"], one["extension"], one["kind"]) for one in listed if one["kind"] == "photo"}:
        raise _incoherent("照片与文件清单不符")
    if papers - {one["sha256"] for one in listed if one["kind"] == "document"}:
        raise _incoherent("文书与文件清单不符")
    return [
        Blob(
            sha256=one["sha256"],
            extension=one["extension"],
            kind=one["kind"],
            path=folder / f"{one['sha256']}.{one['extension']}",
            photo_name=str(names.get(one["sha256"]) or ""),
        )
        for one in listed
    ]


def check_blob(blob: Blob) -> None:
    """Refuse a file that is missing, too large, altered or not what the list says."""
    if not blob.path.is_file():
        raise MissingError(
            f"缺少文件“{blob.path.parent.name}/{blob.name}”。", "请把导出的 .files 文件夹与 JSON 文件放在一起。"
        )
    limit = MAX_BYTES if blob.kind == "photo" else MAX_FILE
    if blob.path.stat().st_size > limit:
        raise BadValueError(f"文件“{blob.name}”超过 {limit >> 20} MB。")
    data = blob.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        raise BadValueError(f"文件“{blob.name}”的内容与摘要不符。", "请重新导出后再导入。")
    if blob.kind == "photo" and photos.examine(data, name=blob.name).extension != blob.extension:
        raise _incoherent(f"照片“{blob.name}”的格式与清单不符")


def label(kind: str, told: JsonObject) -> str:
    """Name a record told, for a message."""
    fields = told["fields"]
    for name in ("name", "title", "number", "caption", "item", "on"):
        if fields.get(name):
            return str(fields[name])
    return f"{TITLES[kind]} {told['id'][:13]}"
