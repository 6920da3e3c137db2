"""勘验笔录, 抽样取证（证据）清单 and 照片证据附页: what was measured, taken and photographed."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import PhotoLine
from inspections.material import MATERIAL_FORMS
from inspections.terms import PHOTO_STAGE
from reports.marks import Picture
from reports.papers import closing
from reports.papers.opening import heading, officers_words, opening, particulars
from reports.papers.phrases import moment
from reports.papers.sheet import Sheet
from reports.papers.statements import present
from reports.paragraph import text
from reports.style import BODY, CELL_CENTER, MM, SMALL
from reports.tables import plain_frame, plain_grid, table

PARTY: Final = "当事人"
SURVEY_SIGNATURES: Final = "勘验人：　　　　　　　　　　　　　当事人：　　　　　　　　　　　　见证人："
_PICTURE_HEIGHT: Final = 58 * MM
_PICTURE_WIDTH: Final = 82 * MM
_SKETCH: Final = "\n" * 14
_WITNESS: Final = "见证人签名：　　　　　　　　　　　　　　　　日期：　　　年　　月　　日"


def survey(sheet: Sheet, code: str) -> list[Flowable]:
    """Return what was surveyed, how, and room for a plan drawn by hand."""
    said, say = sheet.dossier.said("survey"), sheet.wording.say
    rows = [
        ["勘验对象", sheet.neutral(said.text("target"))],
        present(sheet.dossier, "survey"),
        ["勘验地点", said.text("place"), "天气", said.text("weather")],
        ["所涉机构", sheet.dossier.institution.name],
        ["勘验人", officers_words(sheet)],
        ["记录人", said.text("recorder"), "见证人", said.text("witness")],
        ["当事人", said.text("party")],
        ["方法和工具", said.text("method")],
    ]
    return [
        *opening(sheet, code),
        particulars(sheet, rows),
        *heading("勘验情况"),
        *(text(line, BODY) for line in said.text("observed").splitlines() if line.strip()),
        *([text(f"照片：{said.text('photos')}", BODY)] if said.text("photos") else []),
        closing.ending(
            sheet,
            [_sketch(sheet), text(say("survey.true"), BODY)],
            [text(_WITNESS, BODY), *closing.refusal(sheet)],
            other=PARTY,
        ),
    ]


def _sketch(sheet: Sheet) -> Flowable:
    """Return the frame in which a plan is drawn by hand; it is never cut."""
    return plain_frame(f"平面示意图（标明方位、尺寸；没有的划线）{_SKETCH}", sheet.width)


def sampling(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the list of samples with how they were taken, sealed and kept (处罚法56)."""
    said, say = sheet.dossier.said("sampling"), sheet.wording.say
    form = MATERIAL_FORMS["sampling"].blank("samples")
    samples: list[list[Any]] = [["序号", *(form.columns if form else ())]]
    samples += [[str(number), *row] for number, row in enumerate(said.rows("samples"), start=1)]
    centred = dict.fromkeys((0, 4, 5), CELL_CENTER)
    return [
        *opening(sheet, code),
        particulars(
            sheet,
            [
                ["当事人", sheet.dossier.institution.name],
                ["取证事由", sheet.neutral(said.text("matter"))],
                ["取证时间", moment(said.text("taken_at"))],
                ["取证地点", said.text("place")],
                ["在场当事人", said.text("party")],
            ],
        ),
        text(say("sampling.basis"), BODY),
        table(samples, sheet.columns(12, 0, 32, 32, 18, 18, 24), head_rows=1, column_styles=centred),
        closing.ending(
            sheet,
            [
                particulars(sheet, _handling(sheet)),
                *closing.contact(sheet),
                text(say("sampling.kept"), BODY),
                *closing.issued_by(sheet),
            ],
            closing.refusal(sheet),
            other=PARTY,
        ),
    ]


def _handling(sheet: Sheet) -> list[list[str]]:
    said = sheet.dossier.said("sampling")
    return [
        ["抽样方法", said.text("method")],
        ["封样状态", said.text("sealing"), "保存条件", said.text("keeping")],
        ["送检单位", said.text("sent_to"), "结果告知", said.text("outcome_by")],
        ["执法人员", officers_words(sheet)],
    ]


def photos(sheet: Sheet, code: str) -> list[Flowable]:
    """Return every photograph with number, time, place, who brought it in and the digest of its original."""
    shown = sheet.dossier.photos
    return [
        *opening(sheet, code),
        particulars(
            sheet,
            [
                ["机构", sheet.dossier.institution.name],
                ["检查日期", sheet.visit_day.isoformat(), "照片", f"{len(shown)} 张"],
            ],
        ),
        text(sheet.wording.say("photos.kept"), SMALL),
        *(_photograph(sheet, photo) for photo in shown[:-1]),
        closing.ending(
            sheet,
            [
                *(_photograph(sheet, photo) for photo in shown[-1:]),
                text("以上照片经核对，与现场情况一致。", BODY),
            ],
            closing.refusal(sheet),
        ),
    ]


def _photograph(sheet: Sheet, photo: PhotoLine) -> Flowable:
    """Return one photograph beside what is known of it."""
    data = sheet.pictures.get(photo.photo.id)
    shown = [Picture(data, max_width=_PICTURE_WIDTH, max_height=_PICTURE_HEIGHT)] if data else []
    fields = photo.photo.fields
    told = (
        ("编号", photo.label),
        ("阶段", PHOTO_STAGE.get(photo.photo.stage, photo.photo.stage)),
        ("说明", photo.photo.caption),
        ("拍摄时间", moment(fields.text("taken_at")) if fields.text("taken_at") else "照片未载明"),
        ("地点", photo.place),
        ("采集人", photo.taken_by),
        ("页面图", _drawn_over(photo)),
        ("原图 SHA-256", photo.photo.sha256),
    )
    lines = [text(f"{title}：{said}", SMALL) for title, said in told if said]
    return plain_grid([[shown or [text("（照片从略）", SMALL)], lines]], sheet.columns(86, 0))


def _drawn_over(photo: PhotoLine) -> str:
    """Say what the printed picture differs in from its original: marks, and parts that are hidden."""
    hidden = sum(shape.is_private for shape in photo.photo.marks)
    marks = len(photo.photo.marks) - hidden
    told = (f"标注 {marks} 处" if marks else "", f"遮盖 {hidden} 处" if hidden else "")
    return "，".join(part for part in told if part)
