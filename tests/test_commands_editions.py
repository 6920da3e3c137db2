"""Editions at the command line: compared, published, activated, used at the start of a visit, carried elsewhere."""

from dataclasses import replace

import pytest

from checklists.loader import bundled
from tests.inspections.rewriting import as_file, cut
from tests.laptop import Desk

FIRE = bundled()[0]
SHORT = cut(FIRE)


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path / "data", capsys)


@pytest.fixture
def newer(tmp_path):
    """A newer edition on disk: one item dropped, one reworded."""
    _, second, *rest = SHORT.sections[0].items
    section = replace(SHORT.sections[0], items=(replace(second, text="另一种说法"), *rest))
    path = tmp_path / "新版.toml"
    path.write_bytes(as_file(replace(SHORT, edition="2026.2", sections=(section, *SHORT.sections[1:]))))
    return path


@pytest.fixture
def older(tmp_path):
    path = tmp_path / "旧版.toml"
    path.write_bytes(as_file(SHORT))
    return path


def test_two_files_are_compared_in_words_and_as_data(desk, older, newer):
    status, out, _ = desk.run("check", "--against", older, newer)
    assert status == 0
    assert out.splitlines()[0] == "删去 1 项，修改 1 项。"
    told = desk.ask("check", "--against", older, newer)
    assert (told["old"], told["new"]) == ("2026.1", "2026.2")
    assert [one["id"] for one in told["removed"]] == ["FS-A01"]
    (change,) = told["changed"]
    assert (change["id"], change["fields"]["text"]["new"]) == ("FS-A02", "另一种说法")
    assert desk.run("check", "--against", older)[0] == 1
    assert "没有变化" in desk.run("check", "--against", older, older)[1]


def test_every_bundled_list_can_be_told_as_data(desk):
    from checklists.difference import as_data, difference

    for checklist in bundled():
        one, *rest = checklist.sections
        emptied = tuple(
            replace(item, clauses=(), major=(), applies=None, measured=None, how=(), agencies=()) for item in one.items
        )
        found = as_data(difference(checklist, replace(checklist, sections=(replace(one, items=emptied), *rest))))
        assert len(found["changed"]) == len(one.items)


def test_an_edition_is_published_activated_and_pinned_by_the_next_visit(desk, newer):
    listed = {one["code"]: one for one in desk.ask("list", "editions")}
    assert listed["fire_safety"]["in_use"]
    assert listed["fire_safety"]["origin"] == "bundled"
    digest = desk.step("publish_edition", data=str(newer), on="2026-11-20", note="县里改")["edition"]
    assert not next(one for one in desk.ask("list", "editions") if one["id"] == digest)["in_use"]
    desk.step("activate_edition", digest, on="2026-11-20")
    rows = [one for one in desk.ask("list", "editions") if one["code"] == "fire_safety"]
    assert [(one["edition"], one["in_use"]) for one in rows] == [("2026.1", False), ("2026.2", True)]
    assert rows[1]["replaces"] == FIRE.digest
    visit = start(desk)
    (row,) = desk.ask("list", "inspections")
    assert row["editions"] == [digest]
    desk.step("upgrade_inspection", visit, edition=FIRE.digest)
    (row,) = desk.ask("list", "inspections")
    assert (row["editions"], row["former_editions"]) == ([FIRE.digest], [digest])
    assert desk.ask("audit")["ok"]


def start(desk):
    fire = desk.step("record_agency", values={"name": "某县消防救援大队", "code": "fire"})["agency"]
    home = desk.step("record_institution", "", values={"name": "夕阳红养老院"})["institution"]
    fields = {"kind": "daily", "on": "2026-11-20", "agencies": fire, "team": [], "lists": "fire_safety"}
    return desk.step("start_inspection", home, **fields)["inspection"]


def test_an_upgraded_visit_comes_to_another_laptop_with_both_editions_and_none_of_our_decisions(
    desk, newer, tmp_path, capsys
):
    visit = start(desk)
    digest = desk.step("publish_edition", data=str(newer), on="2026-11-20")["edition"]
    desk.step("activate_edition", digest, on="2026-11-20")
    desk.step("upgrade_inspection", visit, edition=digest)
    first, second = tmp_path / "一.json", tmp_path / "二.json"
    assert desk.run("export", "inspection", visit, first)[0] == 0
    other = Desk(tmp_path / "other", capsys)
    assert other.ask("import", "inspection", first)["changed"]
    assert other.run("export", "inspection", visit, second)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    arrived = next(one for one in other.ask("list", "editions") if one["id"] == digest)
    assert (arrived["origin"], arrived["standing"], arrived["in_use"]) == ("used", "", False)


def test_a_finding_of_a_day_cites_only_what_was_in_force_on_it():
    from datetime import date

    from inspections.proposals import propose

    item = next(one for one in FIRE.items if any(clause.document == "GB 35181-2017" for clause in one.clauses))
    cited = {
        day: {clause["document"] for clause in propose(item, on=day).clauses}
        for day in (date(2025, 10, 31), date(2025, 11, 1))
    }
    assert "GB 35181-2017" in cited[date(2025, 10, 31)]
    assert cited[date(2025, 11, 1)] == cited[date(2025, 10, 31)] - {"GB 35181-2017"}
