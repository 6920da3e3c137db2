"""What was typed for papers, in full: every blank of every form, and full dossiers of the papers made from them."""

from dataclasses import replace
from datetime import date

from inspections.document import PAPERS, Document
from inspections.dossier import PhotoLine
from inspections.material import MATERIAL_FORMS, Material
from inspections.typed_needs import needed_materials

ANSWERS = "\n".join(
    f"问：第 {number} 项，{asked}\n答：{said}"
    for number, (asked, said) in enumerate(
        [
            ("请介绍你的姓名、职务和分管工作。", "我叫冯某，任副院长，分管后勤、消防和食堂。"),
            ("三层东侧走廊的轮椅和纸箱是什么时候放的？", "上周搬库房时临时堆放，没有及时清走，值班巡查时也没有登记。"),
            ("夜间由谁负责防火巡查，多久一次？", "夜班护理员每两小时巡查一次，记录在巡查本上，10 月 3 日到 6 日漏填。"),
            ("单位是否做过消防演练？", "今年上半年做过一次，下半年的计划在 11 月。\n参加的有 32 人，有照片和签到表。"),
        ]
        * 4,
        start=1,
    )
)
VALUES = {
    "preparation": {
        "scope": "消防安全管理、疏散通道和消防设施；服务安全基本规范的执行情况", "method": "joint",
        "planned_from": "2026-10-12T09:00", "planned_until": "2026-10-12T12:00", "place": "桂花巷 18 号院内各楼",
        "bring": "营业执照、备案回执、消防设施检测报告、值班巡查记录、食堂采购台账", "visit_limit": "每年不超过 2 次",
    },
    "clearance": {
        "handler_opinion": "列入年度计划，拟按期实施，建议批准。", "handler": "赵瑞𬭎", "handler_on": "2026-09-25",
        "office_opinion": "同意，请与消防部门同去。", "office_by": "何静", "office_on": "2026-09-26",
        "legal_opinion": "依据和程序无异议。", "legal_by": "陈明", "legal_on": "2026-09-26",
        "head_opinion": "同意。", "head_by": "局长王某", "head_on": "2026-09-27",
    },
    "questioning": {
        "matter": "三层东侧走廊堆放杂物", "started_at": "2026-10-12T10:10", "ended_at": "2026-10-12T10:55",
        "place": "院长办公室", "recorder": "钱一䶮", "name": "冯㛃", "sex": "female", "age": "46",
        "id_number": "510105********0028", "employer": "颐康𫖯养老院", "post": "副院长", "home": "青羊区桂花巷 2 号",
        "phone": "13800000000", "told": True, "answers": ANSWERS, "corrections": "第 3 项“6 日”更正为“5 日”，已捺印。",
    },
    "survey": {
        "target": "1 号楼三层东侧疏散走廊", "started_at": "2026-10-12T09:30", "ended_at": "2026-10-12T10:00",
        "place": "1 号楼三层", "weather": "晴", "recorder": "孙立", "party": "冯院长（副院长）", "witness": "网格员郑某",
        "method": "目测、钢卷尺（编号 07）丈量、拍照",
        "observed": "走廊东西向，长 24.6 m，净宽 1.42 m。\n东端安全出口前 3.2 m 处堆放轮椅 3 辆、纸箱 12 个，最窄处净宽 0.8 m。",
        "photos": "照1、照2，自西向东拍摄",
    },
    "sampling": {
        "matter": "食堂熟食留样不足", "taken_at": "2026-10-12T11:05", "place": "食堂备餐间", "party": "厨师长岳某",
        "samples": "红烧肉｜500 g/份｜20261012-1｜2 份｜60 份｜密封留样盒\n消毒记录本；A4；2026-10；1 本；1 本；复印件",
        "method": "随机抽取，双方在场", "sealing": "封条完好，双方签字", "keeping": "4 ℃ 冷藏",
        "sent_to": "青羊区食品检验中心", "outcome_by": "书面告知，10 个工作日内",
    },
    "pleading": {
        "matter": "责令限期改正通知书所列问题", "made_at": "2026-10-13T15:20", "place": "区民政局 302 室", "recorder": "钱一䶮",
        "name": "沈院长", "identity": "主要负责人", "id_number": "510105********0012", "phone": "13900000000",
        "pleaded": "对走廊堆物没有异议，当天已清走。\n净宽 0.8 m 是临时堆放时的数值，请按整改后情况认定。",
        "handed_in": "整改照片 4 张，巡查记录复印件 2 页",
    },
    "address": {
        "recipient": "办公室 王某", "address": "蓉城市青羊区桂花巷 18 号", "postcode": "610031", "phone": "028-00000123",
        "consent": "yes", "electronic": "office@yikang.example", "confirmed_by": "沈院长", "identity": "主要负责人",
        "confirmed_on": "2026-10-12",
    },
    "reply": {
        "summary": "共 2 项，均已完成，整改期间没有发生安全事件。", "lasting": "走廊物品每日清查，纳入护理部交接班。",
        "enclosed": "整改照片 2 张，采购发票复印件 1 份", "signed_by": "沈院长", "signed_on": "2026-10-21",
    },
    "postponement": {
        "progress": "已清空走廊，完成三层防火门招标",
        "applicant": "沈院长",
    },
    "publication": {
        "outcome": "总体较好，疏散通道管理不到位。", "published_on": "2026-11-06", "published_where": "区政府网站双随机专栏",
    },
    "filing": {
        "matter": "年度联合检查", "archive_number": "QY-2026-检-0031", "retention": "10", "filed_on": "2026-11-20",
        "filed_by": "钱一䶮", "checked_by": "何静", "remark": "音像资料另盘保存。",
    },
}  # fmt: skip
STEPS = (
    "approval", "notice", "questioning", "survey", "sampling", "pleading", "address", "reply", "postponement", "summary",
    "photos", "filing",
)  # fmt: skip
"""The papers of this table, with everything in them."""


