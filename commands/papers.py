"""Commands that print and verify papers."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.calls import DONE, LARGEST_PDF, REFUSED, Call, json_option, pass_call, read_file, write_file
from commands.chinese import ChineseCommand
from inspections import listing
from inspections.document import PAPERS, Document
from inspections.verifying import PICTURES, codes_of
from inspections.workflow.drafting import draft_paper
from inspections.workflow.steps import Hands


def _paper_help() -> str:
    takes = {
        "inspection": "检查",
        "finding": "问题",
        "document": "文书",
        "joint_task": "联合整改任务",
        "material": "文书内容",
    }
    lines = [f"{kind.code} {kind.title}（{takes[kind.of]}的编号）" for kind in PAPERS.values()]
    return (
        "打印文书。已定稿的给出原件，其余打印草稿。文件名以 .docx 结尾时给出同样内容的 Word 稿。\n\n可用种类：\n\n"
        + "\n\n".join(lines)
    )


@click.command(cls=ChineseCommand, name="print", help=_paper_help())
@click.argument("kind", type=click.Choice(sorted(PAPERS)), metavar="种类")
@click.argument("subject", metavar="编号")
@click.argument("out", type=click.Path(path_type=Path), metavar="文件.pdf|docx")
@click.option("--agency", default="", metavar="编号", help="由哪个机关出具")
@pass_call
def print_paper(call: Call, kind: str, subject: str, out: Path, agency: str) -> int:
    """Print a paper: the stored bytes of a frozen one, else a draft."""
    with call.program.reading() as hands:
        data, told = _paper(hands, kind, subject, agency, call.program.today(), as_word=out.suffix.lower() == ".docx")
    write_file(out, data)
    call.tell(f"{told}：{out}")
    return DONE


@click.command(
    cls=ChineseCommand,
    help="验证文书：PDF 文件，打印件的照片或扫描件，或 --code 给出的二维码内容；不需要数据目录",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="文件", required=False)
@click.option("--code", default="", metavar="内容", help="打印件上二维码的内容，代替文件")
@json_option
@pass_call
def verify(call: Call, path: Path | None, code: str, as_json: bool) -> int:
    """Verify a paper by its file, by a picture of its print, or by the code on the print."""
    call.as_json = as_json
    if bool(code) == (path is not None):
        raise click.UsageError("请给出一个文件，或用 --code 给出二维码的内容。")
    verdict = call.program.verify_code(code) if path is None else _verdict_of(call, path)
    if as_json:
        call.give(verdict)
    else:
        for one in verdict["lines"]:
            sign = {True: "√", False: "×", None: "－"}[one["holds"]]
            call.tell(f"{sign} {one['text']}")
        call.tell("结论：有效" if verdict["valid"] else "结论：无效或不能确认")
    return DONE if verdict["valid"] else REFUSED


def _verdict_of(call: Call, path: Path) -> Mapping[str, Any]:
    """Judge a PDF as a file; of a picture only the code can be judged."""
    data = read_file(path, LARGEST_PDF)
    if not data.startswith(PICTURES):
        return call.program.verify(data)
    return call.program.verify_code(codes_of(call.program.papers(), data)[0])


def _paper(hands: Hands, kind: str, subject: str, agency: str, today: date, *, as_word: bool) -> tuple[bytes, str]:
    sealed = listing.sealed_paper(hands.records, kind=kind, subject=subject, agency=agency)
    if as_word:
        return _word(hands, kind, subject, agency, today, sealed)
    if sealed is not None:
        path = hands.files.document_path(sealed.file, "pdf")
        return path.read_bytes(), f"已定稿文书 {sealed.number} 的原件"
    draft = draft_paper(hands.records, hands.files, paper=kind, subject=subject, on=today, agency=agency)
    return hands.papers.render(draft.dossier, draft.pictures).pdf, "草稿"


def _word(
    hands: Hands, kind: str, subject: str, agency: str, today: date, sealed: Document | None
) -> tuple[bytes, str]:
    """Return the paper as .docx from the records as they are; what counts is the frozen PDF, and the words say so."""
    document, on = (sealed.id, sealed.fields.day("made_on") or today) if sealed else ("", today)
    draft = draft_paper(
        hands.records, hands.files, paper=kind, subject=subject, on=on, agency=agency, document=document
    )
    told = f"{sealed.number} 的 Word 稿（按现有记录生成，以定稿的 PDF 为准）" if sealed else "草稿的 Word 稿"
    return hands.papers.word(draft.dossier, draft.pictures), told
