"""A full dossier by hand: records folded from entries, so that papers are tested on what the journal gives."""

import hashlib
import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from checklists.loader import load
from checklists.model import Clause
from inspections.choosing import LISTED_IN
from inspections.document import ABOUT_AN_ORDER, LETTERS, PAPERS, Document
from inspections.dossier import (
    AsOf,
    Dossier,
    FindingLine,
    HistoryLine,
    ItemLine,
    Ledger,
    Member,
    PhotoLine,
    SectionLines,
)
from inspections.entry import Entry
from inspections.finding import Finding
from inspections.inspection import Inspection, Response
from inspections.institution import Institution
from inspections.joint_task import JointTask
from inspections.people import Agency, Person
from inspections.photo import Photo
from inspections.reading import cited, result_of
from inspections.records import Head, LedgerRow
from tests.reports import joint, single, typed

LIBRARY = Path(__file__).parents[2] / "checklists" / "library" / "fire_safety.toml"
VISIT = date(2026, 10, 12)
INSTANT = "2026-10-12T12:00:00+08:00"
INSTITUTION = "蓉城市青羊区颐康𫖯养老院"

CLAUSES = (
    {"document": "消防法", "article": "28", "certainty": "text"},
    {"document": "GB 38600-2019", "article": "第6章", "certainty": "page"},
    {"document": "66号令", "article": "28", "certainty": "repo"},
)
AGENCIES = {
    "civil": {
        "name": "蓉城市青羊区民政局", "short_name": "区民政局", "code": "civil_affairs", "issues_papers": True,
        "address": "蓉城市青羊区文庙街 1 号", "phone": "028-00000001", "contact": "何静",
        "review_organ": "蓉城市青羊区人民政府", "court": "蓉城市青羊区人民法院", "remedy_confirmed_by": "法制科 陈明",
    },
    "housing": {
        "name": "蓉城市青羊区住房和城乡建设局", "short_name": "区住建局", "code": "housing", "issues_papers": True,
        "phone": "028-00000007", "contact": "施工",
    },
    "fire": {
        "name": "蓉城市青羊区消防救援大队", "short_name": "区消防大队", "code": "fire", "issues_papers": True,
        "phone": "028-00000119", "contact": "周强", "review_organ": "蓉城市消防救援支队",
        "court": "蓉城市青羊区人民法院", "review_days": 60, "suit_months": 6,
    },
}  # fmt: skip
PEOPLE = {
    "zhao": ("赵瑞𬭎", "civil", "officer", "川民执 0101007"),
    "qian": ("钱一䶮", "civil", "officer", "川民执 0101008"),
    "sun": ("孙立", "fire", "officer", "川消执 0200311"),
    "li": ("李青㬎", "fire", "officer", "川消执 0200312"),
    "wu": ("吴专家", "fire", "assistant", ""),
}
ARRIVAL = {
    "arrived_at": "2026-10-12T09:05:00+08:00", "departed_at": "2026-10-12T11:40:00+08:00", "task_source": "plan",
    "basis": "《养老机构管理办法》和年度检查计划", "approval": "已批准", "approval_number": "检批〔2026〕31号",
    "notice": "sent", "notice_on": "2026-09-28", "notice_reason": "提前三个工作日", "visit_count": 1,
    "entry_code": "QY-2026-1012-07", "certificates_shown": True, "rights_told": True, "discipline_told": True,
    "recusal_asked": True, "recusal_answer": "不申请回避", "companion_name": "冯院长", "companion_post": "副院长",
    "companion_id": "510105********0011", "companion_phone": "13800000000", "companion_authority": "口头授权",
    "recorder_number": "记录仪 07", "assistants": ["文庙街道网格员 郑某"],
}  # fmt: skip
STATEMENT = {
    "statement": "对检查无异议，三楼杂物今天清走。",
    "statement_by": "冯院长",
    "statement_at": "2026-10-12T11:30:00+08:00",
}


def after(record, *facts):
    """Fold facts into a record as the journal would, one entry each."""
    for number, fact in enumerate(facts, start=(record.last.number if record.last else 0) + 1):
        entry = Entry(
            origin="laptop", number=number, clock=number, at=INSTANT, by="zhao", subject=record.subject,
            kind=fact.kind, body=fact.body, follows=fact.follows, salt=bytes(16),
        )  # fmt: skip
        record = record.after(entry)
    return record


