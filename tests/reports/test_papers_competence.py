"""Agency x clause x measure: an order cites only what its agency may enforce, 民政 never the fire articles."""

import json

import pytest

from checklists.clauses import documents, is_enforceable
from checklists.model import Agency
from inspections.proposals import clause_text
from reports.archive import attached_record
from reports.office import PaperOffice
from reports.papers.phrases import formal_clauses
from tests.reports import builders as b

CATALOGUE = [
    {"document": "消防法", "article": "28", "certainty": "text"},
    {"document": "消防法", "article": "16", "certainty": "text"},
    {"document": "37号", "article": "一(二)", "certainty": "page"},
    {"document": "GB 38600-2019", "article": "第6章", "certainty": "page"},
    {"document": "66号令", "article": "28", "certainty": "repo"},
    {"document": "老年人权益保障法", "article": "45", "certainty": "text"},
    {"document": "61号令", "article": "25", "certainty": "page"},
]
FIRE_WORDS = ("消防法", "消防安全管理", "37号", "61号令", "监督检查规定", "临时查封")
ENFORCERS = [
    code for code in Agency if any(is_enforceable(b.as_clause(clause), code) for clause in CATALOGUE)
]  # fmt: skip


def order(code, action, handed=None):
    """An order of one kind of agency; `handed` are the clauses a careless caller puts into the dossier."""
    organ = b.agency("civil", code=code.value, name=f"某区{code.value}局")
    until = b.date(2026, 10, 27) if action == "order" else None

    def ordered(one):
        return one.order(
            agency="civil", agency_code=code.value, on=b.VISIT, action=action, deadline=until, measure="清空走道"
        )

    found = b.finding(1, clauses=CATALOGUE, steps=[ordered])
    line = b.line(found, paper=action, organ=organ)
    if handed is not None:
        line = b.replace(line, clauses=tuple(handed))
    return b.dossier(action, findings=[line], agency=organ, agencies=(organ,))


@pytest.mark.parametrize("action", ["order", "immediate"])
@pytest.mark.parametrize("code", ENFORCERS)
def test_an_order_cites_exactly_the_clauses_its_agency_may_enforce(code, action, extracted):
    made = order(code, action, handed=CATALOGUE)
    pdf = PaperOffice().render(made, {}).pdf
    told = "".join(extracted(pdf, "-raw").split())
    facts = told[: told.index("现责令你单位")].rpartition("根据")[0]
    allowed = [clause for clause in CATALOGUE if is_enforceable(b.as_clause(clause), code)]
    assert allowed
    for clause in CATALOGUE:
        cited = formal_clauses([clause]).replace(" ", "")
        assert (cited in facts) == (clause in allowed), clause_text(clause)
    assert json.loads(attached_record(pdf))["findings"][0]["clauses"] == allowed


@pytest.mark.parametrize("kind", ["order", "immediate", "result"])
def test_civil_affairs_never_speaks_under_the_fire_articles(kind, extracted):
    action = "immediate" if kind == "immediate" else "order"
    found = b.finding(1, clauses=CATALOGUE, steps=[b.ordered("civil", action)])
    line = b.replace(b.line(found, paper=kind), clauses=tuple(CATALOGUE))
    pdf = PaperOffice().render(b.dossier(kind, findings=[line], agencies=(b.agency("civil"),)), {}).pdf
    told = "".join(extracted(pdf, "-raw").split())
    for word in FIRE_WORDS:
        assert word not in told
        assert documents().get(word) is None or documents()[word].title not in told
    assert "老年人权益保障法" in told


def test_fire_speaks_under_its_own_law(extracted):
    told = "".join(extracted(PaperOffice().render(order(Agency.FIRE, "order"), {}).pdf, "-raw").split())
    assert "根据《中华人民共和国消防法》的规定和《消防监督检查规定》第二十条" in told
    assert "养老机构管理办法" not in told
    assert "三个工作日内进行复查" in told


def test_the_record_names_all_clauses_whoever_may_enforce_them(extracted):
    made = b.dossier("record", findings=[b.line(b.finding(1, clauses=CATALOGUE))])
    told = "".join(extracted(PaperOffice().render(made, {}).pdf, "-raw").split())
    for clause in CATALOGUE:
        assert clause_text(clause).replace(" ", "") in told
