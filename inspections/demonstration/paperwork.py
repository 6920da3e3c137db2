"""Make the papers of the demonstration: number, 定稿, 签名 or 拒签, 盖章, 送达 and its receipt."""

import secrets
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from inspections.demonstration.clock import LENGTH
from inspections.demonstration.findings import BY_KEY
from inspections.demonstration.ink import signature
from inspections.demonstration.joint_tasks import TASK_VISIT
from inspections.demonstration.plan import PlannedPaper
from inspections.demonstration.stage import VISIT, Stage
from inspections.document import PAPERS, Document
from inspections.workflow import sealing

KEY_NAME: Final = "颐安检查 演示证书"
KEY_OWNER: Final = "颐安检查（演示）"
STAMPED_PAGE: Final = "stamped_page"
WITNESS: Final = "葛走访（网格员），执法记录仪全程录像"
LEFT_REASON: Final = "现场负责人阅看后拒绝签收，文书留置于机构值班室"


class Signing:
    """The demonstration's own key, made when the first paper is signed; it says 演示 and never leaves memory."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._passphrase = secrets.token_urlsafe(24).encode()
        self._key = b""

    def key(self) -> tuple[bytes, bytes]:
        """Return the PKCS#12 and its passphrase, valid from before the first day of the script."""
        if not self._key:
            self._key = self._stage.scene.papers.make_key(
                name=KEY_NAME, organization=KEY_OWNER, number="演示",
                valid_from=self._stage.clock.day(-LENGTH) - timedelta(days=1), passphrase=self._passphrase,
            )  # fmt: skip
        return self._key, self._passphrase


def make_paper(stage: Stage, plan: PlannedPaper, signing: Signing) -> None:
    """Make one paper and do with it what the script says."""
    on = stage.clock.day(plan.day)
    stage.clock.wait(180)
    by = stage.lead(plan.office)
    document = sealing.seal_paper(
        stage.records, stage.scene.files, stage.scene.papers, paper=plan.paper, subject=_subject(stage, plan.about),
        on=on, by=by, agency=stage.agencies[plan.office],
    ).one("document")  # fmt: skip
    stage.documents[plan.paper, plan.about, plan.office] = document
    if plan.signed:
        _sign(stage, document, plan.office, signing)
    if plan.refused:
        _refuse(stage, document, plan, on)
    if plan.stamped:
        _stamp(stage, document, on, by)
    if plan.served:
        sealing.serve_paper(stage.records, document=document, values=_service(stage, plan, on), by=by)
    if plan.receipt:
        _receipt(stage, document, plan, on)


def record_external(stage: Stage, *, visit: str, office: str, day: int, number: str, findings: tuple[str, ...]) -> None:
    """Enter an order that an agency wrote in its own system."""
    on = stage.clock.day(day)
    ids = [stage.findings[key] for key in findings]
    deadlines = [stage.records.findings.get(one).fields.text("deadline") for one in ids]
    values = {
        "paper": "order", "agency": stage.agencies[office], "inspection": stage.visits[visit],
        "institution": stage.homes[VISIT[visit].home], "findings": ids, "number": number, "made_on": on,
        "sealed_on": on, "deadline": max(deadlines),
    }  # fmt: skip
    sealing.record_external(stage.records, values=values, by=stage.lead(office))


def _subject(stage: Stage, about: str) -> str:
    for ids in (stage.visits, stage.tasks):
        if about in ids:
            return ids[about]
    return stage.findings[about]


def _visit(about: str) -> str:
    if about in TASK_VISIT:
        return TASK_VISIT[about]
    return about if about in VISIT else BY_KEY[about].visit


def _sign(stage: Stage, document: str, office: str, signing: Signing) -> None:
    """Have every place of a paper signed: the officers in their order, the companion at the end."""
    paper = stage.records.documents.get(document)
    key, passphrase = signing.key()
    officers = iter(_officers(stage, paper, office))
    visit = stage.records.inspections.get(paper.fields.text("inspection"))
    for place in paper.fields.objects("signers"):
        is_officer = place["field"].startswith("officer")
        person = next(officers) if is_officer else ""
        name = stage.records.people.get(person).name if person else visit.fields.text("companion_name")
        stage.clock.wait(25)
        sealing.sign_paper(
            stage.records, stage.scene.files, stage.scene.papers, document=document, field=place["field"], name=name,
            role="officer" if is_officer else "companion", key=key, passphrase=passphrase, by=stage.lead(office),
            ink=signature(name), person=person,
        )  # fmt: skip


def _officers(stage: Stage, paper: Document, office: str) -> list[str]:
    if PAPERS[paper.paper].per_agency:
        return stage.officers(office)
    visit = stage.records.inspections.get(paper.fields.text("inspection"))
    return [member.person for member in visit.team if member.role == "officer"]


def _refuse(stage: Stage, document: str, plan: PlannedPaper, on: date) -> None:
    sealing.refuse_signature(
        stage.records, document=document, on=on, person=VISIT[_visit(plan.about)].companion[0], reason=plan.refused,
        officers=stage.officers(plan.office), by=stage.lead(plan.office), witness=WITNESS,
    )  # fmt: skip


def _stamp(stage: Stage, document: str, on: date, by: str) -> None:
    """Note the stamp with a picture of the stamped page."""
    at = stage.records.now()
    scan = stage.scene.photograph(STAMPED_PAGE, seed=int(f"{at:%j%H%M}"), taken_at=at)
    sealing.stamp_paper(
        stage.records, stage.scene.files, document=document, on=on, scan=scan, extension="jpg", by=by
    )  # fmt: skip


def _service(stage: Stage, plan: PlannedPaper, on: date) -> Mapping[str, object]:
    visit = VISIT[_visit(plan.about)]
    values: dict[str, object] = {
        "served_on": on, "served_at": f"{stage.records.now():%H:%M}", "served_how": plan.served,
        "served_to": f"{visit.companion[0]}（{visit.companion[1]}）", "served_place": "机构办公室",
    }  # fmt: skip
    if plan.served == "left":
        values |= {"service_refused": True, "service_reason": LEFT_REASON, "service_witness": WITNESS}
    return values


def _receipt(stage: Stage, document: str, plan: PlannedPaper, on: date) -> None:
    stage.clock.wait(60)
    sealing.seal_paper(
        stage.records, stage.scene.files, stage.scene.papers, paper="receipt", subject=document, on=on,
        by=stage.lead(plan.office), agency=stage.agencies[plan.office],
    )  # fmt: skip


MORNING: Final = time(9, 30)
