"""A visit planned anew on a real store: answers stay, the change is named, papers and window read the same."""

from datetime import date

import pytest

from checklists.loader import bundled_files
from inspections.document import Document
from inspections.inspection import response_id
from inspections.people import LOCAL_USER
from inspections.reading import read_dossier, read_visit
from inspections.refusal import BadValueError, MissingError, RefusedError
from inspections.workflow import institutions, replanning, setting_up, visiting
from reports.papers.checking import count, left_out, shared_lines
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock

ON = date(2026, 11, 20)
FACTS = {"institution_kind": "urban_home", "gas": True, "canteen": True, "beds": 100}


class Desk:
    """A store with one institution and one running visit of two agencies on the two general lists."""

    def __init__(self, directory, **how):
        self.records, self.files = Store.open(directory.records, clock=RisingClock()), DataFiles(directory)
        setting_up.make_installation(self.records, name="测试")
        self.agencies = [
            setting_up.record_agency(
                self.records, values={"name": f"某县{code}", "short_name": code, "code": code}, by=LOCAL_USER
            ).one("agency")
            for code in ("civil_affairs", "fire")
        ]
        self.home = institutions.record_institution(self.records, values={"name": "夕阳红"}, by=LOCAL_USER).one(
            "institution"
        )
        institutions.state_facts(
            self.records, institution=self.home, facts=FACTS, on=ON, source="备案回执", by=LOCAL_USER
        )
        self.visit = visiting.start_inspection(
            self.records, self.files, institution=self.home, kind="daily", on=ON, agencies=self.agencies, team=[],
            checklists=list(bundled_files().values())[:2], by=LOCAL_USER, **how,
        ).one("inspection")  # fmt: skip

    def answer(self, item, agency=0, result="compliant"):
        visiting.respond(
            self.records, self.files, inspection=self.visit, item=item, agency=self.agencies[agency], result=result,
            by=LOCAL_USER,
        )  # fmt: skip

    def replan(self, facts, **changes):
        given = {"on": ON, "source": "现场核对", "by": LOCAL_USER, **changes}
        return replanning.replan_inspection(self.records, self.files, inspection=self.visit, facts=facts, **given)

    def read(self):
        return read_visit(self.records, self.files, self.visit)

    def planned(self, code):
        return next(one for section in self.read().sections for one in section.items if one.item.id == code)

    def report(self):
        return read_dossier(
            self.records, self.files, paper="report", subject_id=self.visit, on=ON, document=Document(id="draft")
        )

    def result(self, item, agency=0):
        return self.records.responses.get(response_id(self.visit, item, self.agencies[agency])).result


@pytest.fixture
def desk(directory):
    made = Desk(directory, joint=True)
    yield made
    made.records.close()


def test_a_fact_found_on_site_keeps_the_answer_of_an_item_that_no_longer_applies(desk):
    desk.answer("FS-H13", result="non_compliant")
    told = replanning.preview_replanning(desk.records, desk.files, inspection=desk.visit, facts={"gas": False})
    assert [one.item.id for one in told.kept] == ["FS-H13"]
    assert desk.planned("FS-H13").is_asked, "a preview records nothing"
    desk.replan({"gas": False})
    assert desk.planned("FS-H13").excluded
    assert desk.result("FS-H13") == "non_compliant"
    fields = desk.records.inspections.get(desk.visit).fields
    assert fields.text("replan_note") == told.words()
    assert fields.object("facts")["gas"] == {"value": False, "on": "2026-11-20", "source": "现场核对"}
    assert fields.object("facts")["beds"]["source"] == "备案回执"
    assert desk.records.institutions.get(desk.home).facts()["gas"] is False


def test_what_was_answered_and_left_is_in_the_dossier_of_the_report(desk):
    desk.answer("FS-H13", result="non_compliant")
    desk.replan({"gas": False})
    lines = {line.item.id: line for section in desk.report().sections for line in section.items}
    assert lines["FS-H13"].excluded
    assert lines["FS-H13"].is_answered


def test_an_answer_comes_back_with_its_fact(desk):
    desk.answer("FS-H13")
    desk.replan({"gas": False})
    desk.replan({"gas": True})
    assert desk.planned("FS-H13").is_asked
    assert desk.read().responses["FS-H13", desk.agencies[0]].result == "compliant"


