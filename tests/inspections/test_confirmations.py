"""What a legal officer confirms counts as verified in the county, and nowhere before."""

from datetime import date

import pytest

from checklists import judgement
from checklists.criteria import criteria
from checklists.judgement import Outcome
from checklists.loader import bundled_files, load
from inspections.document import Document
from inspections.read_from import stamps
from inspections.reading import read_dossier, read_visit
from inspections.refusal import BadValueError, MissingError, NotCompetentError, RefusedError
from inspections.standing import PointKind, Standing, points, read_confirmed
from inspections.workflow import confirming, rectifying
from tests.inspections.confirming import DAY, PDF, SOURCE, County

CIVIL = ("GB 38600-2019", "7.3", "mem-m")
FIRE = ("GB 55037-2022", "8.1.9", "mem-m")
LIBRARY = tuple(load(data, name=name) for name, data in bundled_files().items())
ITEM = next(item for one in LIBRARY for item in one.items if any(t.criterion == "MH-B4" for t in item.major))


@pytest.fixture
def county(tmp_path):
    made = County(tmp_path / "资料")
    yield made
    made.close()


def order(county, finding, agency):
    return rectifying.order_rectification(
        county.records, finding=finding, agency=county.agencies[agency], on=DAY, action="immediate",
        measure="立即改正", by=county.people["inspector"],
    )  # fmt: skip


def clauses_of(county, visit, paper="record", agency="civil_affairs"):
    dossier = read_dossier(
        county.records, county.files, paper=paper, subject_id=visit, agency=county.agencies[agency], on=DAY,
        document=Document(id="draft"),
    )  # fmt: skip
    return dossier, [clause for line in dossier.findings for clause in line.clauses]


def test_an_unverified_clause_orders_nothing_until_a_legal_officer_confirms_it(county):
    finding, visit = county.finding(CIVIL)
    with pytest.raises(NotCompetentError, match="没有责令改正的职权"):
        order(county, finding, "civil_affairs")
    county.confirm("GB 38600-2019|7.3")
    order(county, finding, "civil_affairs")
    kept = county.records.findings.get(finding)
    assert kept.clauses[0]["certainty"] == "mem-m"  # the record keeps what the library says
    dossier, cited = clauses_of(county, visit, paper="immediate")
    assert [one["certainty"] for one in cited] == ["text"]
    assert "某县民政局法制员" in cited[0]["confirmed"]
    assert dossier.confirmations[0].subject in stamps(dossier)


def test_what_one_agency_confirms_counts_there_only_and_what_the_lead_confirms_everywhere(county):
    finding, _visit = county.finding(FIRE, agencies=("civil_affairs", "fire"))
    county.confirm("GB 55037-2022|8.1.9", by="market")
    with pytest.raises(NotCompetentError):
        order(county, finding, "fire")
    county.confirm("GB 55037-2022|8.1.9", by="fire")
    order(county, finding, "fire")
    assert not read_confirmed(county.records).by_key
    county.confirm("GB 38600-2019|7.3")
    for code in ("civil_affairs", "fire", "market"):
        assert "GB 38600-2019|7.3" in read_confirmed(county.records, agency=county.agencies[code]).by_key


def test_another_county_is_not_bound(county):
    elsewhere = county.agency("fire", "邻县消防救援大队", region="邻县")
    county.confirm("GB 38600-2019|7.3")
    assert not read_confirmed(county.records, agency=elsewhere).by_key


def test_a_corrected_clause_is_cited_with_the_corrected_words_on_papers_made_after(county):
    _finding, visit = county.finding(CIVIL)
    before = clauses_of(county, visit)[1]
    county.correct("GB 38600-2019|7.3", corrected_article="7.4", corrected_text="应定期维护设施")
    after = clauses_of(county, visit)[1]
    assert (before[0]["article"], before[0]["certainty"]) == ("7.3", "mem-m")
    assert (after[0]["article"], after[0]["wording"], after[0]["certainty"]) == ("7.4", "应定期维护设施", "text")


def test_it_speaks_only_of_findings_made_while_the_text_is_in_force(county):
    _finding, visit = county.finding(CIVIL)
    county.confirm("GB 38600-2019|7.3", in_force_from=date(2026, 12, 1))
    assert clauses_of(county, visit)[1][0]["certainty"] == "mem-m"


def test_a_withdrawn_confirmation_counts_no_more(county):
    given = county.confirm("GB 38600-2019|7.3")
    with pytest.raises(MissingError, match="理由"):
        take_back(county, given, reason=" ")
    take_back(county, given, reason="已修订")
    assert not read_confirmed(county.records).by_key
    with pytest.raises(RefusedError, match="已经撤回"):
        take_back(county, given, reason="再撤")
    county.confirm("GB 38600-2019|7.3")
    assert read_confirmed(county.records).by_key


