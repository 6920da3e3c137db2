"""Marking as a step: kept apart, changed until a paper is frozen; papers print the marked picture and nothing else."""

import hashlib
import io
import random

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from inspections.picture_export import picture_files
from inspections.refusal import BadValueError, RefusedError
from inspections.workflow import sealing, setting_up, steps, visiting
from inspections.workflow.marking import frozen_paper, mark_photo
from tests.storage import images
from tests.ui.papers.conftest import ARRIVAL, order_at_once
from tests.ui.workplace import TODAY, office  # noqa: F401

HIDDEN = {"kind": "mosaic", "x1": 2000, "y1": 2000, "x2": 6000, "y2": 6000}
BADGE = {"kind": "number", "x1": 2000, "y1": 1000, "number": 1, "color": "blue"}


@pytest.fixture
def visit(office):
    """A visit with a finding under order."""
    started = office.start_visit()
    visiting.record_arrival(office.records, inspection=started, values=ARRIVAL, by=office.by)
    office.answer(started, "FS-C01", "non_compliant")
    return started


@pytest.fixture
def finding(office, visit):
    made = office.record_finding(visit)
    order_at_once(office, made)
    return made


def add(office, finding, data, **more):
    return office.add_photo(finding, data, **more).changes.one("photo")


def mark(office, photo, *shapes):
    return mark_photo(office.records, photo=photo, marks=list(shapes), by=office.by)


def seal(office, visit, paper="report"):
    made = sealing.seal_paper(
        office.records, office.files, office.workplace.papers, paper=paper, subject=visit, on=TODAY, by=office.by,
        agency=office.agencies["civil_affairs"],
    )  # fmt: skip
    return office.records.documents.get(made.one("document"))


def pdf_of(office, document):
    return office.files.document_path(document.file, "pdf").read_bytes()


def noisy():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.frombytes("RGB", (600, 800), random.Random(7).randbytes(600 * 800 * 3)).save(
        out, "JPEG", quality=92, exif=exif
    )
    return out.getvalue()


def test_a_layer_is_one_entry_and_the_original_stays_byte_by_byte(office, finding):
    data = images.oriented(6, 800, 600)
    photo = add(office, finding, data)
    mark(office, photo, HIDDEN, BADGE)
    record = office.records.photos.get(photo)
    assert [shape.kind for shape in record.marks] == ["mosaic", "number"]
    assert office.files.photo_path(record.sha256, "jpg").read_bytes() == data
    kinds = [entry.kind for entry in office.records.history(record.subject)]
    assert kinds == ["photo_added/1", "photo_marked/1"]
    assert mark(office, photo, HIDDEN, BADGE).subjects == frozenset()
    assert len(office.records.history(record.subject)) == 2


def test_do_takes_the_step_by_its_name(office, finding):
    photo = add(office, finding, images.jpeg())
    hands = steps.Hands(
        records=office.records, files=office.files, papers=office.workplace.papers, by=office.by,
        signing_key=office.workplace.signing_key,
    )  # fmt: skip
    given = {"marks": '[{"kind": "circle", "x1": 100, "y1": 100, "x2": 900, "y2": 900}]'}
    assert steps.take_step(hands, name="mark_photo", subject=photo, given=given).of("photo") == {photo}
    with pytest.raises(BadValueError, match="第 1 处"):
        steps.take_step(hands, name="mark_photo", subject=photo, given={"marks": '[{"kind": "cloud"}]'})


