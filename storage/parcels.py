"""The file of a county's confirmations: a ZIP with the document, its detached signature and the official files.

Nothing of a file is believed before its size, its names and its signature were checked; then every official file
is held against the digest that the signed document states.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

from inspections.dossier import Papers
from inspections.entry import Json, JsonObject, canonical
from inspections.parcel import DataSignature, Parcel, read_carried
from inspections.records import UnavailableError
from inspections.refusal import BadValueError
from storage import durable
from storage.files import DataFiles

DOCUMENT: Final = "confirmations.json"
SIGNATURE: Final = "confirmations.json.p7s"
FOLDER: Final = "files/"
MAX_PARCEL: Final = 160 << 20
MAX_DOCUMENT: Final = 16 << 20
MAX_SIGNATURE: Final = 256 << 10
MAX_FILE: Final = 32 << 20
MAX_TOTAL: Final = 128 << 20
MAX_FILES: Final = 2000
ENDINGS: Final = frozenset({"pdf", "jpg", "png"})
_ASK_AGAIN: Final = "请向对方重新索取，并核对来源。"
_MOMENT: Final = (2020, 1, 1, 0, 0, 0)
_WORLD_READABLE: Final = 0o644


def write_parcel(
    out: Path, document: JsonObject, files: DataFiles, papers: Papers, *, key: bytes, passphrase: bytes
) -> None:
    """Sign the document and write it with its official files, whole or not at all."""
    data = canonical(document)
    members = {DOCUMENT: data}
    members[SIGNATURE] = papers.sign_data(data, key=key, passphrase=passphrase, at=document["made_at"])
    for file in document["files"]:
        members[_member(file)] = _kept(files, file)
    if sum(map(len, members.values())) > MAX_TOTAL:
        raise BadValueError(f"原文附件合计超过 {MAX_TOTAL >> 20} MB，无法导出为一个文件。", "请压缩或减少附件。")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=_MOMENT), content, zipfile.ZIP_DEFLATED)
    durable.write(out, packed.getvalue(), mode=_WORLD_READABLE)


def _kept(files: DataFiles, file: JsonObject) -> bytes:
    path = files.document_path(file["sha256"], file["extension"])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnavailableError(
            f"官方原文附件 {file['sha256'][:12]} 读不出来。", "请从备份中恢复该文件后再试。"
        ) from error
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        raise UnavailableError(f"官方原文附件 {file['sha256'][:12]} 内容被改动。", "请从备份中恢复该文件后再试。")
    return data


def read_parcel(path: Path, papers: Papers) -> Parcel:
    """Read a file: size first, then names, signature, form and digests; what does not hold is refused by name."""
    members = _members(path)
    document, signature = members.pop(DOCUMENT), members.pop(SIGNATURE)
    signed = papers.check_data(document, signature)
    _check_signature(path, signed)
    assert signed is not None  # noqa: S101  refused above
    told = _document(path, document)
    carried = read_carried(told)
    return Parcel(
        carried=carried,
        files=_official_files(path, told, members),
        made_by=told["made_by"],
        made_at=told["made_at"],
        signature=signed,
        digest=hashlib.sha256(document).hexdigest(),
    )


def _check_signature(path: Path, signed: DataSignature | None) -> None:
    if signed is None:
        _refuse(path, "签名读不出来")
    if not signed.is_intact:
        _refuse(path, f"签名与内容不符：{DOCUMENT} 在签名之后被改动，或签名本身损坏")


def _members(path: Path) -> dict[str, bytes]:
    """Read every part within its limit; unknown, doubled and missing parts are refused."""
    try:
        if path.stat().st_size > MAX_PARCEL:
            _refuse(path, f"文件超过 {MAX_PARCEL >> 20} MB")
        with zipfile.ZipFile(path) as archive:
            _check_names(path, archive)
            return {one.filename: _read(path, archive, one) for one in archive.infolist()}
    except OSError as error:
        raise UnavailableError(f"无法读取“{path}”（{error.strerror or error}）。", "请检查文件是否存在。") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise BadValueError(f"“{path.name}”不是条款确认包，或文件已损坏。", _ASK_AGAIN) from error
    except _inflate_error() as error:
        raise BadValueError(f"“{path.name}”已损坏，解不开。", _ASK_AGAIN) from error


def _inflate_error() -> type[Exception]:
    import zlib

    return zlib.error


def _check_names(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [one.filename for one in parts]
    if len(names) > MAX_FILES or sum(one.file_size for one in parts) > MAX_TOTAL:
        _refuse(path, f"内容过多（上限 {MAX_FILES} 个文件、{MAX_TOTAL >> 20} MB）")
    for name in (DOCUMENT, SIGNATURE):
        if name not in names:
            _refuse(path, f"缺少 {name}")
    for name in names:
        if names.count(name) > 1 or (name not in (DOCUMENT, SIGNATURE) and not name.startswith(FOLDER)):
            _refuse(path, f"多出文件“{name}”")


def _read(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    limit = {DOCUMENT: MAX_DOCUMENT, SIGNATURE: MAX_SIGNATURE}.get(part.filename, MAX_FILE)
    with archive.open(part) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        _refuse(path, f"其中的“{part.filename}”超过 {max(limit >> 20, 1)} MB")
    return data


def _document(path: Path, data: bytes) -> JsonObject:
    try:
        told: Json = json.loads(data)
        if canonical(told) != data:
            _refuse(path, f"{DOCUMENT} 不是规范形式")
    except (ValueError, TypeError, RecursionError):
        _refuse(path, f"{DOCUMENT} 读不出来")
    read: JsonObject = told
    return read


def _official_files(path: Path, told: JsonObject, members: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Hold every official file against the digest that was signed."""
    stated = [file for file in told["files"] if _is_stated(file)]
    if len(stated) != len(told["files"]):
        _refuse(path, "附件清单有误")
    expected = {_member(file): file for file in stated}
    surplus = sorted(set(members) - set(expected))
    if surplus:
        _refuse(path, f"多出文件“{surplus[0]}”，签名时没有")
    found: dict[str, tuple[str, bytes]] = {}
    for name, file in expected.items():
        if name not in members:
            _refuse(path, f"缺少附件“{name}”")
        if hashlib.sha256(members[name]).hexdigest() != file["sha256"]:
            _refuse(path, f"附件“{name}”在签名之后被改动")
        found[file["sha256"]] = (file["extension"], members[name])
    named = (file for one in told["confirmations"] for file in one["files"])
    for file in named:
        if file not in stated:
            _refuse(path, f"缺少附件“{file['sha256'][:12]}”")
    return found


def _is_stated(file: Json) -> bool:
    return (
        isinstance(file, dict)
        and isinstance(file.get("sha256"), str)
        and len(file["sha256"]) == len(hashlib.sha256().hexdigest())
        and all(character in "0123456789abcdef" for character in file["sha256"])
        and file.get("extension") in ENDINGS
    )


def _member(file: JsonObject) -> str:
    return f"{FOLDER}{file['sha256']}.{file['extension']}"


def _refuse(path: Path, what: str) -> NoReturn:
    raise BadValueError(f"“{path.name}”{what}，未导入。", _ASK_AGAIN)