def take_back(county, given, *, reason):
    confirming.withdraw_confirmation(
        county.records, confirmation=given.id, reason=reason, on=DAY, by=county.people["civil_affairs"]
    )


def test_an_unverified_criterion_only_prompts_and_proposes_once_corrected(county):
    def outcome():
        known = read_confirmed(county.records).all_criteria(on=DAY)
        met = {known["MH-B4"].key(one): True for one in known["MH-B4"].circumstances}
        return judgement.propose(ITEM, on=DAY, known=known, circumstances=met, attachments=known["MH-B4"].attachments)

    assert outcome().outcome is Outcome.CHECK_SOURCE
    with pytest.raises(BadValueError, match="没有条号"):
        county.confirm("MH-B4")
    county.correct("MH-B4", corrected_article="第五条（四）")
    proposed = outcome()
    assert proposed.outcome is Outcome.CONFIRM
    assert "判定标准第五条（四）" in proposed.hints[0].text


def test_the_window_reads_the_overlay_with_the_visit(county):
    _finding, visit = county.finding(CIVIL)
    county.confirm("GB 38600-2019|7.3")
    assert "GB 38600-2019|7.3" in read_visit(county.records, county.files, visit).confirmed.by_key


@pytest.mark.parametrize("who", ["inspector", "local"])
def test_nobody_but_a_legal_officer_confirms(county, who):
    county.people["local"] = county.local
    with pytest.raises(NotCompetentError, match="法制审核人员"):
        county.confirm("GB 38600-2019|7.3", by=who)
    assert county.records.confirmations.count() == 0


def test_only_the_lead_speaks_for_another_agency(county):
    with pytest.raises(NotCompetentError, match="不能代"):
        county.confirm("GB 55037-2022|8.1.9", by="market", agency=county.agencies["fire"])
    given = county.confirm("GB 55037-2022|8.1.9", agency=county.agencies["fire"])
    assert given.agency == county.agencies["fire"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"official_text": " "}, "官方原文"),
        ({"source": ""}, "出处"),
        ({"on": date(2026, 11, 21)}, "晚于今天"),
        ({"in_force_from": date(2026, 2, 1), "in_force_to": date(2026, 1, 1)}, "早于施行日期"),
        ({"attachments": [b"MZ program"]}, "不是 PDF、JPG 或 PNG"),
        ({"attachments": [PDF] * 11}, "超过 10 个"),
    ],
)
def test_what_cannot_be_looked_up_later_is_refused(county, wrong, told):
    with pytest.raises(RefusedError, match=told):
        county.confirm("GB 38600-2019|7.3", **wrong)


@pytest.mark.parametrize("target", ["MH-Z9", "不存在的文件|3", ""])
def test_what_the_library_does_not_know_is_refused(county, target):
    with pytest.raises(BadValueError):
        county.confirm(target)


def test_a_correction_says_what_is_right(county):
    with pytest.raises(MissingError, match="正确的条号"):
        county.correct("GB 38600-2019|7.3")


def test_the_official_file_is_kept_and_named_by_the_record(county):
    given = county.confirm("GB 38600-2019|7.3", official_text="", attachments=[PDF])
    (digest,) = given.file_digests
    path = county.files.document_path(digest, "pdf")
    assert path.read_bytes() == PDF
    assert county.files.audit_files([], [], [], [given]) == []
    path.chmod(0o644)
    path.write_bytes(b"%PDF-other")
    assert "GB 38600-2019|7.3" in county.files.audit_files([], [], [], [given])[0]


def test_the_list_names_what_is_open_with_the_items_that_rest_on_it(county):
    agencies = county.records.agencies.where()
    before = {one.id: one for one in points(LIBRARY, read_confirmed(county.records), agencies, on=DAY)}
    open_clause = before["clause:GB 38600-2019|7.3"]
    assert {"SS-B06", "SS-B07", "SS-B15"} <= set(open_clause.items)
    assert open_clause.standing is Standing.OPEN
    county.correct("GB 38600-2019|7.3", corrected_article="7.4", source=SOURCE)
    after = {one.id: one for one in points(LIBRARY, read_confirmed(county.records), agencies, on=DAY)}
    assert set(after) == set(before)
    assert after["clause:GB 38600-2019|7.3"].standing is Standing.CORRECTED
    remedies = [one for one in after.values() if one.kind is PointKind.REMEDY]
    assert {one.standing for one in remedies} == {Standing.OPEN}
    assert len(remedies) == 3


def test_every_doubtful_clause_and_criterion_of_the_library_stands_in_the_list(county):
    listed = {one.key for one in points(LIBRARY, read_confirmed(county.records), (), on=DAY)}
    doubtful = {
        f"{c.document}|{c.article}" for one in LIBRARY for i in one.items for c in i.clauses if not c.is_verified
    }
    silent = {code for code, one in criteria().items() if not one.certainty.is_verified}
    assert listed == doubtful | silent