def stepped(record, *steps):
    """Take steps one after the other: each gets the record and returns a fact."""
    for step in steps:
        record = after(record, step(record))
    return record


def made(kind, record_id, fact, values):
    return stepped(kind(id=record_id), lambda one: one.fact(fact, values))


def agency(key, /, **changes):
    return made(Agency, key, "agency_recorded", {**AGENCIES[key], **changes})


@cache
def person(key):
    name, organ, role, number = PEOPLE[key]
    values = {"name": name, "agency": organ, "role": role, "certificate_number": number, "authorised": True}
    return made(Person, key, "person_recorded", values)


def member(key):
    return Member(person=person(key), agency=agency(PEOPLE[key][1]), role=PEOPLE[key][2])


def institution(**changes):
    values = {
        "name": INSTITUTION, "credit_code": "52510105MJXXXXXX7T", "area": "文庙街道", "address": "蓉城市青羊区桂花巷 18 号",
        "legal_representative": "蒋法人", "person_in_charge": "沈院长", "phone": "028-00000123",
    }  # fmt: skip
    return made(Institution, "home", "institution_recorded", {**values, **changes})


def inspection(**changes):
    arrival = {
        **ARRIVAL,
        **{
            key: value
            for key, value in changes.items()
            if key in ARRIVAL or key in ("uncounted_reason", "urgent_reason")
        },
    }
    start = {
        "institution": "home",
        "on": VISIT,
        "kind": changes.get("kind", "daily"),
        "agencies": ["civil", "fire"],
        "editions": ["x"],
        "facts": changes.get("facts", {}),
    }
    said = {**STATEMENT, **{key: value for key, value in changes.items() if key in STATEMENT}}
    return stepped(
        Inspection(id="visit"),
        lambda one: one.start(start),
        lambda one: one.arrive(arrival),
        lambda one: one.fact("statement_made", said),
    )


def finding(count=1, /, *, steps=(), **changes):
    values = {
        "inspection": "visit", "institution": "home", "item": "FS-C01", "number": f"QY-2026-{count:04d}",
        "category": "hazard", "places": [], "place_text": f"1 号楼 {count + 1} 层东侧走廊",
        "description": f"疏散走道堆放轮椅和纸箱 {count} 处，最窄处净宽 0.8 m", "clauses": list(CLAUSES),
        "measure": f"清空第 {count} 处走道并专人巡查", "responsible": "后勤部 许某", "found_on": VISIT, "recorded_by": "zhao",
        "action": "order", "deadline_reason": "一般问题建议 15 日", "hazard_type": "消防",
    }  # fmt: skip
    return stepped(Finding(id=f"finding-{count}"), lambda one: one.record({**values, **changes}), *steps)


def ordered(by, action="order", deadline=date(2026, 10, 27)):
    code = AGENCIES[by]["code"]
    until = deadline if action == "order" else None

    def step(one):
        return one.order(
            agency=by, agency_code=code, on=VISIT, action=action, deadline=until, measure=one.fields.text("measure"),
            reason=one.fields.text("deadline_reason"),
        )  # fmt: skip

    return step


def reported(one):
    return one.report(
        on=date(2026, 10, 20), measure="已清空走道，加装巡查点", person="许某", done_on=date(2026, 10, 19),
        money="1200 元", photos_after=1,
    )  # fmt: skip


def passed(one):
    officers = (person("sun"), person("li"))
    return one.reinspect_pass(on=date(2026, 10, 28), officers=officers, note="现场查看已清空", inspection="again")


def failed(one):
    return one.reinspect_fail(
        on=date(2026, 10, 28), officers=(person("sun"), person("li")), note="仍堆放纸箱 2 件", inspection="again",
        deadline=date(2026, 11, 6), proposal="case",
    )  # fmt: skip


def closed(by):
    def step(one):
        return one.close(on=date(2026, 10, 30), by=person(by), basis="复查意见书和照片", second=None, lifted="")

    return step


