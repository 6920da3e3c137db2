"""A county's confirmations as one signed file: what it carries, and what taking it in would do here.

The file states everything a laptop without the legal officer's record needs: who confirmed what, when, from which
source, with the official files. Withdrawals travel too. The later word on one clause is the one that counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inspections.confirmation import LONGEST_TEXT, VERDICTS, Confirmation, Reference, confirmation_id
from inspections.entry import Json, JsonObject
from inspections.facts import CONFIRMATION
from inspections.people import Person
from inspections.records import Records
from inspections.refusal import BadValueError, MissingError
from inspections.standing import own_agency

FORM: Final = "yian-confirmations"
VERSION: Final = 1
EXTENSION: Final = "yqr"
MOST: Final = 5000
SIGNERS: Final = "confirmation_signers"
"""The local value that holds the fingerprints a person of this laptop accepted."""
_DAYS: Final = frozenset({"confirmed_on", "in_force_from", "in_force_to", "withdrawn_on"})
_NEEDED: Final = ("agency", "agency_name", "region", "source", "officer_name", "confirmed_on", "decided_at")
_SHORT: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSignature:
    """A detached signature as found; the time is claimed by the signing computer."""

    signer: str
    organization: str
    fingerprint: str
    signed_at: str
    is_intact: bool
    is_trusted: bool
    """An issuer that this installation trusts vouches for the certificate."""

    @property
    def shown_fingerprint(self) -> str:
        """Return the fingerprint in groups of four, to be read out over the telephone."""
        digits = self.fingerprint.upper()
        return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One confirmation as the file states it."""

    id: str
    values: JsonObject

    @property
    def reference(self) -> Reference:
        """Return what was confirmed."""
        return Reference(self.values["document"], self.values["article"], self.values["criterion"])

    @property
    def decided_at(self) -> datetime:
        """Return the instant of the last word."""
        return datetime.fromisoformat(self.values["decided_at"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file that was read and whose signature fits: the confirmations, the official files by digest, the signer."""

    carried: tuple[Carried, ...]
    files: Mapping[str, tuple[str, bytes]]
    """SHA-256 -> ending and bytes."""
    made_by: JsonObject
    made_at: str
    signature: DataSignature
    digest: str

    @property
    def signer_name(self) -> str:
        """Name the signer as the signed document and the certificate do."""
        said = " ".join(str(self.made_by.get(name) or "") for name in ("agency", "person")).strip()
        return f"{said}（证书：{self.signature.signer}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What taking a parcel in would do."""

    new: tuple[Carried, ...] = ()
    newer: tuple[Carried, ...] = ()
    """Confirmations here that the file's later word replaces."""
    same: int = 0
    older: int = 0
    elsewhere: int = 0
    """How many are of another county: kept, but nothing here rests on them."""
    is_known_signer: bool = False

    @property
    def taken(self) -> tuple[Carried, ...]:
        """Return what would be written."""
        return (*self.new, *self.newer)

    def summary(self) -> str:
        """Say it in one line."""
        parts = [f"新增 {len(self.new)} 条", f"更新 {len(self.newer)} 条", f"相同 {self.same} 条"]
        parts += [f"本机更新、不覆盖 {self.older} 条"] if self.older else []
        parts += [f"其他地区（在本机不适用）{self.elsewhere} 条"] if self.elsewhere else []
        return "，".join(parts)

    def as_data(self) -> JsonObject:
        """Return the plan as plain data."""
        return {
            "new": [one.reference.key for one in self.new],
            "newer": [one.reference.key for one in self.newer],
            "same": self.same,
            "older": self.older,
            "elsewhere": self.elsewhere,
            "known_signer": self.is_known_signer,
        }


def parcel_document(records: Records, *, by: str) -> JsonObject:
    """State this county's confirmations, withdrawn ones too; what two laptops dispute is settled first."""
    person = records.people.get(by)
    agency = records.agencies.new(person.agency or own_agency(records))
    region = agency.fields.text("region")
    found = [one for one in records.confirmations.where() if one.fields.text("region") == region]
    disputed = [one.reference.key for one in found if one.in_conflict]
    if disputed:
        raise BadValueError(
            f"以下确认在两台电脑上说法不一：{'、'.join(disputed)}。", "请由法制审核人员重新确认后再导出。"
        )
    if not found:
        raise MissingError("本地区还没有任何确认可以导出。", "请先在待核清单中确认或更正。")
    files = {file["sha256"]: dict(file) for one in found for file in one.files}
    return {
        "form": FORM,
        "version": VERSION,
        "made_at": records.now().isoformat(timespec="seconds"),
        "made_by": _maker(person, agency.name, region),
        "files": [files[digest] for digest in sorted(files)],
        "confirmations": [_stated(one) for one in sorted(found, key=lambda one: one.id)],
    }


def _maker(person: Person, agency: str, region: str) -> JsonObject:
    return {"person": person.name, "agency": agency, "region": region}


def _stated(one: Confirmation) -> JsonObject:
    return {"id": one.id, **carried_values(one)}


def carried_values(one: Confirmation) -> dict[str, Json]:
    """Return the values of a confirmation that travel, all of them, in one form."""
    values = one.fields.values()
    return {name: _whole(name, values.get(name)) for name in CONFIRMATION}


def _whole(name: str, value: Json) -> Json:
    if name == "files":
        return value or []
    if name == "withdrawn":
        return bool(value)
    return value or (None if name in _DAYS else "")


def read_carried(document: Json) -> tuple[Carried, ...]:
    """Read the confirmations of a file; every one that has no form is refused by its place and name."""
    if not isinstance(document, dict) or document.get("form") != FORM:
        raise BadValueError("文件内容不是条款确认包。", "请选择由“导出确认包”生成的文件。")
    if document.get("version") != VERSION:
        raise BadValueError(
            f"确认包的版本是 {document.get('version')}，本程序只认 {VERSION}。", "请更新本程序后再导入。"
        )
    told, held = document.get("confirmations"), document.get("files")
    shapes = (told, held, document.get("made_by"), document.get("made_at"))
    if not all(isinstance(one, kind) for one, kind in zip(shapes, (list, list, dict, str), strict=True)):
        raise BadValueError("确认包的结构不完整。", "请向对方重新索取。")
    assert isinstance(told, list)  # noqa: S101  checked above
    if len(told) > MOST:
        raise BadValueError(f"确认包含 {len(told)} 条，超过上限 {MOST} 条。", "请向对方核对。")
    wrong = [f"第 {number} 条{problem}" for number, one in enumerate(told, 1) if (problem := _problem(one))]
    if wrong:
        raise BadValueError(f"确认包内容有误：{'；'.join(wrong[:5])}。", "请向对方重新索取。")
    return tuple(Carried(id=one["id"], values={name: one[name] for name in CONFIRMATION}) for one in told)


def _problem(one: Json) -> str:
    """Say what is wrong with the form of one confirmation, empty when nothing is."""
    if not isinstance(one, dict) or set(one) != {"id", *CONFIRMATION}:
        return "字段不齐或有多余字段"
    odd = [name for name in CONFIRMATION if not _fits(name, one[name])]
    if odd:
        return f"字段 {'、'.join(odd)} 的内容无效"
    empty = [name for name in _NEEDED if not one[name] and name != "region"]
    if empty:
        return f"缺少 {'、'.join(empty)}"
    if one["verdict"] not in VERDICTS:
        return f"的结论“{one['verdict']}”无效"
    reference = Reference(one["document"], one["article"], one["criterion"])
    return "" if one["id"] == confirmation_id(one["agency"], reference) else "的编号与内容不符"


def _fits(name: str, value: Json) -> bool:
    if name == "files":
        return isinstance(value, list) and all(_is_file(one) for one in value)
    if name == "withdrawn":
        return isinstance(value, bool)
    if name in _DAYS and value is None:
        return True
    if not isinstance(value, str) or len(value) > (LONGEST_TEXT if name == "official_text" else _SHORT):
        return False
    return name not in (*_DAYS, "decided_at") or _is_moment(value, aware=name == "decided_at")


def _is_file(value: Json) -> bool:
    shape = {"sha256": str, "extension": str, "bytes": int}
    return (
        isinstance(value, dict)
        and set(value) == set(shape)
        and all(isinstance(value[name], kind) for name, kind in shape.items())
    )


def _is_moment(value: str, *, aware: bool) -> bool:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return False
    return (at.tzinfo is not None) if aware else len(value) == len("2026-11-20")


def plan_parcel(records: Records, parcel: Parcel) -> Plan:
    """Compare a parcel with what is here; a word from more than a day ahead of this laptop's clock is refused."""
    latest = records.now() + timedelta(days=1)
    ahead = [one.reference.key for one in parcel.carried if one.decided_at > latest]
    if ahead:
        raise BadValueError(f"确认时间比本机快一天以上：{'、'.join(ahead[:5])}。", "请核对两台电脑的日期时间。")
    sorted_out: dict[str, list[Carried]] = {"new": [], "newer": [], "same": [], "older": []}
    for one in parcel.carried:
        sorted_out[_compare(records.confirmations.find(one.id), one)].append(one)
    region = records.agencies.new(own_agency(records)).fields.text("region")
    return Plan(
        new=tuple(sorted_out["new"]),
        newer=tuple(sorted_out["newer"]),
        same=len(sorted_out["same"]),
        older=len(sorted_out["older"]),
        elsewhere=sum(one.values["region"] != region for one in parcel.carried),
        is_known_signer=parcel.signature.is_trusted or parcel.signature.fingerprint in known_signers(records),
    )


def _compare(here: Confirmation | None, there: Carried) -> str:
    if here is None:
        return "new"
    if carried_values(here) == there.values and not here.in_conflict:
        return "same"
    said = here.fields.text("decided_at")
    return "newer" if not said or there.decided_at > datetime.fromisoformat(said) else "older"


def known_signers(records: Records) -> Mapping[str, Sequence[str]]:
    """Return the fingerprints that were accepted on this laptop, each with the signer's name."""
    kept: Mapping[str, Sequence[str]] = records.local_value(SIGNERS) or {}
    return kept
