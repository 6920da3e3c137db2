"""The shared workplace itself: what it furnishes can be worked with."""

from inspections.reading import read_visit


def test_a_visit_of_the_furnished_office_reads_back_whole(office):
    visit_id = office.start_visit(lists=("fire_safety", "service_safety"))
    office.answer(visit_id, "FS-A03")
    finding = office.record_finding(visit_id)
    office.order(finding)
    visit = read_visit(office.records, office.files, visit_id)
    assert [agency.short_name for agency in visit.agencies] == ["民政", "消防"]
    assert not visit.gaps
    assert visit.responses["FS-A03", office.agencies["civil_affairs"]].result == "compliant"
    assert [one.state for one in visit.findings] == ["ordered"]
    assert set(visit.places) == set(office.places.values())


def test_the_threads_of_the_workplace_read_what_was_arranged(office, qtbot):
    visit_id = office.start_visit()
    heard = []
    office.workplace.records.read(lambda records: records.inspections.get(visit_id).state, then=heard.append)
    qtbot.waitUntil(lambda: heard == ["running"])