def material(form, /, *, without=(), **changes):
    """One form filled in; `without` leaves blanks out."""
    from tests.reports.builders import stepped

    values = {**VALUES[form], **changes}
    kept = {name: value for name, value in values.items() if name not in without}
    of = {"inspection": "visit", "institution": "home", "agency": "civil", "about": ""}
    return stepped(Material(id=f"material-{form}"), lambda one: one.record(MATERIAL_FORMS[form], kept, of))


def with_materials(made):
    """The dossier with what its paper is filled in by."""
    return replace(made, materials=tuple(material(form) for form in needed_materials(made.paper.code)))


INTERIM = "三层夜间增加 1 人值守，每小时巡查，停用东侧房间"


def asked_for_time(one):
    return one.ask_extension(
        on=date(2026, 10, 20), until=date(2026, 11, 20), reason="防火门定制周期 30 日", measures=INTERIM
    )


def full(paper):
    """A dossier of one of these papers with much in it."""
    from tests.reports import builders as b

    made = b.dossier(paper, findings=_findings(b, paper))
    if paper == "filing":
        return replace(made, file=tuple(_filed(b, number, one) for number, one in enumerate(_FILE, start=1)))
    if paper == "photos":
        loose = tuple(PhotoLine(photo=b.photo(number, ""), label=f"照{number}") for number in (7, 8))
        return replace(made, loose_photos=loose)
    return made


def _filed(b, number, paper):
    values = {
        "paper": paper, "agency": "civil", "number": f"青民{PAPERS[paper].word}〔2026〕{number}号",
        "made_on": f"2026-10-1{number}",
    }  # fmt: skip
    frozen = {"file": "0" * 64, "pages": number}
    return b.stepped(Document(id=paper), lambda one: one.take_number(values), lambda one: one.seal(frozen))


_FILE = ("record", "questioning", "order", "receipt", "reinspection")


def _findings(b, paper):
    civil = b.agency("civil")
    steps = {
        "reply": [[b.ordered("civil"), b.reported]] * 2,
        "postponement": [[b.ordered("civil"), asked_for_time]],
        "summary": [[b.ordered("civil"), b.reported, b.passed], [b.ordered("fire")], [b.fixed], []],
        "photos": [[b.ordered("civil")], [b.ordered("civil")]],
    }.get(paper, [])
    photos = {"reply": {0: (1, 2)}, "photos": {0: (1, 2, 3, 4), 1: (5, 6)}}.get(paper, {})
    records = [b.finding(number, steps=each) for number, each in enumerate(steps, start=1)]
    lines = [b.line(one, paper=paper, organ=civil, photos=photos.get(number, ())) for number, one in enumerate(records)]
    if paper == "reply":
        first, *others = lines
        after = PhotoLine(photo=b.photo(2, "finding-1", stage="after"), label="照2")
        lines = [replace(first, photos=(first.photos[0], after)), *others]
    if paper == "photos":
        shown = [replace(one, taken_by="赵瑞𬭎", place="1 号楼 2 层东侧走廊") for one in lines[0].photos]
        lines = [replace(lines[0], photos=tuple(shown)), *lines[1:]]
    return lines
