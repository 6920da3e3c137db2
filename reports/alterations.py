"""Names what was done to a paper after it was signed. Heavy: imports pikepdf at use.

Each signature covers the file up to its own end. So the file is cut there and what two neighbouring states hold
is compared: pages, pictures, remarks, fields, attachments, title. What signing itself changes is not named.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_OPENS, _CLOSES = b"<", b">"
_NOT_FOLLOWED: Final = frozenset(("/Parent", "/P", "/Prev", "/Popup", "/Metadata"))
REWRITTEN: Final = "整个文件被其他程序重新写过，签名不再对应文件中的位置"
BYTES_CHANGED: Final = "签名范围内的字节被改动"
APPENDED: Final = "签名之后文件末尾被追加内容，页面、签名和附件没有变化"
UNREADABLE: Final = "签名之后被追加的内容无法读取，不能指明改动之处"


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """One signature as the file places it: its field, its signer, what it covers and whether those bytes hold."""

    field: str
    signer: str
    ranges: tuple[int, int, int, int]
    bytes_hold: bool

    @property
    def end(self) -> int:
        """Return where the state of the file ends that this signature covers."""
        return self.ranges[2] + self.ranges[3]


@dataclass(frozen=True, kw_only=True, slots=True)
class _State:
    """What one state of the file holds, each thing by the digest of all it consists of."""

    pages: tuple[str, ...]
    pictures: tuple[str, ...]
    remarks: tuple[str, ...]
    signed: frozenset[str]
    looks: Mapping[str, str]
    attachments: Mapping[str, str]
    title: str
    description: str
    rest: str


def alterations(pdf: bytes, signatures: Sequence[Covered]) -> tuple[str, ...]:
    """Say what was changed after signing, in the order of the file; empty when nothing was."""
    named: list[str] = []
    for one in signatures:
        if not _fits(pdf, one):
            return (REWRITTEN,)
        if not one.bytes_hold:
            named.append(f"{one.signer} 的{BYTES_CHANGED}")
    if named:
        return tuple(named)
    try:
        return tuple(_since_signing(pdf, signatures))
    except Exception:  # the bytes come from anywhere: what a parser raises is an answer
        return (UNREADABLE,)


def _fits(pdf: bytes, one: Covered) -> bool:
    """Tell whether the hole between both covered parts is a signature's value."""
    start, length, after, rest = one.ranges
    inside = start == 0 and 0 < length < after and after + rest <= len(pdf)
    return inside and pdf[length : length + 1] == _OPENS and pdf[after - 1 : after] == _CLOSES


def _since_signing(pdf: bytes, signatures: Sequence[Covered]) -> Iterator[str]:
    ends = [one.end for one in signatures]
    states = [_state(pdf[:end]) for end in ends]
    for before, after, one in zip(states, states[1:], signatures[1:], strict=False):
        yield from _differences(before, after, signer=one)
    if ends and len(pdf) > ends[-1]:
        yield from tuple(_differences(states[-1], _state(pdf), signer=None)) or (APPENDED,)


def _differences(before: _State, after: _State, *, signer: Covered | None) -> Iterator[str]:
    """Name what differs between two states; the later one may have signed one field that was there before."""
    if len(before.pages) != len(after.pages):
        yield f"页数由 {len(before.pages)} 页变为 {len(after.pages)} 页"
    for what, old, new in (
        ("内容", before.pages, after.pages),
        ("图片或字体", before.pictures, after.pictures),
        ("批注或覆盖物", before.remarks, after.remarks),
    ):
        changed = [str(page) for page, (one, other) in enumerate(zip(old, new, strict=False), 1) if one != other]
        if changed:
            yield f"第 {'、'.join(changed)} 页的{what}被替换或增减"
    yield from _field_differences(before, after, signer)
    for name in sorted({*before.attachments, *after.attachments}):
        if before.attachments.get(name) != after.attachments.get(name):
            yield f"附件 {name} 被{_deed(before.attachments, after.attachments, name)}"
    if before.title != after.title:
        yield f"文件标题被改为“{after.title}”"
    elif before.description != after.description:
        yield "文件说明（作者、日期等）被改动"
    if signer is None and before.rest != after.rest:
        yield "文件目录（语言、动作、显示方式等）被改动"


def _field_differences(before: _State, after: _State, signer: Covered | None) -> Iterator[str]:
    own = signer.field if signer else ""
    if signer and own not in before.looks:
        yield f"签完之后又加入 {signer.signer} 的签名（原文书没有这个签名栏）"
    for name in sorted({*before.looks, *after.looks} - {own}):
        if before.looks.get(name) != after.looks.get(name):
            deed = _deed(before.looks, after.looks, name)
            yield f"签名栏 {name} {'的图样（笔迹）' if deed == '替换' else ''}被{deed}"
    for name in sorted(before.signed - after.signed):
        if name in after.looks:
            yield f"签名栏 {name} 的签名被删去"


def _deed(before: Mapping[str, str], after: Mapping[str, str], name: str) -> str:
    if name not in before:
        return "加入"
    return "替换" if name in after else "删去"


def _state(pdf: bytes) -> _State:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        widgets = {str(one.T): one for one in document.Root.AcroForm.Fields} if "/AcroForm" in document.Root else {}
        return _State(
            pages=tuple(_digest([page.obj.get("/Contents"), page.mediabox]) for page in document.pages),
            pictures=tuple(_digest(page.obj.get("/Resources")) for page in document.pages),
            remarks=tuple(_digest(list(_remarks(page.obj))) for page in document.pages),
            signed=frozenset(name for name, one in widgets.items() if "/V" in one),
            looks={name: _digest([one.get("/AP"), one.get("/Rect")]) for name, one in widgets.items()},
            attachments={
                name: hashlib.sha256(one.get_file().read_bytes()).hexdigest()
                for name, one in document.attachments.items()
            },
            title=str(document.docinfo.get("/Title", "")),
            description=_digest([document.trailer.get("/Info"), document.Root.get("/Metadata")]),
            rest=_digest({key: document.Root[key] for key in ("/Lang", "/OpenAction", "/AA") if key in document.Root}),
        )


def _remarks(page: Any) -> Iterator[Any]:
    return (one for one in page.get("/Annots", []) if str(one.get("/FT", "")) != "/Sig")


def _digest(value: Any) -> str:
    """Return the digest of an object with all it refers to."""
    sink = hashlib.sha256()
    _feed(value, sink, set())
    return sink.hexdigest()


def _feed(value: Any, sink: Any, seen: set[tuple[int, int]]) -> None:
    import pikepdf

    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    if isinstance(value, pikepdf.Stream):
        sink.update(value.read_raw_bytes())
    if isinstance(value, (dict, pikepdf.Dictionary, pikepdf.Stream)):
        for key in sorted(set(value.keys()) - _NOT_FOLLOWED):
            sink.update(f"{key}:".encode())
            _feed(value[key], sink, seen)
    elif isinstance(value, (list, pikepdf.Array)):
        for one in value:
            _feed(one, sink, seen)
    else:
        sink.update(repr(value).encode())
