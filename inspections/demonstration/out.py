"""Lay the papers and the ledgers of the demonstration beside the records, under names a person reads."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from inspections.demonstration.stage import Scene
from inspections.document import Document
from inspections.ledger import TITLES, read_ledger
from inspections.records import LedgerFilter

PAPERS_FOLDER: Final = "文书"
LEDGERS_FOLDER: Final = "台账"
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\s]')


def write_out(scene: Scene) -> None:
    """Write every sealed paper and both ledgers, and say where they lie."""
    papers = list(_papers(scene))
    ledgers = list(_ledgers(scene))
    scene.tell(f"文书 {len(papers)} 份：{scene.out / PAPERS_FOLDER}")
    scene.tell(f"台账 {len(ledgers)} 个文件：{scene.out / LEDGERS_FOLDER}")


def _papers(scene: Scene) -> Iterator[Path]:
    folder = scene.out / PAPERS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ours = (document for document in scene.records.documents.where(state="sealed") if document.file)
    for serial, document in enumerate(ours, start=1):
        target = folder / f"{serial:02d} {paper_name(scene, document)}.pdf"
        target.write_bytes(scene.files.document_path(document.file, "pdf").read_bytes())
        yield target


def paper_name(scene: Scene, document: Document) -> str:
    """Return what a paper's file is called: institution, title, number."""
    institution = scene.records.institutions.get(document.fields.text("institution")).name
    return _UNFIT.sub("", f"{institution}-{document.title}-{document.number}")


def _ledgers(scene: Scene) -> Iterator[Path]:
    folder = scene.out / LEDGERS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for kind, title in TITLES.items():
        ledger = read_ledger(scene.records, LedgerFilter(today=scene.clock.day(-1)), kind=kind)
        for extension, make in (("xlsx", scene.papers.ledger_workbook), ("pdf", scene.papers.ledger_pdf)):
            target = folder / f"{title}.{extension}"
            target.write_bytes(make(ledger, kind=kind))
            yield target
