"""The kinds of entries: which record, which lifecycle step, which fields. Written once, read for ever.

A kind's code carries its version (`rectification_ordered/1`); a changed meaning is a new version.
"""

from collections.abc import Mapping
from typing import Final

from inspections.fact_kind import ANY, FactKind
from inspections.paper_facts import PAPER_FACTS

EXTENSION_ASKED: Final = (
    "extension_asked_on", "extension_until", "extension_reason", "extension_from", "extension_measures",
    "extension_decided_on", "extension_denied_reason",
)  # fmt: skip
INSTITUTION: Final = (
    "name", "credit_code", "area", "address", "legal_representative", "person_in_charge", "phone", "rating",
    "risk_color", "initials", "note", "facts",
)  # fmt: skip
PERSON: Final = (
    "name",
    "certificate_number",
    "agency",
    "role",
    "post",
    "phone",
    "authorised",
    "legal_officer",
    "active",
)
AGENCY: Final = (
    "name", "short_name", "code", "region", "basis", "competence", "number_prefix", "address", "phone", "contact",
    "review_organ", "review_days", "court", "suit_months", "remedy_confirmed_by", "remedy_confirmed_on",
    "issues_papers", "photo_stamp", "stamp_time", "stamp_place", "stamp_agency", "stamp_finding",
    "service_days",
)  # fmt: skip
ARRIVAL: Final = (
    "arrived_at", "departed_at", "task_source", "basis", "approval", "approval_number", "urgent_reason", "notice",
    "notice_on", "notice_reason", "visit_count", "uncounted_reason", "entry_code", "certificates_shown", "rights_told",
    "discipline_told", "recusal_asked", "recusal_answer", "companion_name", "companion_post", "companion_id",
    "companion_phone", "companion_authority", "recorder_number", "statement", "assistants",
)  # fmt: skip
INSPECTION: Final = (
    "institution",
    "kind",
    "on",
    "agencies",
    "team",
    "editions",
    "facts",
    "depth",
    "joint",
    "reinspects",
    "serial",
    "former_editions",
)
EDITION: Final = ("code", "title", "edition", "in_force_from", "bytes")
RESPONSE: Final = (
    "inspection", "item", "agency", "result", "reason", "note", "sample", "measured", "proven", "place", "batch",
    "responded_at",
)  # fmt: skip
FINDING: Final = (
    "inspection", "institution", "item", "number", "category", "places", "place_text", "description", "clauses",
    "grade", "regime", "measure", "action", "deadline", "deadline_reason", "responsible", "found_on",
    "recorded_by", "response", "same_as", "hazard_type",
)  # fmt: skip
PHOTO: Final = (
    "inspection", "finding", "institution", "sha256", "extension", "bytes", "name", "taken_at", "file_time", "added_at",
    "width", "height", "orientation", "stage", "caption", "place", "item", "damaged",
)  # fmt: skip
AREA: Final = ("name", "level", "parent", "region", "note")
RISK: Final = (
    "institution", "place", "activity", "item", "method", "likelihood", "exposure", "consequence", "severity",
    "measure", "responsible", "assessed_on", "withdrawn",
)  # fmt: skip
WITHDRAWAL: Final = ("decided_at", "withdrawn", "withdrawn_reason", "withdrawn_on", "withdrawn_by")
CONFIRMATION: Final = (
    "agency", "agency_name", "agency_code", "region", "document", "article", "criterion", "verdict",
    "corrected_article", "corrected_text", "official_text", "files", "source", "officer", "officer_name",
    "officer_number", "confirmed_on", "in_force_from", "in_force_to", *WITHDRAWAL,
)  # fmt: skip

JOINT_TASK: Final = ("institution", "inspection", "lead", "agencies", "opened_on", "basis", "plan.*")
MATERIAL: Final = ("form", "inspection", "institution", "agency", "about", "withdrawn", "said.*")
RECTIFICATION: Final = ("rectify_from", "rectify_until", "rectify_note")
COMPLETION: Final = ("completed_on", "approval", "approval_number", "approval_on")
SUBMISSION: Final = ("submitted_on", "submitted_to", "submission_reason", "submission_number", "resettlement")
DECISION: Final = ("decided_on", "decision_organ", "decision_number", "decision", "decision_scan")