def test_a_withdrawn_fact_takes_no_item_out(desk):
    desk.replan({"gas": None})
    assert desk.planned("FS-H13").missing
    assert "gas" not in desk.records.inspections.get(desk.visit).facts()


def test_the_same_fact_again_writes_nothing(desk):
    assert not desk.replan({"gas": True}).subjects


@pytest.mark.parametrize(
    ("facts", "changes", "error"),
    [
        ({"gaz": True}, {}, BadValueError),
        ({"beds": "many"}, {}, BadValueError),
        ({"gas": False}, {"source": " "}, MissingError),
    ],
)
def test_what_is_no_fact_is_refused(desk, facts, changes, error):
    with pytest.raises(error):
        desk.replan(facts, **changes)


def test_a_visit_that_is_over_is_never_planned_anew(desk):
    visiting.finish_inspection(desk.records, inspection=desk.visit, on=ON, by=LOCAL_USER)
    with pytest.raises(RefusedError):
        desk.replan({"gas": False})


def test_one_answer_counts_for_both_lists_and_both_agencies(desk):
    desk.answer("FS-H11", agency=1)
    assert desk.planned("SS-B09").merged_into == "FS-H11"
    lines = {line.item.id: line for section in desk.report().sections for line in section.items}
    assert lines["SS-B09"].responses == lines["FS-H11"].responses
    assert lines["SS-B09"].is_answered
    assert [one.id for one in lines["FS-H11"].own] == ["FS-H11", "SS-B09"]
    assert "SS-B09" not in {one.item.id for one in desk.read().items}


def test_an_answer_given_apart_before_the_lists_were_joined_stays_apart(directory):
    desk = Desk(directory)
    desk.answer("FS-H11")
    desk.answer("SS-B09", result="non_compliant")
    visiting.change_inspection(desk.records, inspection=desk.visit, values={"joint": True}, by=LOCAL_USER)
    assert desk.planned("SS-B09").is_asked
    assert desk.planned("FS-H11").is_asked
    desk.records.close()


def test_the_rest_of_a_section_marks_only_what_is_asked(desk):
    desk.answer("FS-H11", agency=1)
    desk.replan({"gas": False})
    visiting.change_inspection(desk.records, inspection=desk.visit, values={"depth": "basic"}, by=LOCAL_USER)
    for section in ("SS-B", "FS-H"):
        visiting.respond_rest(
            desk.records, desk.files, inspection=desk.visit, section=section, agency=desk.agencies[0], by=LOCAL_USER
        )
    planned = {one.item.id: one for section in desk.read().sections for one in section.items}
    marked = {item for item, agency in desk.read().responses if agency == desk.agencies[0]}
    assert marked
    assert [item for item in marked if not planned[item].is_asked] == []


def test_the_depth_changes_back_and_forth_without_losing_an_answer(desk):
    left = "SS-N08"
    desk.answer(left)
    for depth, is_asked in (("basic", False), ("full", True), ("basic", False)):
        visiting.change_inspection(desk.records, inspection=desk.visit, values={"depth": depth}, by=LOCAL_USER)
        assert desk.planned(left).is_asked is is_asked
        assert desk.planned(left).beyond is not is_asked
        assert desk.result(left) == "compliant"


def test_a_depth_that_no_one_knows_is_refused(desk):
    with pytest.raises(BadValueError, match="检查深度"):
        visiting.change_inspection(desk.records, inspection=desk.visit, values={"depth": "deep"}, by=LOCAL_USER)


def test_the_record_prints_each_list_s_own_clauses_and_what_was_left_with_its_result(desk):
    desk.answer("FS-H11", agency=1)
    desk.answer("FS-H13", result="compliant")
    desk.replan({"gas": False})
    dossier = desk.report()
    fire, work = "消防救援，《消防法》第21条、《安全生产法》第30、97(七)条", "应急管理，《安全生产法》第30、97(七)条"
    assert list(shared_lines(dossier)) == [f"FS-H11（{fire}）；SS-B09（{work}）：符合。"]
    told = dict(left_out(dossier))
    (kept,) = [lines for title, lines in told.items() if title.startswith("其中 1 项在机构事实变更前已有结论")]
    assert kept[0].startswith("FS-H13")
    assert kept[0].endswith("：符合。")
    assert count(dossier, "compliant") == 1, "a demand of two lists counts once"