def test_marks_change_until_a_frozen_paper_names_the_photo(office, visit, finding):
    photo = add(office, finding, images.jpeg())
    mark(office, photo, BADGE)
    mark(office, photo, HIDDEN)
    paper = seal(office, visit)
    assert paper.fields.texts("photos") == (photo,)
    assert frozen_paper(office.records, office.records.photos.get(photo)).id == paper.id
    with pytest.raises(RefusedError, match=f"定稿的《检查报告》{paper.number}.*不能再改.*作废该文书"):
        mark(office, photo, BADGE)
    later = add(office, finding, images.jpeg(700, 500), name="补拍.jpg")
    assert mark(office, later, BADGE).of("photo") == {later}
    sealing.void_paper(office.records, document=paper.id, on=TODAY, reason="遮挡不全", by=office.by)
    assert mark(office, photo, HIDDEN, BADGE).of("photo") == {photo}


def test_a_paper_frozen_before_photos_were_listed_still_binds(office, visit, finding):
    photo = add(office, finding, images.jpeg())
    paper = seal(office, visit)
    with office.records.change(by=office.by) as change:
        change.append(office.records.documents.get(paper.id).settle({"photos": None}))
    later = add(office, finding, images.jpeg(700, 500), name="补拍.jpg")
    with pytest.raises(RefusedError, match="不能再改"):
        mark(office, photo, BADGE)
    mark(office, later, BADGE)


def test_marking_while_a_paper_is_being_made_refuses_the_freezing(office, visit, finding):
    photo = add(office, finding, images.jpeg())
    papers = office.workplace.papers

    class Slow:
        """Somebody marks a photograph while the paper is set."""

        def render(self, dossier, pictures):
            mark(office, photo, BADGE)
            return papers.render(dossier, pictures)

    with pytest.raises(RefusedError, match="照片有改动"):
        sealing.seal_paper(
            office.records, office.files, Slow(), paper="report", subject=visit, on=TODAY, by=office.by,
            agency=office.agencies["civil_affairs"],
        )  # fmt: skip


def test_a_frozen_paper_names_and_holds_the_marked_picture_and_nothing_of_what_was_hidden(office, visit, finding):
    photo = add(office, finding, noisy())
    mark(office, photo, HIDDEN)
    record = office.records.photos.get(photo)
    plain = office.files.derivative(record.sha256, "jpg")
    marked = office.files.derivative(record.sha256, "jpg", record.layer)
    paper = seal(office, visit)
    named = paper.fields.texts("derivatives")
    assert hashlib.sha256(marked).hexdigest() in named
    assert hashlib.sha256(plain).hexdigest() not in named
    pdf = pdf_of(office, paper)
    original = office.files.photo_path(record.sha256, "jpg").read_bytes()
    kept = [path.read_bytes() for path in office.directory.documents.rglob("*") if path.is_file()]
    assert marked in kept
    assert not any(plain in data or original in data for data in (*kept, pdf))
    pictures = embedded(pdf)
    assert [one.size for one in pictures] == [Image.open(io.BytesIO(marked)).size]
    inner = pictures[0].crop((180, 150, 460, 350)).convert("L")
    assert len(set(inner.tobytes())) < 40
    outer = pictures[0].crop((600, 480, 780, 580)).convert("L")
    assert len(set(outer.tobytes())) > 100


def embedded(pdf):
    """Every picture inside a PDF, also inside forms."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [pikepdf.PdfImage(one).as_pil_image().convert("RGB") for one in streams]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_papers_print_every_orientation_upright_with_its_marks(office, visit, finding, orientation):
    photo = add(office, finding, images.oriented(orientation, 800, 600))
    mark(office, photo, BADGE)
    draft = sealing.draft_paper(
        office.records, office.files, paper="report", subject=visit, on=TODAY, agency=office.agencies["civil_affairs"]
    )
    picture = placed_picture(office.workplace.papers.render(draft.dossier, draft.pictures).pdf)
    seen = images.corners(images.encoded(picture, "PNG"))
    for one, wanted in zip(seen, (images.RED, images.GREEN, images.BLUE, images.YELLOW), strict=True):
        assert images.close(one, wanted, by=60)
    place = round(picture.width * 0.183), round(picture.height * 0.1)
    assert images.close(picture.getpixel(place), (0x15, 0x57, 0xB0), by=70)


def placed_picture(pdf):
    """The only photograph of a PDF as a page shows it."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
                left, bottom, right, top = thing.get_bounds()
                scale = 3
                shown = page.render(scale=scale).to_pil().convert("RGB")
                height = page.get_height()
                return shown.crop(tuple(round(side * scale) for side in (left, height - top, right, height - bottom)))
    raise AssertionError("no picture")


