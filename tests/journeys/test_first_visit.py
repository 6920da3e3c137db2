"""The first visit: from an empty folder to a signed paper, in the window alone; other processes judge what is left."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys import at_work

pytestmark = pytest.mark.screen


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "现场 照片.jpg"
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(path, quality=80)
    return path


def test_a_first_visit_goes_from_an_empty_folder_to_a_signed_paper(person, picture, today):
    person.open_program()
    at_work.set_up(person)
    at_work.make_institution(person, "城关镇夕阳红养老院")
    at_work.start_inspection(person)
    answer_some(person)
    at_work.register_finding(person, fact="二层东侧与家具市场相通", place="二层东侧", deadline=today.isoformat())
    at_work.add_photo(person, picture)
    at_work.order(person)
    at_work.fill_arrival(person, arrived_at=f"{today.isoformat()} 00:01")
    at_work.go_to_record(person)
    at_work.seal(person)
    at_work.enter_reading_mode(person)
    at_work.read_to_the_end(person)
    for turn in (1, 2, 3):
        at_work.sign(person, turn=turn, of=3)
    at_work.leave_reading_mode(person)
    assert person.close_program() == 0
    judge(person, picture)


def answer_some(person):
    """Answer by keys; 3 asks for the reason; the last answer is 不符合 and opens the card of a finding."""
    at_work.answer(person, "FS-A01", "1")
    person.press("n")
    person.press("3")
    person.fill("FS-A02 不适用的理由", "本机构没有改建")
    person.press("Return")
    person.wait_for(like=rf"^FS-A02 {at_work.SAVED}")
    person.press("n")
    at_work.answer(person, "FS-A03", "4")
    person.press("n")
    at_work.answer(person, "FS-A04", "2")


def judge(person, picture):
    """Look at the records as another process, and at the files as they lie on the disk."""
    (institution,) = person.ask("list", "institutions")
    assert (institution["name"], institution["area"]) == ("城关镇夕阳红养老院", "城关镇")
    (visit,) = person.ask("list", "inspections")
    assert (visit["state"], visit["companion_name"]) == ("running", "李院长")
    (finding,) = person.ask("list", "findings")
    assert (finding["state"], finding["place_text"], finding["item"]) == ("ordered", "二层东侧", "FS-A04")
    (document,) = person.ask("list", "documents")
    assert (document["paper"], document["state"]) == ("record", "sealed")
    assert [one["name"] for one in document["signatures"]] == ["李院长", "赵一", "钱二"]
    original = hashlib.sha256(picture.read_bytes()).hexdigest()
    (kept,) = (person.data / "photos").rglob(f"{original}.*")
    assert kept.read_bytes() == picture.read_bytes()
    assert hashlib.sha256(Path(document["path"]).read_bytes()).hexdigest() == document["file"]
    verdict = person.ask("verify", document["path"])
    assert verdict["valid"], verdict
    audit = person.ask("audit")
    assert (audit["ok"], audit["photos"], audit["documents"]) == (True, 1, 1)
