"""One visit with every kind of record, for tests of what goes from one laptop to another."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from checklists import loader
from inspections.inspection import response_id
from inspections.people import LOCAL_USER
from tests.storage import images

IDS = ("agency", "officer", "home", "building", "room", "visit", "paper", "order")


def visit(laptop, *, texts=("门锁死", "灯不亮"), results=("compliant", "non_compliant"), note="备注"):
    """Record one visit with all kinds of records; returns their ids."""
    name, data = next(iter(loader.bundled_files().items()))
    edition = loader.load(data, name=name)
    laptop.files.store_checklist(data)
    kept = _kept(laptop.files)
    with laptop.records.change(by=LOCAL_USER) as change:
        new = SimpleNamespace(**{one: change.new_id() for one in IDS})
        _office(laptop.records, change, new, edition=edition, size=len(data))
        _home(laptop.records, change, new, note=note)
        _responses(laptop.records, change, new, edition=edition, results=results, note=note)
        findings = _findings(laptop.records, change, new, texts)
        _photos(laptop.records, change, new, finding=findings[0], stored=kept.photos)
        _paper(laptop.records, change, new, kept)
    return SimpleNamespace(**vars(new), findings=findings, edition=edition.digest, pictures=kept.photos)


def _kept(files):
    """Keep three pictures (one cut), a paper, a scan and a derivative."""
    pictures = [files.store_photo(images.oriented(6, 300 + 20 * one, 200), name=f"照片{one}.jpg") for one in range(2)]
    cut = files.store_photo(images.jpeg(500, 400)[:-900], name="坏.jpg", keep_damaged=True)
    return SimpleNamespace(
        photos=[*pictures, cut],
        paper=files.store_document(b"%PDF-1.7 sealed", extension="pdf"),
        scan=files.store_document(b"scan", extension="jpg"),
        drawn=files.store_document(files.derivative(pictures[0].sha256, "jpg"), extension="jpg"),
    )


def _put(change, record, kind, values, **more):
    change.append(record.fact(kind, values, **more))


def _office(records, change, new, *, edition, size):
    agency = {"name": "某县民政局", "code": "civil_affairs", "issues_papers": True}
    _put(change, records.agencies.new(new.agency), "agency_recorded", agency)
    officer = {"name": "李青𬭎", "agency": new.agency, "role": "officer", "certificate_number": "01"}
    _put(change, records.people.new(new.officer), "person_recorded", officer)
    used = {"code": edition.code, "title": edition.title, "bytes": size}
    _put(change, records.editions.new(edition.digest), "edition_used", used)


def _home(records, change, new, *, note):
    home = {"name": "安康养老院", "area": "桥头镇", "note": note}
    _put(change, records.institutions.new(new.home), "institution_recorded", home)
    facts = {"beds": 120, "floor_area_m2": Decimal("480.50"), "canteen": True}
    change.append(records.institutions.get(new.home).state_facts(facts, on=date(2026, 2, 1), source="填报"))
    places = (
        (new.building, "", "1号楼", "building"),
        (new.room, new.building, "101", "room"),
        (change.new_id(), "", "无关的楼", "building"),
    )
    for rank, (place, parent, name, level) in enumerate(places):
        values = {"institution": new.home, "parent": parent, "name": name, "level": level, "rank": rank}
        _put(change, records.places.new(place), "place_recorded", values)


def _responses(records, change, new, *, edition, results, note):
    started = {
        "institution": new.home,
        "on": date(2026, 3, 1),
        "kind": "daily",
        "agencies": [new.agency],
        "team": [{"person": new.officer, "agency": new.agency, "role": "officer"}],
        "editions": [edition.digest],
        "facts": {"beds": {"value": 120, "on": "2026-02-01", "source": "填报"}},
    }
    _put(change, records.inspections.new(new.visit), "inspection_started", started)
    for item, result in zip(edition.items, results, strict=False):
        place = {"inspection": new.visit, "item": item.id, "agency": new.agency, "place": new.room}
        response = records.responses.new(response_id(new.visit, item.id, new.agency))
        _put(change, response, "response_given", {**place, "result": result, "reason": note})


def _findings(records, change, new, texts):
    findings = [change.new_id() for _ in texts]
    for number, (finding, text) in enumerate(zip(findings, texts, strict=True)):
        values = {
            "inspection": new.visit,
            "institution": new.home,
            "description": text,
            "places": [new.room],
            "category": "hazard",
            "number": f"20260301-{number}",
            "clauses": [{"document": "gb", "article": "1", "certainty": "text"}],
        }
        _put(change, records.findings.new(finding), "finding_recorded", values)
    ordered = {"agency": new.agency, "deadline": date(2026, 3, 20), "measure": "改"}
    _put(change, records.findings.get(findings[0]), "rectification_ordered", ordered)
    return findings


def _photos(records, change, new, *, finding, stored):
    for one in stored:
        values = {
            "inspection": new.visit,
            "finding": finding,
            "institution": new.home,
            "sha256": one.sha256,
            "extension": "jpg",
            "bytes": one.bytes,
            "name": one.name,
            "damaged": one.damaged,
        }
        _put(change, records.photos.new(change.new_id()), "photo_added", values)


def _paper(records, change, new, kept):
    numbered = {"paper": "order", "inspection": new.visit, "number": "×民检〔2026〕1号", "agency": new.agency}
    _put(change, records.documents.new(new.paper), "document_numbered", numbered)
    sealed = {
        "file": kept.paper,
        "content": kept.paper,
        "derivatives": [kept.drawn, "f" * 64],
        "signers": [{"field": "s", "title": "检查人员"}],
        "as_of": {"instant": "2026-03-01T10:00:00+08:00", "heads": [["o", 3, "aa"]]},
    }
    _put(change, records.documents.get(new.paper), "document_sealed", sealed)
    scan = {kept.scan: {"digest": kept.scan, "extension": "jpg", "page": 1}}
    _put(change, records.documents.get(new.paper), "document_scanned", {}, add={"scans": scan})
