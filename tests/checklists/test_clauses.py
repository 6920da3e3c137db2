"""Agency by document by power: who may order, who may only penalise, who only records and refers."""

from datetime import date

import pytest

from checklists import clauses
from checklists.clauses import (
    Kind,
    Power,
    articles,
    document_on,
    documents,
    enforceable,
    is_enforceable,
    load_documents,
    may_be_cited,
    powers,
)
from checklists.criteria import criteria
from checklists.loader import bundled
from checklists.model import Agency, Certainty, Clause
from checklists.problems import ChecklistError

FIRE = bundled()[0]
FIRE_DOCUMENTS = (
    "消防法", "监督检查规定", "61号令", "37号", "十项规定", "GB 55037-2022", "GB 50016", "GB/T 40248-2021",
    "GB 35181-2017", "GB 35181-2025", "GB 50222", "GB 50974", "GB 50084", "GB 50140", "GB 50444", "GB 20517",
    "GB 25201", "GB 25506",
)  # fmt: skip
ORDERS = {
    ("消防法", "28"): {Agency.FIRE},
    ("消防法", "60(三)"): {Agency.FIRE},
    ("消防法", "10、13、58"): {Agency.FIRE, Agency.HOUSING},
    ("消防法", "11–13、58"): {Agency.FIRE, Agency.HOUSING},
    ("消防法", "13、16"): {Agency.FIRE},
    ("消防法", ""): {Agency.FIRE},
    ("37号", "一(一)"): {Agency.FIRE},
    ("GB 50016", "5.5.8"): {Agency.FIRE},
    ("GB 35181-2017", "7.2.1"): {Agency.FIRE},
    ("14号", "三"): set(),
    ("须知", "第6条"): set(),
    ("地方方案", ""): set(),
    ("66号令", "28"): {Agency.CIVIL_AFFAIRS},
    ("GB 38600-2019", "6.1"): {Agency.CIVIL_AFFAIRS},
    ("老年人权益保障法", "48"): {Agency.CIVIL_AFFAIRS},
    ("老年人权益保障法", "49"): set(),
    ("判定标准", "第四条(三)"): {Agency.CIVIL_AFFAIRS},
    ("检查办法", "5"): {Agency.CIVIL_AFFAIRS},
    ("安全生产法", "43、101(三)"): {Agency.EMERGENCY},
    ("事故条例", "9"): {Agency.EMERGENCY},
    ("城镇燃气管理条例", "27、28"): {Agency.GAS, Agency.HOUSING},
    ("食品安全法", "55"): {Agency.MARKET},
    ("集中用餐", ""): {Agency.MARKET},
    ("GB 31654-2021", ""): {Agency.MARKET},
    ("特种设备安全法", "32"): {Agency.MARKET},
    ("TSG T5002", ""): {Agency.MARKET},
    ("药品管理法", "98"): {Agency.MARKET},
    ("医疗机构管理条例", "24"): {Agency.HEALTH},
    ("护士条例", "21"): {Agency.HEALTH},
    ("传染病防治法", ""): {Agency.HEALTH},
    ("医疗废物管理条例", "17"): {Agency.HEALTH, Agency.ECOLOGY},
    ("个人信息保护法", "26"): {Agency.CYBERSPACE},
    ("建筑法", "49"): {Agency.HOUSING},
    ("JGJ 450-2018", "5.1.2"): {Agency.HOUSING},
    ("GB 55019", ""): {Agency.HOUSING},
    ("无障碍环境建设法", ""): {Agency.HOUSING},
    ("劳动合同法", "10"): {Agency.LABOR},
    ("刑法", "260之一"): set(),
}
PENALISE = {
    ("消防法", "21、63"): {Agency.PUBLIC_SECURITY},
    ("消防法", "44、64、68"): {Agency.PUBLIC_SECURITY},
    ("刑法", "260之一"): {Agency.PUBLIC_SECURITY},
}


def clause(document, article="", certainty=Certainty.TEXT):
    return Clause(document=document, article=article, certainty=certainty)


@pytest.mark.parametrize("agency", Agency)
@pytest.mark.parametrize(("place", "may_order"), ORDERS.items(), ids=[" ".join(place) for place in ORDERS])
def test_an_agency_orders_only_under_its_own_documents(place, may_order, agency):
    assert (powers(clause(*place), agency) is Power.ORDER) is (agency in may_order)


@pytest.mark.parametrize("agency", Agency)
@pytest.mark.parametrize(("place", "may_penalise"), PENALISE.items(), ids=[" ".join(place) for place in PENALISE])
def test_penalising_is_not_ordering(place, may_penalise, agency):
    assert (powers(clause(*place), agency) is Power.PENALISE) is (agency in may_penalise)


@pytest.mark.parametrize("document", FIRE_DOCUMENTS)
@pytest.mark.parametrize("article", ["", "10", "28", "58", "60(三)", "70", "5.5.8", "一(一)"])
def test_civil_affairs_never_orders_under_the_fire_articles(document, article):
    assert powers(clause(document, article), Agency.CIVIL_AFFAIRS) is Power.RECORD
    assert powers(clause(document, article), Agency.FIRE) is Power.ORDER


