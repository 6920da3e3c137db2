"""What each paper about one finding cannot do without: every need taken away in turn is named, nothing else is."""

from dataclasses import replace

import pytest

from inspections.document import PAPERS, may_issue
from inspections.needs import NEEDS, paper_gaps
from reports.office import PaperOffice
from tests.reports import builders as b
from tests.reports import single

REMEDIES = {"review_days": 60, "suit_months": 6, "remedy_confirmed_by": "法制科 陈明"}


def complete(paper):
    """A dossier of a paper that nothing stands in the way of."""
    made = b.full_dossier(paper)
    organ = b.agency("civil" if made.agency.code == "civil_affairs" else "fire", **REMEDIES)
    return replace(made, agency=organ, agencies=(b.agency("civil"), organ))


def without(made, names):
    """The dossier with the fields of its finding set to nothing."""
    line = made.findings[0]
    record = b.after(line.finding, replace(line.finding.fact("mark_set", {}), kind="state_imported/1"))
    held = {name: held for name, held in record.fields.held.items() if name not in names}
    bare = replace(record, fields=type(record.fields)(held))
    return replace(made, findings=(replace(line, finding=bare), *made.findings[1:]))


FIELDS = {
    "extension": {
        "extension_from": "原期限", "extension_asked_on": "申请日期", "extension_until": "拟延至",
        "extension_reason": "申请原因", "extension_measures": "已采取的临时措施", "extension_decided_on": "审批决定",
        "extension_decided_by": "审批人",
    },
    "case_transfer": {
        "referral_kind": "案件移送", "referred_on": "移送日期", "referred_to": "接收机关", "referral_reason": "移送理由",
    },
    "handover": {
        "referral_kind": "隐患移交（抄告）", "referred_on": "移送日期", "referred_to": "接收机关",
        "referral_reason": "移送理由",
    },
    "fire_notice": {
        "regime": "重大火灾隐患的认定", "criterion": "判定依据", "determining_organ": "认定机关",
        "determined_on": "认定日期", "measure": "整改要求", "deadline": "整改期限",
    },
    "supervision": {"grade": "重大隐患的认定"},
    "supervision_lifted": {"reinspected_on": "复查日期"},
}  # fmt: skip
INSIDE = {
    "supervision": (
        "mark.supervised",
        {
            "organ": "督办机关", "on": "挂牌日期", "until": "督办期限", "demands": "督办要求",
            "responsible_unit": "整改责任单位", "plan_due": "治理方案报送期限",
        },
    ),
    "supervision_lifted": (
        "lifting", {"organ": "解除决定机关", "on": "解除日期", "basis": "解除依据", "listed": "原挂牌督办"},
    ),
}  # fmt: skip
ARRIVAL = {
    "arrived_at": "到场时间", "basis": "检查依据", "companion_name": "现场负责人（陪同人）",
    "certificates_shown": "出示执法证件", "rights_told": "权利告知",
}  # fmt: skip
MATRIX = [(paper, name, title) for paper, named in FIELDS.items() for name, title in named.items()]
NESTED = [(paper, outer, name, title) for paper, (outer, named) in INSIDE.items() for name, title in named.items()]


@pytest.mark.parametrize("paper", sorted(NEEDS))
def test_a_paper_that_says_everything_has_no_gap(paper):
    assert paper_gaps(complete(paper)) == []


@pytest.mark.parametrize(("paper", "name", "title"), MATRIX)
def test_a_field_that_is_missing_is_named_with_its_finding(paper, name, title):
    assert paper_gaps(without(complete(paper), {name})) == [f"台账中问题 QY-2026-0001 缺少“{title}”"]


@pytest.mark.parametrize(("paper", "outer", "name", "title"), NESTED)
def test_a_value_missing_inside_a_listing_is_named(paper, outer, name, title):
    made = complete(paper)
    line = made.findings[0]
    told = {key: value for key, value in line.finding.fields.object(outer).items() if key != name}
    kind = "mark_set" if outer.startswith("mark") else "listing_lifted"
    bare = b.after(line.finding, line.finding.fact(kind, {outer: told}))
    made = replace(made, findings=(replace(line, finding=bare),))
    assert paper_gaps(made) == [f"台账中问题 QY-2026-0001 缺少“{title}”"]


@pytest.mark.parametrize("name", sorted(ARRIVAL))
def test_a_fire_record_names_what_the_arrival_card_lacks(name):
    made = complete("fire_record")
    assert paper_gaps(replace(made, inspection=b.inspection(**{name: None}))) == [f"到场卡缺少“{ARRIVAL[name]}”"]


def test_the_matrix_asks_for_every_need():
    asked = {(paper, title) for paper, _name, title in MATRIX}
    asked |= {(paper, title) for paper, _outer, _name, title in NESTED}
    asked |= {("fire_record", title) for title in ARRIVAL.values()}
    elsewhere = {("case_transfer", "涉及条款"), ("handover", "涉及条款"), ("case_transfer", "证据材料")}
    assert {(paper, need.title) for paper, needs in NEEDS.items() for need in needs} == asked | elsewhere


@pytest.mark.parametrize("paper", ["case_transfer", "handover"])
def test_a_letter_needs_the_clauses_that_are_concerned(paper):
    made = complete(paper)
    bare = replace(made, findings=(replace(made.findings[0], clauses=()),))
    assert paper_gaps(bare) == ["台账中问题 QY-2026-0001 缺少“涉及条款”"]


def test_a_case_is_not_transferred_without_any_evidence():
    made = complete("case_transfer")
    line = made.findings[0]
    bare = replace(line, photos=(), finding=replace(line.finding, sets={}))
    assert paper_gaps(replace(made, findings=(bare,), related=())) == ["台账中问题 QY-2026-0001 缺少“证据材料”"]


@pytest.mark.parametrize("paper", ["fire_record", "fire_notice"])
def test_only_the_fire_brigade_issues_its_own_papers(paper):
    made = complete(paper)
    civil = b.agency("civil", **REMEDIES)
    assert f"区民政局不能出具{PAPERS[paper].title}" in paper_gaps(replace(made, agency=civil))
    assert [code for code in ("civil_affairs", "fire", "market") if may_issue(paper, code)] == ["fire"]


@pytest.mark.parametrize("paper", single.STEPS)
def test_a_draft_is_laid_out_before_anything_was_said(paper):
    bare = single.dossier(paper, steps=[], draft=True)
    assert paper_gaps(bare)
    assert PaperOffice().render(bare, b.pictures(bare)).pages >= 1