def fixed(one):
    officers = (person("zhao"), person("qian"))
    return one.fix_on_the_spot(on=VISIT, officers=officers, how="当场搬离纸箱", before=1, after=1)


def advised(one):
    return one.advise(on=VISIT, measure="建议加装扶手")


def referred(one):
    return one.refer(on=VISIT, to="区消防大队", how="handover", number="移〔2026〕3号", reason="属消防职责")


@cache
def picture(number, size=(640, 480)):
    """A photograph of a corridor, different for every number."""
    image = Image.new("RGB", size, (206, 200, 186))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 480), (220, 240), (420, 240), (640, 480)], fill=(150, 138, 120))
    draw.rectangle((60 + 30 * number, 300, 200 + 30 * number, 420), fill=(120, 80, 40), outline=(60, 40, 20), width=4)
    draw.rectangle((280, 120, 360, 240), fill=(90, 110, 130))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def photo(number, owner="finding-1", stage="scene"):
    digest = hashlib.sha256(picture(number)).hexdigest()
    values = {
        "inspection": "visit", "finding": owner, "institution": "home", "sha256": digest, "extension": "jpg", "stage": stage,
        "caption": f"走廊现状 {number}", "taken_at": "2026-10-12T09:40:00+08:00", "bytes": 1, "name": f"{number}.jpg",
    }  # fmt: skip
    return made(Photo, f"photo-{number}", "photo_added", values)


def line(record, *, paper="record", organ=None, photos=()):
    organ = organ or agency("civil")
    named = {"civil": "蓉城市青羊区民政局", "fire": "蓉城市青羊区消防救援大队"}
    return FindingLine(
        finding=record,
        place=record.fields.text("place_text"),
        clauses=cited(record, paper, organ),
        photos=tuple(PhotoLine(photo=photo(number, record.id), label=f"照{number}") for number in photos),
        agency_name=named.get(record.agency, ""),
        people={key: value[0] for key, value in PEOPLE.items()},
    )


def document(paper, *, number="青民检〔2026〕12号", **changes):
    values = {"paper": paper, "agency": "civil", "inspection": "visit", "number": number, "findings": ["finding-1"]}
    numbered = stepped(Document(id=f"document-{paper}"), lambda one: one.take_number(values))
    if not changes:
        return numbered
    return stepped(numbered, lambda one: one.seal({"file": "0" * 64}), lambda one: one.fact("document_served", changes))


@cache
def checklist():
    return load(LIBRARY.read_bytes(), name=LIBRARY.name)


def response(item, result, organ="fire", **values):
    given = {"inspection": "visit", "item": item.id, "agency": organ, "result": result, **values}
    return stepped(Response(id=f"{item.id}-{organ}"), lambda one: one.give(given))


def sections(count=3):
    """The first sections of the fire list with every kind of result in turn."""
    kinds = (
        {"result": "compliant", "batch": "b1"},
        {"result": "compliant", "sample": {"checked": 5, "total": 20, "failed": 0}, "proven": ["看", "量"]},
        {"result": "non_compliant", "sample": {"checked": 8, "total": 32, "failed": 2}, "note": "两具压力不足"},
        {"result": "not_applicable", "reason": "没有使用燃气"},
        None,
        {"result": "compliant", "measured": {"name": "净宽", "value": "1.42", "unit": "m"}, "proven": ["量"]},
    )
    lines = []
    for section in checklist().sections[:count]:
        items = []
        for number, item in enumerate(section.items):
            given = kinds[number % len(kinds)]
            excluded = "机构未设置高层建筑" if number % 11 == 7 else ""
            responses = (response(item, **given),) if given and not excluded else ()
            items.append(ItemLine(item=item, responses=responses, places={}, excluded=excluded))
        lines.append(SectionLines(checklist=checklist(), code=section.code, title=section.title, items=tuple(items)))
    return tuple(lines)


