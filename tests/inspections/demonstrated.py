"""A played demonstration for tests: real records, tiny pictures and papers."""

import io
from datetime import UTC, datetime, timedelta, timezone

from PIL import Image

from inspections.demonstration.script import Scene, ScriptedClock, fill
from inspections.dossier import Rendered, SignatureBox
from inspections.workflow.setting_up import make_installation
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 15, 30, tzinfo=BEIJING)
LATER = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)


class PlainPapers:
    """Papers without a PDF in them: who signs is right, the bytes only differ."""

    def __init__(self):
        self.keys = []

    def render(self, dossier, pictures):
        roles = dossier.paper.signers
        joint = not dossier.paper.per_agency and "companion" in roles
        officers = roles.count("officer") * (len(dossier.agencies) if joint else 1)
        fields = [f"officer_{number + 1}" for number in range(officers)] + ["companion"] * ("companion" in roles)
        boxes = tuple(SignatureBox(field=one, title=one, page=1, box=(0, 0, 1, 1)) for one in fields)
        body = f"{dossier.title}{dossier.document.number}{len(pictures)}{len(dossier.findings)}"
        return Rendered(pdf=body.encode(), pages=1, boxes=boxes, missing_characters=(), derivatives=())

    def sign(self, pdf, *, field, name, ink, key, passphrase, at, last):
        assert key
        assert ink.strokes
        return pdf + f"|{field}:{name}:{'last' if last else ''}".encode()

    def make_key(self, *, name, organization, number, valid_from, passphrase):
        self.keys.append((name, valid_from))
        return b"key"

    def verify(self, pdf, *, expected_digest, expected_fields):
        raise NotImplementedError

    def ledger_workbook(self, ledger, *, kind):
        return f"{kind}{len(ledger.rows)}".encode()

    def checklist_workbook(self, sheets, *, title):
        raise NotImplementedError

    def ledger_pdf(self, ledger, *, kind):
        return f"{kind}{len(ledger.rows)}".encode()


def small_picture(scene, *, seed, taken_at, orientation=1):
    """A coloured square; the comment keeps two pictures from being the same file."""
    out = io.BytesIO()
    image = Image.new("RGB", (24, 16), (seed % 255, len(scene) * 7 % 255, 90))
    image.save(out, "JPEG", comment=f"{scene}{seed}{taken_at}".encode())
    return out.getvalue()


class Played:
    """A demonstration that was played into a folder."""

    def __init__(self, folder, ends=NOW):
        self.ends = ends
        self.clock = ScriptedClock(ends=ends)
        self.told = []
        self.papers = PlainPapers()
        directory = open_datadir(folder)
        self.records = Store.open(directory.records, clock=self.clock.now)
        make_installation(self.records, name="演示电脑")
        self.files = DataFiles(directory)
        self.out = folder / "out"
        fill(
            Scene(
                records=self.records,
                files=self.files,
                papers=self.papers,
                clock=self.clock,
                photograph=small_picture,
                out=self.out,
                tell=self.told.append,
            )
        )

    def entries(self):
        """Every entry, in the order of its number."""
        records = self.records
        repositories = (
            records.installations, records.agencies, records.people, records.editions, records.institutions,
            records.places, records.inspections, records.responses, records.findings, records.photos,
            records.number_blocks, records.documents, records.areas, records.risk_assessments, records.joint_tasks,
            records.confirmations, records.materials,
        )  # fmt: skip
        found = [
            entry for repository in repositories for one in repository.where() for entry in records.history(one.subject)
        ]
        return sorted(found, key=lambda entry: entry.number)
