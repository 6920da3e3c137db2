"""A corrected paper takes the place of the one it corrects; both stay in the list, each naming the other."""

import pytest

from inspections.refusal import MissingError, RefusedError
from inspections.workflow import sealing
from reports.archive import attached_record
from tests.ui.workplace import TODAY
from ui.papers.abilities import why_not
from ui.papers.model import read_shelf
from ui.papers.standing import state_of


def sealed(office, visit):
    """Freeze the record of the visit as it now stands."""
    place = office.workplace
    sealing.seal_paper(office.records, place.files, place.papers, paper="record", subject=visit, on=TODAY, by=office.by)
    return office.records.documents.where(inspection=visit, paper="record", state="sealed")[-1].id


@pytest.fixture
def corrected(office, visit):
    """A record that was frozen, and its correction, frozen too."""
    first = sealed(office, visit)
    begun = sealing.correct_paper(office.records, document=first, reason="到场时间写错", on=TODAY, by=office.by).one(
        "document"
    )
    return first, begun


def test_the_old_paper_stands_until_the_new_one_is_frozen(office, visit, corrected):
    first, second = corrected
    assert not office.records.documents.get(first).is_superseded
    assert sealed(office, visit) == second
    old, new = office.records.documents.get(first), office.records.documents.get(second)
    assert old.is_superseded
    assert old.is_sealed
    assert old.fields.text("superseded_by") == second
    assert old.fields.text("superseded_reason") == "到场时间写错"
    assert new.number != old.number
    told = attached_record(office.workplace.files.document_path(new.file, "pdf").read_bytes()).decode()
    assert old.number in told


def test_both_stand_in_the_list_and_name_each_other(office, visit, corrected):
    first, second = corrected
    sealed(office, visit)
    shelf = read_shelf(office.records, visit)
    rows = {row.document.id: row for row in shelf.rows if row.document}
    old, new = rows[first], rows[second]
    assert old.about == f"被 {new.number} 代替"
    assert new.about == f"代替 {old.number}"
    assert state_of(old)[0] == "被替代"
    assert old.key != new.key
    for action in ("sign", "serve", "stamp", "correct"):
        assert why_not(old, action)


def test_a_correction_begins_once_and_needs_a_reason(office, visit, corrected):
    first, _second = corrected
    with pytest.raises(RefusedError, match="更正已经开始"):
        sealing.correct_paper(office.records, document=first, reason="再改", on=TODAY, by=office.by)
    with pytest.raises(MissingError, match="更正须写明原因"):
        sealing.correct_paper(office.records, document=first, reason=" ", on=TODAY, by=office.by)


def test_a_superseded_paper_is_neither_served_nor_corrected_again(office, visit, corrected):
    first, _second = corrected
    sealed(office, visit)
    with pytest.raises(RefusedError, match="代替"):
        sealing.correct_paper(office.records, document=first, reason="再改", on=TODAY, by=office.by)
    served = {"served_on": TODAY, "served_how": "direct", "served_to": "院长"}
    with pytest.raises(RefusedError, match="不再送达"):
        sealing.serve_paper(office.records, document=first, values=served, by=office.by)


def test_electronic_service_needs_the_confirmed_address(office, visit):
    document = sealed(office, visit)
    served = {"served_on": TODAY, "served_how": "electronic", "served_to": "院长"}
    with pytest.raises(MissingError, match="确认书"):
        sealing.serve_paper(office.records, document=document, values=served, by=office.by)
    confirmed = {**served, "service_confirmation": "2026-11-01", "service_proof": "回执 77"}
    sealing.serve_paper(office.records, document=document, values=confirmed, by=office.by)
    fields = office.records.documents.get(document).fields
    assert (fields.text("served_by"), fields.text("service_proof")) == (office.by, "回执 77")
