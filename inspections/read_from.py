"""Which entries a dossier was read from, so that sealing can tell whether anything changed meanwhile."""

from inspections.dossier import Dossier
from inspections.entry import Order, Subject
from inspections.records import Records
from inspections.refusal import RefusedError


def stamps(dossier: Dossier) -> dict[Subject, Order | None]:
    """Return every subject a dossier was read from with its last entry."""
    records = [
        dossier.agency, dossier.institution, dossier.inspection, dossier.document, *dossier.agencies,
        *((dossier.task,) if dossier.task else ()),
        *(line.finding for line in dossier.findings),
        *(photo.photo for photo in dossier.photos),
        *(member.person for member in dossier.team),
        *(response for section in dossier.sections for line in section.items for response in line.responses),
        *dossier.confirmations, *dossier.materials, *dossier.file,
    ]  # fmt: skip
    return {record.subject: record.last for record in records}


def check_unchanged(records: Records, read: Dossier) -> None:
    """Refuse to freeze what was read before something changed; the number is kept."""
    repositories = {
        "agency": records.agencies, "institution": records.institutions, "inspection": records.inspections,
        "document": records.documents, "finding": records.findings, "photo": records.photos,
        "person": records.people, "response": records.responses, "joint_task": records.joint_tasks,
        "confirmation": records.confirmations, "material": records.materials,
    }  # fmt: skip
    for subject, last in stamps(read).items():
        now = repositories[subject.kind].new(subject.id).last
        if now != last:
            names = {
                "finding": "问题",
                "response": "检查结论",
                "photo": "照片",
                "inspection": "检查信息",
                "joint_task": "联合整改任务",
                "confirmation": "条款确认",
                "material": "文书内容",
            }
            raise RefusedError(
                f"定稿期间{names.get(subject.kind, '有关记录')}有改动，未定稿。", "请核对后重新定稿，文号保留。"
            )
