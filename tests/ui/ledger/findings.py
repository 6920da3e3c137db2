"""Findings in every state at one institution, by real steps on real records."""

from datetime import date, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from inspections.workflow import grading, recording, rectifying
from tests.ui.workplace import TODAY

GAS = [{"document": "燃气条例", "article": "十八", "certainty": "mem-l"}]


def picture(shade=120, size=(640, 480)):
    """A picture that looks like a corridor with a door."""
    image = Image.new("RGB", size, (shade, shade, shade + 20))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.polygon(
        [(0, height), (width * 0.4, height * 0.5), (width * 0.6, height * 0.5), (width, height)], fill=(170, 150, 120)
    )
    draw.rectangle((width * 0.42, height * 0.2, width * 0.58, height * 0.5), fill=(90, 60, 40 + shade // 3))
    data = BytesIO()
    image.save(data, "JPEG")
    return data.getvalue()


def order(office, finding, *, days=15, on=TODAY, agency="fire"):
    """Order a finding rectified by a day counted from today; the order may lie in the past."""
    rectifying.order_rectification(
        office.records, finding=finding, agency=office.agencies[agency], on=on, action="order",
        deadline=TODAY + timedelta(days=days), measure="恢复原状，保持畅通", by=office.by, reason="按难易确定（建议期限）",
    )  # fmt: skip


def report(office, finding):
    """Report a rectification with a photo after."""
    office.add_photo(finding, picture(200), name="整改后.jpg", stage="after")
    rectifying.report_rectification(
        office.records,
        finding=finding,
        on=TODAY,
        measure="已拆除并加装推杠锁",
        person="张建国",
        done_on=TODAY,
        by=office.by,
    )


def pass_it(office, finding):
    """Pass the re-inspection."""
    officers = [office.people["zhao"], office.people["sun"]]
    rectifying.pass_reinspection(office.records, finding=finding, on=TODAY, officers=officers, by=office.by)


WORDS = (
    ("overdue", "三层东侧安全出口上锁，通道内堆放轮椅四辆", {}),
    ("today", "二层疏散指示标志损坏三处", {}),
    ("week", "厨房可燃气体报警器未接入联动切断装置", {"clauses": GAS, "item": "FS-G01"}),
    ("later", "室内消火栓箱前堆放杂物，无法正常开启取用", {}),
    ("recorded", "一层东侧防火门闭门器缺失", {}),
    ("reported", "应急照明灯具断电后不能点亮", {}),
    ("passed", "电动自行车在楼梯间充电", {}),
    ("closed", "灭火器压力不足五具", {}),
    ("referred", "配电箱未设置剩余电流保护", {}),
    ("voided", "重复登记的一条", {}),
    ("advice", "建议在活动室张贴应急疏散图", {"category": "advice", "clauses": []}),
)


def furnish_ledger(office):
    """Fill the ledger; returns the ids by what became of each finding."""
    visit = office.start_visit()
    made = {
        name: office.record_finding(visit, description=words, responsible="张建国", **more)
        for name, words, more in WORDS
    }
    past = date(2026, 11, 1)
    order(office, made["overdue"], days=-12, on=past)
    order(office, made["today"], days=0, on=past)
    order_gas(office, made["week"])
    order(office, made["later"], days=30)
    for name in ("reported", "passed", "closed"):
        order(office, made[name])
        report(office, made[name])
    for name in ("passed", "closed"):
        pass_it(office, made[name])
    end_some(office, made)
    office.add_photo(made["overdue"], picture(100), name="出口上锁.jpg", stage="before")
    office.add_photo(made["overdue"], picture(140), name="通道.jpg")
    made["visit"] = visit
    return made


def end_some(office, made):
    """Close, refer and void one each; one is suspected to be major."""
    named = {"on": TODAY, "by": office.by}
    rectifying.close_finding(office.records, finding=made["closed"], on=TODAY, by=office.people["sun"])
    rectifying.refer_finding(
        office.records, finding=made["referred"], to="某县住建局", how="handover", reason="不属本机关职权", **named
    )
    recording.void_finding(office.records, finding=made["voided"], reason="与上一条重复", **named)
    grading.suspect_major(
        office.records, office.files, finding=made["overdue"], regime="major_fire", criterion="GB 35181 6.1", reason="安全出口被封堵", **named
    )  # fmt: skip


def order_gas(office, finding):
    """An order due within the week; by the agency that may."""
    recording.change_finding(
        office.records, finding=finding, by=office.by,
        values={"clauses": [{"document": "消防法", "article": "28、60", "certainty": "text"}, *GAS]},
    )  # fmt: skip
    order(office, finding, days=5)