@pytest.mark.parametrize("item", FIRE.items, ids=lambda item: item.id)
def test_civil_affairs_orders_a_fire_item_only_under_its_own_documents(item):
    own = {"66号令", "GB 38600-2019", "判定标准"}
    assert {found.document for found in enforceable(item, Agency.CIVIL_AFFAIRS)} <= own


@pytest.mark.parametrize("document", documents().values(), ids=documents())
def test_what_is_only_reference_policy_or_local_binds_nobody(document):
    if document.kind in {Kind.REFERENCE, Kind.LOCAL}:
        assert not document.competences
        assert all(powers(clause(document.code), agency) is Power.RECORD for agency in Agency)


def test_every_law_and_regulation_says_who_is_competent_or_is_civil_law():
    silent = {d.code for d in documents().values() if d.kind in {Kind.LAW, Kind.REGULATION} and not d.competences}
    assert silent == {"民法典"}


@pytest.mark.parametrize("certainty", Certainty)
def test_a_clause_recalled_without_confidence_is_never_enforced(certainty):
    good = certainty not in {Certainty.MEM_M, Certainty.MEM_L, Certainty.OURS}
    assert is_enforceable(clause("消防法", "28", certainty), Agency.FIRE) is good


def test_an_expired_document_is_not_enforced_after_its_last_day():
    expired = clause("GB 35181-2017", "7.2.1", Certainty.PAGE)
    assert is_enforceable(expired, Agency.FIRE, on=date(2025, 10, 31))
    assert not is_enforceable(expired, Agency.FIRE, on=date(2025, 11, 1))


def test_the_enforceable_clauses_of_an_item_keep_their_order_and_show_what_is_unverified():
    found = enforceable(FIRE.item("FS-C14"), Agency.FIRE)
    assert [(one.document, one.is_verified) for one in found] == [("GB 50016", False), ("消防法", True)]
    assert enforceable(FIRE.item("FS-H03"), Agency.FIRE) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("10、13、58", {10, 13, 58}),
        ("11–13、58", {11, 12, 13, 58}),
        ("10-13", {10, 11, 12, 13}),
        ("28、60(三)", {28, 60}),
        ("一(一)", set()),
        ("", set()),
        ("1–99999999", set(range(1, 10000))),
    ],
)
def test_article_numbers_are_read_as_written(text, numbers):
    assert articles(text) == numbers


def test_the_standard_of_2017_ends_where_that_of_2025_begins():
    assert not documents()["GB 35181-2017"].is_in_force(date(2025, 11, 1))
    assert documents()["GB 35181-2025"].is_in_force(date(2025, 11, 1))
    assert not documents()["GB 35181-2025"].is_in_force(date(2025, 10, 31))


def test_every_criterion_stands_in_a_document_of_the_catalogue():
    assert {criterion.document for criterion in criteria().values()} <= set(documents())


@pytest.mark.parametrize("data", [b"", b"[[document]]\ncode = 3", b"document = 1", b"\xff", b"[[document]]\n" * 2])
def test_a_broken_catalogue_is_refused_with_its_problems(data):
    with pytest.raises(ChecklistError) as caught:
        load_documents(data, name="documents.toml")
    assert caught.value.problems


AMENDED = """
[[document]]
code = "消防法"
title = "A"
number = ""
issuer = ""
kind = "law"
edition = "one"
in_force_from = "2021-04-29"
in_force_to = "2027-06-30"
certainty = "text"
note = ""
competence = [{ order = ["fire"] }]

[[document]]
code = "消防法"
title = "B"
number = ""
issuer = ""
kind = "law"
edition = "two"
in_force_from = "2027-07-01"
in_force_to = ""
certainty = "text"
note = ""
competence = [{ order = ["emergency"] }]
""".encode()


@pytest.fixture
def amended(monkeypatch):
    """The law on fire protection amended from 2027-07-01: another title, another agency."""
    catalogue = load_documents(AMENDED, name="documents.toml")
    monkeypatch.setattr(clauses, "all_editions", lambda: catalogue)
    return catalogue


def test_an_amended_law_keeps_its_short_name_and_each_day_has_its_text(amended):
    before, after = date(2027, 6, 30), date(2027, 7, 1)
    assert [one.edition for one in amended["消防法"]] == ["one", "two"]
    assert (document_on("消防法", before).title, document_on("消防法", after).title) == ("A", "B")
    assert document_on("消防法", date(2020, 1, 1)) is None


def test_an_agency_orders_under_the_text_of_the_day(amended):
    cited = clause("消防法", "28")
    able = {
        day: {one for one in Agency if is_enforceable(cited, one, on=day)}
        for day in (date(2027, 6, 30), date(2027, 7, 1))
    }
    assert list(able.values()) == [{Agency.FIRE}, {Agency.EMERGENCY}]


def test_two_texts_in_force_on_one_day_are_refused():
    with pytest.raises(ChecklistError):
        load_documents(AMENDED.replace(b"2027-06-30", b"2027-07-01"), name="documents.toml")


def test_a_clause_may_be_cited_only_while_its_document_is_in_force():
    old, new = clause("GB 35181-2017", "7.2.1"), clause("GB 35181-2025", "5")
    last, first = date(2025, 10, 31), date(2025, 11, 1)
    assert (may_be_cited(old, last), may_be_cited(old, first)) == (True, False)
    assert (may_be_cited(new, last), may_be_cited(new, first)) == (False, True)
    assert may_be_cited(clause("手工填写的文件"), first)