def test_stamps_are_off_until_an_agency_sets_its_rule(office, visit, finding):
    photo = add(office, finding, images.jpeg(), name="现场.jpg")
    record = office.records.photos.get(photo)
    plain = office.files.derivative(record.sha256, "jpg")
    assert pictures(office, visit)[photo] == plain
    rule = {"photo_stamp": "bottom_left", "stamp_time": True, "stamp_agency": True}
    civil = office.agencies["civil_affairs"]
    setting_up.record_agency(office.records, values=rule, by=office.by, agency=civil)
    stamped = pictures(office, visit)[photo]
    assert stamped != plain
    assert pictures(office, visit)[photo] == stamped
    assert pictures(office, visit, agency="fire")[photo] == plain
    setting_up.record_agency(
        office.records, values={"stamp_place": True, "stamp_finding": True}, by=office.by, agency=civil
    )
    assert pictures(office, visit)[photo] not in (plain, stamped)
    with pytest.raises(BadValueError, match="水印的位置"):
        setting_up.record_agency(office.records, values={"photo_stamp": "middle"}, by=office.by, agency=civil)


def pictures(office, visit, *, agency="civil_affairs"):
    draft = sealing.draft_paper(
        office.records, office.files, paper="report", subject=visit, on=TODAY, agency=office.agencies[agency]
    )
    return draft.pictures


def test_pictures_handed_out_are_marked_and_originals_go_only_when_chosen(office, visit, finding):
    photo = add(office, finding, noisy())
    loose = office.add_photo("", images.jpeg(), inspection=visit).changes.one("photo")
    mark(office, photo, HIDDEN)
    record = office.records.photos.get(photo)
    number = office.records.findings.get(finding).number
    handed = dict(picture_files(office.records, office.files, inspection=visit))
    assert sorted(handed) == sorted([f"{number}-01.jpg", "未归入问题-01.jpg"])
    assert handed[f"{number}-01.jpg"] == office.files.derivative(record.sha256, "jpg", record.layer)
    assert all(data.count(b"\xff\xd8\xff") == 1 and b"Exif" not in data for data in handed.values())
    chosen = dict(picture_files(office.records, office.files, inspection=visit, originals=True))
    assert chosen[f"原件/{number}-01.jpg"] == noisy()
    assert office.records.photos.get(loose).finding == ""
    rule = {"photo_stamp": "top_left", "stamp_finding": True}
    setting_up.record_agency(office.records, values=rule, by=office.by, agency=office.agencies["fire"])
    fire = dict(picture_files(office.records, office.files, inspection=visit, agency=office.agencies["fire"]))
    assert fire[f"{number}-01.jpg"] != handed[f"{number}-01.jpg"]
    assert fire["未归入问题-01.jpg"] == handed["未归入问题-01.jpg"]
    with pytest.raises(BadValueError, match="没有参加"):
        list(picture_files(office.records, office.files, inspection=visit, agency="x"))


def test_a_paper_says_that_a_picture_is_marked_and_hidden(office, visit, finding):
    photo = add(office, finding, images.jpeg())
    mark(office, photo, HIDDEN, BADGE)
    draft = sealing.draft_paper(
        office.records, office.files, paper="report", subject=visit, on=TODAY, agency=office.agencies["civil_affairs"]
    )
    pdf = office.workplace.papers.render(draft.dossier, draft.pictures).pdf
    with pypdfium2.PdfDocument(pdf) as opened:
        told = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in opened)
    assert "（有标注、遮挡）" in told
