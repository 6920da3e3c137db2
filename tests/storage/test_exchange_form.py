import copy
import json
import random
from pathlib import Path

import jsonschema
import pytest

from storage.exchange_form import printed, problems, schema

PLACE = Path(__file__).parents[2] / "docs" / "inspection.schema.json"
ID = "01890000-0000-7000-8000-00000000000{}"


def subject(number, fields=None, state="", **more):
    return {"id": ID.format(number), "state": state, "fields": fields or {}, "sets": {}, **more}


def document():
    line = {"at": "2026-03-01T09:00:00+08:00", "by": "李青", "title": "登记问题"}
    return {
        "format": "yian-inspection", "version": 1,
        "inspection": subject(1, {"on": "2026-03-01", "institution": ID.format(2), "agencies": [ID.format(3)], "team": [
            {"person": ID.format(4), "agency": ID.format(3), "role": "officer"}],
            "facts": {"beds": {"value": 120, "on": "2026-01-01", "source": "填报"}}}, "running", history=[line]),
        "institution": subject(2, {"name": "安康", "fact.beds": {"value": 120, "on": "2026-01-01", "source": "填报"}}),
        "agencies": [subject(3, {"name": "民政局", "issues_papers": True})],
        "people": [subject(4, {"name": "李青"})],
        "places": [], "editions": [{**subject(0), "id": "a" * 64, "file": "x = 1\n"}],
        "responses": [subject(5, {"result": "compliant", "sample": {"checked": 3, "total": 9, "failed": 0}}, history=[])],
        "findings": [subject(6, {"category": "hazard", "round": 1, "mark.supervised": {"on": "2026-03-02"},
                                 "clauses": [{"document": "gb", "article": "1", "certainty": "text"}]}, "ordered", history=[line])],
        "photos": [subject(7, {"sha256": "b" * 64, "withdrawn": False}, history=[])],
        "documents": [subject(8, {"signers": [{"field": "s1"}]}, "sealed", history=[])],
        "files": [{"sha256": "b" * 64, "extension": "jpg", "bytes": 10, "kind": "photo"}],
    }  # fmt: skip


def test_the_printed_schema_is_the_one_enforced():
    assert PLACE.read_text(encoding="utf-8") == printed(), (
        "re-make docs/inspection.schema.json from exchange_form.printed()"
    )
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_right_document_has_no_problems():
    assert problems(document()) == []
    jsonschema.validate(document(), json.loads(PLACE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("format",), "other", "format"),
        (("version",), True, "version"),
        (("clock",), 1, "不认识的“clock”"),
        (("inspection", "origin"), "x", "不认识的“origin”"),
        (("inspection", "fields", "invented"), "x", "不认识的“invented”"),
        (("inspection", "fields", "on"), 20260301, "on"),
        (("inspection", "state"), "ordered", "state"),
        (("inspection", "history"), None, "history"),
        (("findings", 0, "id"), "../../x", "写法无效"),
        (("findings", 0, "fields", "clauses"), ["x"], "clauses[1]"),
        (("findings", 0, "fields", "round"), 2**60, "超出范围"),
        (("responses", 0, "fields", "result"), "maybe", "result"),
        (("photos", 0, "fields", "withdrawn"), 1, "withdrawn"),
        (("institution", "fields", "fact.beds"), {"value": 1}, "缺少“on”"),
        (("institution", "history"), [], "不认识的“history”"),
        (("files", 0, "extension"), "a/b", "extension"),
        (("files",), {}, "应为列表"),
    ],
)
def test_what_does_not_fit_is_named(path, value, words):
    wrong = document()
    *parents, last = path
    held = wrong
    for step in parents:
        held = held[step]
    held[last] = value
    assert any(words in problem for problem in problems(wrong)), problems(wrong)
    assert not jsonschema.Draft202012Validator(schema()).is_valid(wrong)


def every_place(value, path=()):
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from every_place(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from every_place(inner, (*path, number))


def test_our_check_and_the_schema_library_agree_on_changed_documents():
    random.seed(11)
    validator = jsonschema.Draft202012Validator(schema())
    places = [path for path in every_place(document()) if path]
    values = [None, True, 0, 1, -(2**70), "", "x", "2026-02-03", "a" * 64, ID.format(9), [], ["x"], {}, {"x": 1}, [{}]]
    verdicts = set()
    for _ in range(1500):
        changed = copy.deepcopy(document())
        *parents, last = random.choice(places)
        held = changed
        for step in parents:
            held = held[step]
        if random.random() < 0.2 and isinstance(held, dict):
            del held[last]
        else:
            held[last] = random.choice(values)
        ours = not problems(changed)
        assert ours == validator.is_valid(changed), (parents, last, held)
        verdicts.add(ours)
    assert verdicts == {True, False}