_KINDS: Final = (
    FactKind("installation_made", "installation", "本机启用", ("name", "set_up_for", "made_at")),
    FactKind("installation_changed", "installation", "本机设置变更", ("name", "set_up_for")),
    FactKind("agency_recorded", "agency", "登记检查机关", AGENCY),
    FactKind("person_recorded", "person", "登记人员", PERSON),
    FactKind("edition_used", "edition", "采用检查表版本", EDITION),
    FactKind(
        "edition_published",
        "edition",
        "发布检查表版本",
        (*EDITION, "standing", "published_on", "published_by", "replaces", "publishing_note"),
    ),
    FactKind("edition_activated", "edition", "启用检查表版本", ("standing", "activated_on", "activated_by")),
    FactKind(
        "edition_withdrawn",
        "edition",
        "停用检查表版本",
        ("standing", "withdrawn_on", "withdrawn_by", "withdrawn_reason"),
    ),
    FactKind("institution_recorded", "institution", "登记机构", INSTITUTION),
    FactKind("institution_changed", "institution", "修改机构信息", INSTITUTION),
    FactKind("facts_stated", "institution", "登记机构事实", ("fact.*",)),
    FactKind("inputs_stated", "institution", "登记指标数据", ("input.*",)),
    FactKind("certificates_stated", "institution", "登记证照", ("certificate.*",)),
    FactKind("area_recorded", "area", "登记区域", AREA),
    FactKind("area_inputs_stated", "area", "登记区域指标数据", ("input.*",)),
    FactKind("risk_assessed", "risk_assessment", "风险评估", RISK),
    FactKind("risk_withdrawn", "risk_assessment", "撤下风险评估", ("withdrawn", "withdrawn_reason")),
    FactKind("fire_approval_stated", "institution", "登记消防手续", ("fact.fire_acceptance", "fire_approval")),
    FactKind("recheck_set", "institution", "确定复核日期", ("recheck_on", "recheck_reason")),
    FactKind("place_recorded", "place", "登记部位", ("institution", "parent", "name", "level", "rank")),
    FactKind("place_withdrawn", "place", "撤下部位", ("withdrawn",)),
    FactKind("inspection_started", "inspection", "开始检查", INSPECTION, step="start"),
    FactKind("inspection_changed", "inspection", "调整检查安排", INSPECTION),
    FactKind("inspection_replanned", "inspection", "机构事实变更，重新编排检查项", ("facts", "replan_note")),
    FactKind("arrival_recorded", "inspection", "填写到场卡", ARRIVAL),
    FactKind("statement_made", "inspection", "当事人陈述意见", ("statement", "statement_by", "statement_at")),
    FactKind(
        "inspection_finished",
        "inspection",
        "结束检查",
        ("finished_on", "departed_at", "conclusion", "left_open"),
        step="finish",
    ),
    FactKind("inspection_resumed", "inspection", "恢复检查", ("resumed_reason",), step="resume"),
    FactKind("inspection_voided", "inspection", "作废检查", ("void_reason",), step="void"),
    FactKind("response_given", "response", "单项结论", RESPONSE),
    FactKind("response_withdrawn", "response", "撤回单项结论", ("result", "withdrawn_reason")),
    FactKind("finding_recorded", "finding", "登记问题", FINDING, step="record"),
    FactKind("finding_changed", "finding", "修改问题", FINDING),
    FactKind(
        "fixed_on_the_spot",
        "finding",
        "当场改正",
        ("fixed_on", "fixed_by_officers", "fixed_how", "passed_on"),
        step="fix_on_the_spot",
    ),
    FactKind(
        "rectification_ordered",
        "finding",
        "责令改正",
        ("agency", "ordered_on", "action", "deadline", "deadline_reason", "measure", "order_clauses", "round"),
        step="order",
    ),
    FactKind("advised", "finding", "提出建议", ("advised_on", "measure"), step="advise"),
    FactKind("extension_asked", "finding", "申请延期", EXTENSION_ASKED),
    FactKind(
        "extension_granted",
        "finding",
        "同意延期",
        ("deadline", "extension_decided_on", "extension_decided_by", "extension_count", "deadline_reason"),
        step="extend",
    ),
    FactKind(
        "extension_denied",
        "finding",
        "不同意延期",
        ("extension_decided_on", "extension_decided_by", "extension_denied_reason"),
    ),
    FactKind(
        "rectification_reported",
        "finding",
        "报送整改情况",
        ("reported_on", "report_measure", "report_person", "report_money", "done_on"),
        step="report",
    ),
    FactKind(
        "reinspection_passed",
        "finding",
        "复查合格",
        (
            "reinspected_on",
            "reinspection",
            "reinspection_officers",
            "reinspection_note",
            "reinspection_result",
            "passed_on",
        ),
        step="reinspect_pass",
    ),
    FactKind(
        "reinspection_failed",
        "finding",
        "复查不合格",
        (
            "reinspected_on",
            "reinspection",
            "reinspection_officers",
            "reinspection_note",
            "reinspection_result",
            "deadline",
            "deadline_reason",
            "previous_deadline",
            "proposal",
            "round",
        ),
        step="reinspect_fail",
    ),
    FactKind(
        "finding_closed",
        "finding",
        "销号",
        ("closed_on", "closed_by", "closure_basis", "closure_second", "supervision_lifted"),
        step="close",
    ),
    FactKind(
        "finding_reopened",
        "finding",
        "重新打开",
        ("reopened_on", "reopened_reason", "deadline", "round"),
        step="reopen",
    ),
    FactKind(
        "finding_referred",
        "finding",
        "移送",
        ("referred_on", "referred_to", "referral_kind", "referral_number", "referral_reason"),
        step="refer",
    ),
    FactKind(
        "referral_returned",
        "finding",
        "移送退回",
        ("receipt_on", "receipt_number", "receipt_outcome", "deadline", "agency"),
        step="receipt_ordered",
    ),
    FactKind(
        "referral_concluded",
        "finding",
        "移送办结",
        ("receipt_on", "receipt_number", "receipt_outcome", "closed_on"),
        step="receipt_closed",
    ),
    FactKind("referral_accepted", "finding", "收到移送回执", ("receipt_on", "receipt_number", "receipt_accepted")),
    FactKind("finding_voided", "finding", "误登作废", ("void_reason", "voided_on"), step="void"),
    FactKind(
        "grade_suspected",
        "finding",
        "疑似重大，提请认定",
        ("grade_state", "regime", "criterion", "suspected_on", "suspected_reason", "judged"),
    ),
    FactKind(
        "grade_determined",
        "finding",
        "认定隐患等级",
        (
            "grade",
            "grade_state",
            "regime",
            "criterion",
            "determined_on",
            "determined_by",
            "determining_organ",
            "participants",
            "determination_number",
            "attachments",
            "grade_organ",
            "grade_reason",
            "grade_second",
        ),
    ),
    FactKind("circumstances_stated", "finding", "确认判定事实", ("circumstance.*",)),
    FactKind("evidence_attached", "finding", "附认定依据"),
    FactKind("evidence_withdrawn", "finding", "撤下认定依据", ("evidence_withdrawn_reason",)),
    FactKind("mark_set", "finding", "标记", ("mark.*",)),
    FactKind("listing_lifted", "finding", "解除挂牌督办", ("mark.*", "lifting")),
    FactKind("photo_added", "photo", "添加照片", PHOTO),
    FactKind("photo_changed", "photo", "修改照片说明", ("caption", "place", "stage", "finding", "item")),
    FactKind("photo_marked", "photo", "标注照片", ("marks",)),
    FactKind("photo_linked", "photo", "照片归位", ("item", "finding", "place")),
    FactKind("photo_paired", "photo", "整改前后照片配对", ("pair",)),
    FactKind("photo_withdrawn", "photo", "撤下照片", ("withdrawn", "withdrawn_reason", "withdrawn_on")),
    FactKind("photo_restored", "photo", "恢复照片", ("withdrawn", "restored_on", "restored_reason")),
    FactKind("photo_destroyed", "photo", "清空回收站，销毁照片原件", ("destroyed", "destroyed_on", "destroyed_reason")),
    *PAPER_FACTS,
    FactKind("material_recorded", "material", "填写文书内容", MATERIAL),
    FactKind("material_withdrawn", "material", "撤下文书内容", ("withdrawn", "withdrawn_reason")),
    FactKind("phrase_kept", "phrase", "存为常用语", ("owner",)),
    FactKind("phrase_withdrawn", "phrase", "删除常用语"),
    FactKind("joint_task_opened", "joint_task", "建立联合整改任务", JOINT_TASK, step="open"),
    FactKind("joint_task_planned", "joint_task", "调整联合整改分工", ("inspection", "plan.*")),
    FactKind("joint_opinion_given", "joint_task", "登记部门意见", ("opinion.*",)),
    FactKind("joint_part_done", "joint_task", "部门分工完成", ("done.*",)),
    FactKind("joint_rectification_set", "joint_task", "进入整改", RECTIFICATION, step="rectify"),
    FactKind("joint_task_completed", "joint_task", "完善消防手续", COMPLETION, step="complete"),
    FactKind("joint_task_submitted", "joint_task", "提请政府依法关停", SUBMISSION, step="submit"),
    FactKind("government_decided", "joint_task", "登记政府决定", DECISION, step="decide"),
    FactKind("joint_task_voided", "joint_task", "作废联合整改任务", ("voided_on", "void_reason"), step="void"),
    FactKind("confirmation_given", "confirmation", "法制审核确认", CONFIRMATION),
    FactKind("confirmation_withdrawn", "confirmation", "撤回确认", WITHDRAWAL),
    FactKind("confirmation_imported", "confirmation", "由确认包导入", (*CONFIRMATION, "parcel", "signed_by")),
    FactKind("conflict_settled", ANY, "裁定不一致", (ANY,)),
    FactKind("state_imported", ANY, "导入", (ANY,)),
)

KINDS: Final[Mapping[str, FactKind]] = {kind.name: kind for kind in _KINDS}
SUBJECTS: Final = (
    "installation", "agency", "person", "edition", "institution", "place", "inspection", "response", "finding", "photo",
    "number_block", "document", "area", "risk_assessment", "phrase", "joint_task", "confirmation", "material",
)  # fmt: skip
