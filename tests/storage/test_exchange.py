import itertools
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspections.entry import canonical
from inspections.people import LOCAL_USER
from inspections.records import UnavailableError
from inspections.refusal import BadValueError, ConflictingError, MissingError
from storage.datadir import DataDir
from storage.exchange import export_inspection, files_folder, import_inspection
from storage.exchange_form import problems
from storage.files import DataFiles
from storage.store import Store
from tests.storage.visits import visit

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def laptop(tmp_path):
    """Make laptops: each with records and files of its own."""
    opened = []

    def make(name, start=START):
        directory = DataDir(tmp_path / name)
        directory.create()
        ticks = itertools.count(1)
        records = Store.open(directory.records, clock=lambda: start + timedelta(seconds=next(ticks)))
        opened.append(records)
        return SimpleNamespace(records=records, files=DataFiles(directory), root=directory.root)

    yield make
    for records in opened:
        records.close()


def exported(laptop, visit_id, out):
    export_inspection(laptop.records, laptop.files, visit_id, out)
    beside = {path.name: path.read_bytes() for path in files_folder(out).iterdir()}
    return out.read_bytes(), beside


def length(laptop):
    return sum(head.number for head in laptop.records.heads())


def test_an_export_of_an_import_is_byte_identical(laptop, tmp_path):
    one, two = laptop("一"), laptop("二", START + timedelta(days=400))
    ids = visit(one)
    first = exported(one, ids.visit, tmp_path / "甲 '1'.json")
    changes = import_inspection(two.records, two.files, tmp_path / "甲 '1'.json", by=LOCAL_USER)
    assert changes.one("inspection") == ids.visit
    assert exported(two, ids.visit, tmp_path / "乙.json") == first
    three = laptop("三")
    import_inspection(three.records, three.files, tmp_path / "乙.json", by=LOCAL_USER)
    assert exported(three, ids.visit, tmp_path / "丙.json") == first


def test_the_document_is_canonical_fits_its_schema_and_tells_nothing_of_the_journal(laptop, tmp_path):
    one = laptop("一")
    ids = visit(one)
    written, beside = exported(one, ids.visit, tmp_path / "a.json")
    document = json.loads(written)
    assert canonical(document) == written
    assert problems(document) == []
    text = written.decode()
    for hidden in (
        one.records.origin,
        str(tmp_path),
        '"heads"',
        '"clock"',
        '"over"',
        "无关的楼",
        *(head.hash for head in one.records.heads()),
    ):
        assert hidden not in text
    assert {place["fields"]["name"] for place in document["places"]} == {"1号楼", "101"}
    ordered = next(told for told in document["findings"] if told["id"] == ids.findings[0])
    assert [line["title"] for line in ordered["history"]] == ["登记问题", "责令改正"]
    assert document["inspection"]["fields"]["facts"]["beds"]["value"] == 120
    assert len(beside) == len(document["files"]) == 6
    assert all(
        document[name] == sorted(document[name], key=lambda one: one["id"]) for name in ("findings", "photos", "places")
    )


def test_the_same_document_again_changes_nothing_here_and_where_it_came_from(laptop, tmp_path):
    one, two = laptop("一"), laptop("二")
    ids = visit(one)
    exported(one, ids.visit, tmp_path / "a.json")
    import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
    for machine in (one, two):
        before = length(machine)
        assert (
            import_inspection(machine.records, machine.files, tmp_path / "a.json", by=LOCAL_USER).subjects
            == frozenset()
        )
        assert length(machine) == before


def test_other_content_under_a_known_id_is_refused_by_name_and_nothing_is_written(laptop, tmp_path):
    one, two = laptop("一"), laptop("二")
    ids = visit(one)
    exported(one, ids.visit, tmp_path / "a.json")
    with two.records.change(by=LOCAL_USER) as change:
        change.append(two.records.institutions.new(ids.home).record_as({"name": "别的名字"}))
    before = length(two)
    with pytest.raises(ConflictingError, match="机构“安康养老院”"):
        import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
    assert length(two) == before
    assert not [path for path in two.root.joinpath("photos").rglob("*") if path.is_file()]


def test_an_imported_inspection_that_went_on_exports_both_histories(laptop, tmp_path):
    one, two = laptop("一"), laptop("二")
    ids = visit(one)
    exported(one, ids.visit, tmp_path / "a.json")
    import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
    with two.records.change(by=LOCAL_USER) as change:
        change.append(two.records.inspections.get(ids.visit).finish({"finished_on": date(2026, 3, 1)}))
    document = json.loads(exported(two, ids.visit, tmp_path / "b.json")[0])
    assert [line["title"] for line in document["inspection"]["history"]] == ["开始检查", "结束检查"]
    assert document["inspection"]["state"] == "finished"
    with pytest.raises(ConflictingError):
        import_inspection(one.records, one.files, tmp_path / "b.json", by=LOCAL_USER)