def dossier(paper="record", *, organ="civil", findings=None, draft=False, **changes):
    """A dossier of one paper; `changes` replace its parts."""
    issuing = agency(organ)
    if findings is None:
        findings = (line(finding(1, steps=[ordered(organ)]), paper=paper, organ=issuing, photos=(1, 2)),)
    document_made = Document(id="draft") if draft else document(paper)
    made_dossier = Dossier(
        paper=PAPERS[paper],
        agency=issuing,
        agencies=(agency("civil"), agency("fire")),
        institution=institution(),
        inspection=inspection(),
        team=tuple(member(key) for key in PEOPLE),
        recorder="赵瑞𬭎",
        sections=sections() if paper in LISTED_IN else (),
        findings=tuple(findings),
        document=document_made,
        made_on=VISIT,
        as_of=AsOf(instant=INSTANT, heads=(Head(origin="laptop", number=311, hash="ab" * 32),)),
        referenced=document("order") if paper in ("receipt", *ABOUT_AN_ORDER) else None,
        related=(document("record"), document("order")) if paper in LETTERS else (),
        history=(
            HistoryLine(at="2026-10-12T09:40:00+08:00", by="赵瑞𬭎", title="登记问题"),
            HistoryLine(at="2026-10-30T15:00:00+08:00", by="孙立", title="销号", details="复查合格"),
        ),
        result=result_of([one.finding for one in findings]),
    )
    made_dossier = typed.with_materials(made_dossier)
    if paper == "joint_opinion":
        made_dossier = replace(
            made_dossier,
            agencies=tuple(agency(key) for key in joint.PARTS),
            inspection=inspection(facts=joint.FACTS),
            findings=tuple(replace(one, photos=()) for one in made_dossier.findings),
            task=stepped(JointTask(id="task"), *joint.steps(VISIT)),
        )
    return replace(made_dossier, **changes)


def full_dossier(paper):
    """A dossier with much in it, for looking at."""
    if paper in single.STEPS:
        return single.dossier(paper)
    issuing = "fire" if paper in ("order", "immediate", "reinspection", "closure", "fire_record") else "civil"
    organ = agency(issuing)
    action = "immediate" if paper == "immediate" else "order"
    steps = {
        "reinspection": [[ordered("fire"), reported, passed], [ordered("fire"), reported, failed]],
        "closure": [[ordered("fire"), reported, passed, closed("sun")]],
    }.get(paper, [[ordered(issuing, action)]] * 4)
    records = [finding(number, steps=each) for number, each in enumerate(steps, start=1)]
    if paper in ("record", "report", "result", "fire_record"):
        records[1:] = [
            finding(2, steps=[fixed]), finding(3, category="advice", action="advise", steps=[advised]), finding(4, steps=[referred]),
        ]  # fmt: skip
    if paper in typed.STEPS:
        return typed.full(paper)
    photos = {0: (1, 2, 3), 1: (4,), 3: (5, 6)} if paper != "joint_opinion" else {}
    lines = [line(one, paper=paper, organ=organ, photos=photos.get(number, ())) for number, one in enumerate(records)]
    return dossier(paper, organ=issuing, findings=lines)


def pictures(made_dossier):
    """The pictures a dossier prints."""
    photos = [one.photo for one in made_dossier.photos]
    return {one.id: picture(int(one.id.rsplit("-", 1)[1])) for one in photos}


def ledger_row(record, **changes):
    fields = record.fields.values()
    named = {"civil": "蓉城市青羊区民政局", "fire": "蓉城市青羊区消防救援大队"}
    told = {name: str(fields.get(name) or "") for name in (
        "number", "institution", "inspection", "item", "category", "grade", "grade_state", "description", "place_text",
        "measure", "action", "agency", "found_on", "deadline", "responsible", "closed_on",
    )}  # fmt: skip
    row = LedgerRow(
        id=record.id, institution_name=INSTITUTION, area="文庙街道", state=record.state, round=record.round,
        agency_name=named.get(record.agency, ""), photos=2, fields=fields, **told,
    )  # fmt: skip
    return replace(row, **changes)


def ledger(rows, title="隐患排查治理台账", made_on=date(2026, 11, 10)):
    return Ledger(
        title=title, rows=tuple(rows), people={key: value[0] for key, value in PEOPLE.items()},
        photos={row.id: "2 张" for row in rows}, places={},
        documents={row.id: "责令限期改正通知书青消〔2026〕5号" for row in rows},
        made_on=made_on, filters="全部",
    )  # fmt: skip


def as_clause(clause):
    return Clause(document=clause["document"], article=clause["article"], certainty=clause["certainty"])
