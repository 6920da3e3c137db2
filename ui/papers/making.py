"""Long work on papers, done in tasks with records of their own: drafting, sealing, signing, verifying, files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from inspections.dossier import Dossier, Ink, Stroke, Verdict
from inspections.needs import paper_gaps
from inspections.records import Changes, Records, UnavailableError
from inspections.refusal import RefusedError
from inspections.typed_needs import missing_fields
from inspections.verifying import judge_paper
from inspections.workflow.drafting import draft_paper
from inspections.workflow.sealing import seal_paper, sign_paper
from ui.papers.model import PaperRow
from ui.papers.page_images import OpenPages
from ui.tasks import Task
from ui.widgets.form_dialog import read_file
from ui.workplace import Workplace

PRESSURE_STEPS: Final = 1000
PICTURES: Final = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing a paper lacks and the place where it is put right; an empty screen means there is none to go to."""

    text: str
    screen: str = ""
    target: object = None


@dataclass(frozen=True, kw_only=True)
class DraftPaper:
    """A paper as it would be now: its pages where they could be laid out, and what stands in the way of 定稿."""

    gaps: tuple[Gap, ...]
    missing_characters: tuple[str, ...]
    file: OpenedFile


@dataclass(frozen=True, kw_only=True)
class OpenedFile:
    """The bytes of a paper and its pages, opened where they were read."""

    key: str
    data: bytes
    pages: OpenPages
    is_picture: bool = False


@dataclass(frozen=True, kw_only=True)
class SealOrder:
    """What 定稿 is asked for."""

    paper: str
    subject: str
    agency: str
    on: date
    by: str
    seen_characters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignOrder:
    """One signature: where, who and how it was drawn."""

    document: str
    field: str
    name: str
    role: str
    person: str
    ink: Ink
    by: str


@contextmanager
def own_records(workplace: Workplace) -> Iterator[Records]:
    """Open a connection for one task and close it with the task."""
    records = workplace.open_records()
    try:
        yield records
    finally:
        records.close()


def make_draft(workplace: Workplace, row: PaperRow, on: date, task: Task) -> DraftPaper:
    """Lay out what a paper would say now; it prints 草稿 even when its number is already taken."""
    task.step(0, 2, "正在读取记录")
    with own_records(workplace) as records:
        draft = draft_paper(records, workplace.files, paper=row.paper, subject=row.subject, on=on, agency=row.agency)
    task.step(1, 2, "正在排版")
    rendered = workplace.papers.render(draft.dossier, draft.pictures)
    return DraftPaper(
        file=OpenedFile(key=row.key, data=rendered.pdf, pages=OpenPages(rendered.pdf)),
        gaps=tuple(placed_gap(text, draft.dossier) for text in paper_gaps(draft.dossier)),
        missing_characters=rendered.missing_characters,
    )


def placed_gap(text: str, dossier: Dossier) -> Gap:
    """Say where a gap is put right."""
    visit = dossier.inspection.id
    lacked = next((one.place for one in missing_fields(dossier) if one.text == text), "")
    if lacked.startswith("material:"):
        return Gap(text=text, screen="papers", target=("fill", visit, _row_key(dossier)))
    if lacked == "institution":
        return Gap(text=text, screen="institutions", target=dossier.institution.id)
    found = next((one.finding for one in dossier.findings if f"问题 {one.finding.number} " in text), None)
    if found is not None and text.startswith("台账中"):
        return Gap(text=text, screen="ledger", target=found.id)
    if found is not None:
        return Gap(text=text, screen="inspection", target=(visit, f"finding:{found.id}"))
    for mark, screen, target in (
        ("执法人员不足", "inspection", (visit, "team")),
        ("到场卡", "inspection", (visit, "arrival")),
        ("设置 → 机关", "settings", "agencies"),
        ("没有要写入的问题", "inspection", (visit, "")),
        ("没有可以列入的照片", "inspection", (visit, "")),
    ):
        if mark in text:
            return Gap(text=text, screen=screen, target=target)
    return Gap(text=text)


def _row_key(dossier: Dossier) -> str:
    """Return the key of a paper's row on the shelf of its visit."""
    subjects = {
        "material": [one.id for one in dossier.materials],
        "finding": [one.finding.id for one in dossier.findings],
    }
    subject = next(iter(subjects.get(dossier.paper.of, ())), dossier.inspection.id)
    return f"{dossier.paper.code}:{dossier.agency.id}:{subject}"


def seal(workplace: Workplace, order: SealOrder, task: Task) -> Changes:
    """Freeze a paper in three steps; it can be broken off until the last one."""
    with own_records(workplace) as records:
        return seal_paper(
            records,
            workplace.files,
            workplace.papers,
            paper=order.paper,
            subject=order.subject,
            agency=order.agency,
            on=order.on,
            by=order.by,
            seen_characters=order.seen_characters,
            progress=task.step,
        )


def sign(workplace: Workplace, order: SignOrder, task: Task) -> Changes:
    """Put one signature into a frozen paper."""
    task.step(0, 2, "正在准备本机证书")
    key, passphrase = workplace.signing_key()
    task.step(1, 2, "正在写入签名")
    with own_records(workplace) as records:
        return sign_paper(
            records,
            workplace.files,
            workplace.papers,
            document=order.document,
            field=order.field,
            name=order.name,
            role=order.role,
            person=order.person,
            key=key,
            passphrase=passphrase,
            ink=order.ink,
            by=order.by,
        )


def verify(workplace: Workplace, data: bytes, task: Task) -> Verdict:
    """Judge a paper by its file and by the journal."""
    task.step(0, 1, "正在验证")
    with own_records(workplace) as records:
        verdict, _document = judge_paper(workplace.papers, data, records=records)
    return verdict


def read_paper(workplace: Workplace, row: PaperRow, _task: Task) -> OpenedFile:
    """Read the kept file of a paper: the frozen PDF, or the scan of one that another system wrote."""
    if row.document is None:
        raise RefusedError("草稿还没有文件。", "请先预览草稿。")
    digest, extension = row.document.file, "pdf"
    if not digest:
        digest, _dot, extension = row.document.fields.text("scan").partition(".")
    path = workplace.files.document_path(digest, extension)
    data, is_picture = read_file(path), f".{extension}" in PICTURES
    return OpenedFile(key=row.key, data=data, pages=OpenPages(data, is_picture=is_picture), is_picture=is_picture)


def write_file(path: Path, data: bytes, _task: Task) -> Path:
    """Write a copy where a person wants it; the place holds the whole file or what it held before."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UnavailableError(
            f"无法写入 {path}：{error.strerror}。", "请换一个位置，或检查磁盘空间和权限。"
        ) from error
    return path


def ink_of(drawing: dict[str, object]) -> Ink:
    """Return what the pad drew in the form the papers take."""
    strokes: Sequence[Sequence[Sequence[float]]] = drawing["strokes"]  # type: ignore[assignment]  # the pad's own JSON
    return Ink(
        width=int(drawing["width"]),  # type: ignore[call-overload]
        height=int(drawing["height"]),  # type: ignore[call-overload]
        strokes=tuple(
            Stroke(points=tuple((round(x), round(y), round(p * PRESSURE_STEPS), int(ms)) for x, y, p, ms in stroke))
            for stroke in strokes
        ),
    )