def test_a_reinspection_brings_the_findings_it_looked_at(laptop, tmp_path):
    one, two = laptop("一"), laptop("二")
    ids = visit(one)
    with one.records.change(by=LOCAL_USER) as change:
        again = change.new_id()
        values = {"institution": ids.home, "on": date(2026, 3, 21), "kind": "daily", "agencies": [ids.agency]}
        change.append(one.records.inspections.new(again).start({**values, "reinspects": ids.findings[:1]}))
    first = exported(one, again, tmp_path / "a.json")
    document = json.loads(first[0])
    assert [told["id"] for told in document["findings"]] == ids.findings[:1]
    assert len(document["photos"]) == 3
    import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
    assert exported(two, again, tmp_path / "b.json") == first


def test_a_missing_or_altered_file_is_refused_by_name_before_anything_is_written(laptop, tmp_path):
    one, two = laptop("一"), laptop("二")
    ids = visit(one)
    exported(one, ids.visit, tmp_path / "a.json")
    for path in sorted(files_folder(tmp_path / "a.json").iterdir()):
        data = path.read_bytes()
        path.unlink()
        with pytest.raises(MissingError, match=path.name):
            import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
        path.write_bytes(data + b"x")
        with pytest.raises(BadValueError, match=path.name):
            import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
        path.write_bytes(data)
    assert length(two) == 0
    assert not [
        path for folder in ("photos", "documents", "checklists") for path in two.root.joinpath(folder).rglob("*.*")
    ]


def test_an_export_without_an_original_is_refused(laptop, tmp_path):
    one = laptop("一")
    ids = visit(one)
    one.files.photo_path(ids.pictures[0].sha256, "jpg").unlink()
    with pytest.raises(UnavailableError, match="缺失"):
        export_inspection(one.records, one.files, ids.visit, tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["findings"].append(document["findings"][0]),
        lambda document: document["inspection"]["fields"].update(institution="01890000-0000-7000-8000-000000000000"),
        lambda document: document["responses"][0]["fields"].update(inspection=document["institution"]["id"]),
        lambda document: document["editions"][0].update(file=document["editions"][0]["file"] + "#"),
        lambda document: document["editions"].clear(),
        lambda document: document["people"].clear(),
        lambda document: document["files"].remove(next(one for one in document["files"] if one["kind"] == "photo")),
        lambda document: document["files"].remove(
            next(one for one in document["files"] if one["sha256"] == document["documents"][0]["fields"]["file"])
        ),
        lambda document: document["photos"][0]["fields"].update(sha256="0" * 64),
        lambda document: document["files"][0].update(sha256="0" * 64),
        lambda document: document.update(version=2),
        lambda document: document.update(origin="x"),
    ],
)
def test_a_document_that_does_not_hang_together_is_refused(laptop, tmp_path, change):
    one, two = laptop("一"), laptop("二")
    exported(one, visit(one).visit, tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_bytes())
    change(document)
    (tmp_path / "a.json").write_bytes(canonical(document))
    with pytest.raises(BadValueError):
        import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)
    assert length(two) == 0


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"a":1,"a":2}', b'{"a":1.5}', b'{"a":NaN}', b"[" * 100_000, "\ud800".encode("utf-8", "surrogatepass"), b'"\\ud800"'])  # fmt: skip
def test_what_is_no_document_is_refused(laptop, tmp_path, data):
    machine = laptop("一")
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(BadValueError, match=r"a\.json"):
        import_inspection(machine.records, machine.files, tmp_path / "a.json", by=LOCAL_USER)


def test_a_document_is_taken_only_whole(laptop, tmp_path, monkeypatch):
    one, two = laptop("一"), laptop("二")
    exported(one, visit(one).visit, tmp_path / "a.json")
    monkeypatch.setattr("storage.exchange_checks.MAX_JSON", 100)
    with pytest.raises(BadValueError, match="超过"):
        import_inspection(two.records, two.files, tmp_path / "a.json", by=LOCAL_USER)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(TEXT, min_size=1, max_size=4),
    results=st.lists(st.sampled_from(["compliant", "non_compliant", "not_applicable", "not_checked"]), max_size=8),
    note=TEXT,
)
def test_any_inspection_comes_out_as_it_went_in(tmp_path_factory, texts, results, note):
    root = tmp_path_factory.mktemp("any")
    machines = []
    for name in ("一", "二"):
        directory = DataDir(root / name)
        directory.create()
        ticks = itertools.count(1)
        records = Store.open(directory.records, clock=lambda ticks=ticks: START + timedelta(seconds=next(ticks)))
        machines.append(SimpleNamespace(records=records, files=DataFiles(directory), root=directory.root))
    one, two = machines
    ids = visit(one, texts=texts, results=results, note=note)
    first = exported(one, ids.visit, root / "a.json")
    import_inspection(two.records, two.files, root / "a.json", by=LOCAL_USER)
    assert exported(two, ids.visit, root / "b.json") == first
    for machine in machines:
        machine.records.close()
    shutil.rmtree(root)
