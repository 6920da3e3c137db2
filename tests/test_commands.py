"""The command line: the same steps, failures as one Chinese line or one JSON document, nothing changed by a refusal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspections.document import PAPERS
from inspections.workflow.steps import STEPS
from storage.lock import DataLock
from tests.laptop import Desk

ROOT = Path(__file__).parents[1]
AGENCY = {
    "issues_papers": True,
    "review_organ": "某县人民政府",
    "court": "某县人民法院",
    "remedy_confirmed_by": "法制股",
}


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path / "data", capsys)


@pytest.fixture
def office(desk):
    """A fire agency with two officers, its blocks, an institution, and a running visit; ids by name."""
    fire = desk.step("record_agency", values={"name": "某县消防救援大队", "code": "fire", **AGENCY})["agency"]
    officers = []
    for number in ("X1", "X2"):
        values = {"name": f"赵{number}", "role": "officer", "certificate_number": number, "agency": fire}
        officers.append(desk.step("record_person", "", values={**values, "authorised": True})["person"])
    for paper in PAPERS:
        desk.step("grant_block", fire, paper=paper, year="2026", first="1", last="20", prefix="某消")
    institution = desk.step("record_institution", "", values={"name": "夕阳红养老院", "area": "城关镇"})["institution"]
    desk.laptop.by = "X1"
    team = [{"person": one, "agency": fire, "role": "officer"} for one in officers]
    visit = desk.step(
        "start_inspection",
        institution,
        kind="daily",
        on="2026-11-20",
        agencies=fire,
        team=team,
        checklists=str(ROOT / "checklists/library/fire_safety.toml"),
    )["inspection"]
    return {"fire": fire, "officers": officers, "institution": institution, "visit": visit}


def a_joint_task(desk, office):
    """The joint task about the institution, which has no fire approval, resting on the running visit."""
    for code, name in (("civil_affairs", "某县民政局"), ("housing", "某县住建局")):
        desk.step("record_agency", values={"name": name, "code": code, **AGENCY})
    desk.step("state_fire_approval", office["institution"], approval="none", on="2026-11-20", source="现场核对")
    return desk.step("open_joint_task", office["institution"], on="2026-11-20", inspection=office["visit"])[
        "joint_task"
    ]


def a_finding(desk, office, **more):
    values = {
        "item": "FS-C01",
        "category": "hazard",
        "description": "三楼出口上锁",
        "place_text": "三楼",
        "clauses": [{"document": "消防法", "article": "28", "certainty": "text"}],
        **more,
    }
    return desk.step("record_finding", office["visit"], on="2026-11-20", values=values)["finding"]


def test_a_finding_goes_from_record_to_closure_on_the_command_line(desk, office, tmp_path, pictures):
    finding = a_finding(desk, office)
    desk.step(
        "order_rectification",
        finding,
        agency=office["fire"],
        on="2026-11-20",
        action="order",
        measure="打开",
        deadline="2026-12-01",
    )
    assert desk.refused("close_finding", finding, on="2026-11-21") == "“已责令”状态下不能“销号”"
    told = desk.ask("import", "photos", pictures, "--finding", finding, "--stage", "after")
    assert told["imported"] == ["a.jpg"]
    assert [one["file"] for one in told["refused"]] == ["note.txt"]
    desk.step("report_rectification", finding, on="2026-11-22", measure="已开", person="院长", done_on="2026-11-22")
    desk.step("pass_reinspection", finding, on="2026-11-23", officers=",".join(office["officers"]))
    desk.step("close_finding", finding, on="2026-11-23")
    (row,) = desk.ask("list", "findings")
    assert (row["state"], row["closed_on"], len(row["photos"])) == ("closed", "2026-11-23", 1)
    assert desk.ask("audit")["ok"]
    out = tmp_path / "台账.xlsx"
    assert desk.run("export", "ledger", out, "--kind", "closures")[0] == 0
    assert out.stat().st_size > 1000


def test_photos_are_marked_and_handed_out_without_their_originals(desk, office, tmp_path, pictures):
    finding = a_finding(desk, office)
    desk.ask("import", "photos", pictures, "--finding", finding)
    with desk.laptop.reading() as hands:
        (photo,) = (one.id for one in hands.records.photos.where())
    hidden = [{"kind": "mosaic", "x1": 0, "y1": 0, "x2": 5000, "y2": 5000}]
    desk.step("mark_photo", photo, marks=hidden)
    assert "第 1 处标注" in desk.refused("mark_photo", photo, marks='[{"kind": "cloud"}]')
    out, all_of_it = tmp_path / "外发", tmp_path / "卷内"
    assert desk.run("export", "photos", office["visit"], out)[0] == 0
    assert [path.suffix for path in out.rglob("*.*")] == [".jpg"]
    assert "原件没有遮挡" in desk.run("export", "photos", office["visit"], all_of_it, "--originals")[1]
    originals = list((all_of_it / "原件").iterdir())
    assert [path.read_bytes() for path in originals] == [(pictures / "a.jpg").read_bytes()]


@pytest.fixture
def pictures(tmp_path):
    from PIL import Image

    folder = tmp_path / "照片"
    folder.mkdir()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(folder / "a.jpg")
    (folder / "note.txt").write_text("不是照片", encoding="utf-8")
    return folder


def test_the_built_in_user_may_enter_but_not_close(desk, office):
    finding = a_finding(desk, office)
    desk.laptop.by = ""
    order = {"agency": office["fire"], "on": "2026-11-20", "action": "immediate", "measure": "打开"}
    desk.step("order_rectification", finding, **order)
    desk.laptop.by = "X1"
    desk.step("pass_reinspection", finding, on="2026-11-21", officers=",".join(office["officers"]))
    desk.laptop.by = ""
    assert "未获授权" in desk.refused("close_finding", finding, on="2026-11-21")


def test_a_paper_is_a_draft_until_it_is_sealed_and_then_always_the_same_bytes(desk, office, tmp_path):
    draft, sealed, again = (tmp_path / name for name in ("草稿.pdf", "定稿.pdf", "再次.pdf"))
    assert "草稿" in desk.run("print", "record", office["visit"], draft)[1]
    missing = desk.refused("seal_paper", office["visit"], paper="record", on="2026-11-20")
    assert "到场时间" in missing
    arrival = {"arrived_at": "2026-11-20T09:00", "companion_name": "张三", "certificates_shown": True}
    desk.step("record_arrival", office["visit"], values={**arrival, "rights_told": True, "recusal_asked": True})
    desk.step("seal_paper", office["visit"], paper="record", on="2026-11-20")
    (document,) = desk.ask("list", "documents")
    assert document["number"] == "某消〔2026〕1号"
    for out in (sealed, again):
        assert "原件" in desk.run("print", "record", office["visit"], out)[1]
    assert sealed.read_bytes() == again.read_bytes() == Path(document["path"]).read_bytes()
    assert desk.ask("audit")["ok"]


def test_an_inspection_comes_back_byte_for_byte_from_another_laptop(desk, office, tmp_path, capsys):
    finding = a_finding(desk, office)
    desk.step("respond", office["visit"], item="FS-C02", agency=office["fire"], result="compliant")
    first, second = tmp_path / "一.json", tmp_path / "二.json"
    assert desk.run("export", "inspection", office["visit"], first)[0] == 0
    other = Desk(tmp_path / "other", capsys)
    assert other.ask("import", "inspection", first)["changed"]
    assert other.ask("import", "inspection", first)["changed"] == []
    assert other.run("export", "inspection", office["visit"], second)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    assert [one["id"] for one in other.ask("list", "findings")] == [finding]
    assert other.ask("audit")["ok"]


def test_a_register_is_imported_once(desk, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["机构名称", "所属乡镇", "床位数"])
    book.active.append(["松鹤园", "西山乡", "120张"])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    assert desk.ask("import", "institutions", path, "--dry-run")["new"] == ["松鹤园"]
    assert desk.ask("list", "institutions") == []
    assert desk.ask("import", "institutions", path)["changed"]
    assert desk.ask("import", "institutions", path)["changed"] == []
    assert [one["name"] for one in desk.ask("list", "institutions")] == ["松鹤园"]


def test_a_joint_task_goes_from_opening_to_the_approval_by_commands(desk, office):
    task = a_joint_task(desk, office)
    (row,) = desk.ask("list", "joint_tasks")
    assert (row["id"], row["state"], len(row["parts"]), row["waits_for"]) == (task, "checking", 3, row["agencies"])
    until = {"on": "2026-11-21", "until": "2026-12-31"}
    assert "还有部门没有登记意见" in desk.refused("begin_joint_rectification", task, **until)
    for agency in row["agencies"]:
        said = {"opinion": "查过", "measures": "整改", "said_by": "某人"}
        desk.step("give_joint_opinion", task, agency=agency, on="2026-11-21", **said)
    desk.step("begin_joint_rectification", task, **until)
    paper = {"approval": "filed", "number": "备〔2026〕3号", "approved_on": "2026-11-22"}
    desk.step("complete_joint_task", task, on="2026-11-22", **paper)
    assert desk.ask("list", "joint_tasks", "--state", "completed")[0]["approval_number"] == "备〔2026〕3号"
    assert desk.ask("list", "institutions")[0]["fact.fire_acceptance"]["value"] == "filed"


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_every_kind_of_paper_prints_or_says_what_is_missing(kind, desk, office, tmp_path):
    of = PAPERS[kind].of
    if of == "joint_task":
        subject = a_joint_task(desk, office)
    elif of == "material":
        values = {"form": kind, "agency": office["fire"], "values": "{}"}
        subject = desk.step("record_material", office["visit"], **values)["material"]
    else:
        subject = {"inspection": office["visit"], "finding": a_finding(desk, office), "document": "x"}[of]
    status, out, err = desk.run("print", kind, subject, tmp_path / "x.pdf")
    assert (status == 0) == (PAPERS[kind].of != "document"), (out, err)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["nonsense"], 2),
        (["list", "nonsense"], 2),
        (["list"], 2),
        (["check", "--wrong"], 2),
        (["check", "/no/such/file.toml"], 1),
        (["do", "nonsense"], 1),
        (["do", "close_finding", "x", "--set", "on"], 1),
        (["do", "close_finding", "x"], 1),
        (["do", "close_finding", "x", "--set", "on=2026-13-01"], 1),
        (["do", "close_finding", "x", "--set", "on=2026-11-01"], 1),
        (["print", "record", "no-such-id", "x.pdf"], 1),
        (["verify", "/no/such.pdf"], 1),
        (["restore", "/no/such.bak", "none"], 1),
    ],
)
def test_a_wrong_call_is_told_in_chinese_and_changes_nothing(desk, arguments, status):
    before = desk.ask("audit")["state_digest"]
    got, out, err = desk.run(*arguments)
    assert got == status, (out, err)
    assert any("一" <= character <= "鿿" for character in err)
    assert "Traceback" not in out + err
    assert desk.ask("audit")["state_digest"] == before


def test_a_held_lock_is_unavailable_and_names_the_holder(desk):
    desk.ask("list", "institutions")
    with DataLock(desk.laptop.open_directory().lock, what="窗口"):
        status, _, err = desk.run("do", "record_institution", "-", "--set", "name=甲")
        assert status == 3
        assert "窗口" in err
        assert desk.ask("list", "institutions") == []


def test_every_step_is_listed_with_fields_that_can_be_given_as_text(desk):
    listed = desk.ask("do", "--list")
    assert {one["step"] for one in listed} == set(STEPS)
    assert all(field["form"] for one in listed for field in one["fields"])


def test_help_is_chinese_throughout(desk):
    for arguments in (["--help"], ["print", "--help"], ["import", "photos", "--help"]):
        status, out, _ = desk.run(*arguments)
        assert status == 0
        assert "用法" in out
        for english in ("Usage", "Options", "Commands", "Show this"):
            assert english not in out


def test_a_failure_in_a_process_of_its_own_has_its_exit_status_and_no_trace(tmp_path):
    call = [
        sys.executable,
        str(ROOT / "main.py"),
        "--data",
        str(tmp_path / "d"),
        "verify",
        str(ROOT / "README.md"),
        "--json",
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["valid"] is False
    assert "Traceback" not in done.stderr
