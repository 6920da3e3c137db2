"""Papers and their numbers: 定稿, 签名, 盖章, 送达 are four facts with four dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from inspections.entry import JsonObject
from inspections.record import Fact, Record
from inspections.refusal import MissingError, RefusedError
from inspections.transitions import DocumentState

INTERNAL: Final = "内部使用"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """One kind of paper: what it is about and what it needs. `of` names the id `print` takes."""

    code: str
    title: str
    of: str
    per_agency: bool
    needs_stamp: bool
    signers: tuple[str, ...]
    word: str
    before_leaving: bool = False
    note: str = ""
    issuers: tuple[str, ...] = ()
    """The kinds of authority that may issue it; empty: every inspecting authority."""
    author: str = "agency"
    """Who speaks: the agency, or the institution in what it hands in."""


PAPERS: Final[Mapping[str, PaperKind]] = {
    kind.code: kind
    for kind in (
        PaperKind(
            code="record", title="现场检查笔录", of="inspection", per_agency=False, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="检笔", before_leaving=True,
        ),
        PaperKind(
            code="result", title="检查结果告知书", of="inspection", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="检告",
        ),
        PaperKind(
            code="immediate", title="责令立即改正通知书", of="inspection", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="责立", before_leaving=True,
        ),
        PaperKind(
            code="order", title="责令限期改正通知书", of="inspection", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="责改",
        ),
        PaperKind(
            code="reinspection", title="整改复查意见书", of="inspection", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="复查",
        ),
        PaperKind(
            code="receipt", title="送达回证", of="document", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="送达",
        ),
        PaperKind(
            code="report", title="检查报告", of="inspection", per_agency=False, needs_stamp=False,
            signers=("officer",), word="检报", note="内部使用",
        ),
        PaperKind(
            code="closure", title="隐患销号表", of="finding", per_agency=True, needs_stamp=False,
            signers=("officer",), word="销号", note="内部使用",
        ),
        PaperKind(
            code="joint_opinion", title="联合整改意见", of="joint_task", per_agency=False, needs_stamp=True,
            signers=("officer", "officer", "officer"), word="联改",
        ),
        PaperKind(
            code="fire_record", title="消防监督检查记录", of="inspection", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="消检", before_leaving=True, issuers=("fire",),
        ),
        PaperKind(
            code="fire_notice", title="重大火灾隐患整改通知书", of="finding", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="重火", issuers=("fire",),
        ),
        PaperKind(
            code="extension", title="延期整改审批表", of="finding", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "head"), word="延审", note=INTERNAL,
        ),
        PaperKind(
            code="case_transfer", title="案件移送函", of="finding", per_agency=True, needs_stamp=True,
            signers=("officer", "officer"), word="案移",
        ),
        PaperKind(
            code="handover", title="隐患移交（抄告）函", of="finding", per_agency=True, needs_stamp=True,
            signers=("officer", "officer"), word="隐移",
        ),
        PaperKind(
            code="supervision", title="挂牌督办通知书", of="finding", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="挂督",
        ),
        PaperKind(
            code="supervision_lifted", title="解除挂牌督办通知书", of="finding", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="解督",
        ),
        PaperKind(
            code="approval", title="行政检查审批表", of="inspection", per_agency=True, needs_stamp=False,
            signers=("officer", "officer"), word="检审", note="内部使用",
        ),
        PaperKind(
            code="notice", title="行政检查通知书", of="inspection", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="检通",
        ),
        PaperKind(
            code="questioning", title="询问笔录", of="material", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="询笔",
        ),
        PaperKind(
            code="survey", title="勘验笔录", of="material", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="勘笔",
        ),
        PaperKind(
            code="sampling", title="抽样取证（证据）清单", of="material", per_agency=True, needs_stamp=True,
            signers=("officer", "officer", "companion"), word="抽证",
        ),
        PaperKind(
            code="pleading", title="当事人陈述申辩记录", of="material", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="陈辩",
        ),
        PaperKind(
            code="address", title="送达地址（方式）确认书", of="inspection", per_agency=True, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="送址",
        ),
        PaperKind(
            code="reply", title="整改情况报告", of="inspection", per_agency=True, needs_stamp=False,
            signers=("companion",), word="整报", author="institution",
        ),
        PaperKind(
            code="postponement", title="延期整改申请书", of="finding", per_agency=True, needs_stamp=False,
            signers=("companion",), word="延申", author="institution",
        ),
        PaperKind(
            code="summary", title="检查情况汇总表", of="inspection", per_agency=False, needs_stamp=False,
            signers=("officer",), word="检汇", note="内部使用",
        ),
        PaperKind(
            code="photos", title="照片证据附页", of="inspection", per_agency=False, needs_stamp=False,
            signers=("officer", "officer", "companion"), word="照附",
        ),
        PaperKind(
            code="filing", title="案卷封面和卷内目录", of="inspection", per_agency=True, needs_stamp=False,
            signers=("officer",), word="案卷", note="内部使用",
        ),
    )
}  # fmt: skip
ORDERS: Final = ("immediate", "order")
DEMANDS: Final = (*ORDERS, "fire_notice")
"""Papers that demand rectification: they cite only what their agency may enforce and name the remedies."""
LETTERS: Final = ("case_transfer", "handover")
"""Letters to another agency, each with the receipt it sends back."""
ABOUT_AN_ORDER: Final = ("reinspection", "closure", "extension", "supervision", "supervision_lifted")
"""Papers about what an order demanded: they cite its clauses and name it."""


def may_issue(paper: str, agency_code: str) -> bool:
    """Tell whether a kind of authority may issue a paper; what this program does not make is not judged."""
    return paper not in PAPERS or not PAPERS[paper].issuers or agency_code in PAPERS[paper].issuers


class NumberBlock(Record):
    """A run of numbers of one paper, agency and year that only this laptop takes from."""

    KIND: ClassVar[str] = "number_block"
    __slots__ = ()

    @property
    def next(self) -> int:
        """Return the number that is taken next."""
        return self.fields.whole("next") or self.fields.whole("first") or 1

    def take(self) -> Fact:
        """Take the next number."""
        last = self.fields.whole("last") or 0
        if self.next > last:
            raise RefusedError("本机号段已用完。", "请在设置中分配新的号段。")
        return self.fact("number_taken", {"next": self.next + 1})

    def written(self, serial: int) -> str:
        """Return the number as printed: ×民检通〔2026〕12号 or 〔2026〕第12号, no leading zeros (GB/T 9704)."""
        year, prefix = self.fields.whole("year"), self.fields.text("prefix")
        ordinal = "第" if self.fields.text("style") == "ordinal" else ""
        return f"{prefix}〔{year}〕{ordinal}{serial}号"


class Document(Record):
    """One paper with its number, its frozen content and what was done with it."""

    KIND: ClassVar[str] = "document"
    __slots__ = ()

    @property
    def paper(self) -> str:
        """Return the kind of paper."""
        return self.fields.text("paper")

    @property
    def title(self) -> str:
        """Return the name of the paper."""
        return PAPERS[self.paper].title if self.paper in PAPERS else self.paper

    @property
    def number(self) -> str:
        """Return the number as printed."""
        return self.fields.text("number")

    @property
    def agency(self) -> str:
        """Return the id of the issuing agency."""
        return self.fields.text("agency")

    @property
    def file(self) -> str:
        """Return the digest of the file as it now is, empty before 定稿."""
        return self.fields.text("file")

    @property
    def is_sealed(self) -> bool:
        """Tell whether the content is frozen."""
        return self.state == DocumentState.SEALED

    @property
    def is_issued(self) -> bool:
        """Tell whether it counts as issued: an order only once the agency's stamp is recorded.

        Of a paper another system wrote, the scan shows the stamped original.
        """
        needs_stamp = self.paper in PAPERS and PAPERS[self.paper].needs_stamp
        scanned = self.fields.flag("external") and bool(self.fields.text("scan"))
        return self.is_sealed and (bool(self.fields.text("stamped_on")) or scanned or not needs_stamp)

    @property
    def is_superseded(self) -> bool:
        """Tell whether a corrected paper took its place."""
        return bool(self.fields.text("superseded_by"))

    @property
    def signatures(self) -> Mapping[str, JsonObject]:
        """Return the signatures by field name: who, role, when, how."""
        return self.sets.get("signatures", {})

    def take_number(self, values: Mapping[str, object]) -> Fact:
        """Give the draft its number."""
        return self.fact("document_numbered", values)

    def require_correctable(self) -> None:
        """Refuse a correction of what is not frozen here, not valid any more, or written elsewhere."""
        self._require_sealed("更正")
        if self.fields.flag("external"):
            raise RefusedError("外部文书由原机关在其系统中更正。", "请登记更正后的外部文书，并把这一份作废。")
        if self.is_superseded:
            raise RefusedError("文书已被更正后的文书代替。", "请更正代替它的那一份。")

    def supersede(self, *, by: str, on: date, reason: str) -> Fact:
        """Note that a corrected paper took its place; both are kept."""
        return self.fact("document_superseded", {"superseded_by": by, "superseded_on": on, "superseded_reason": reason})

    def seal(self, values: Mapping[str, object]) -> Fact:
        """Freeze the content: from now on a correction is a new version."""
        return self.fact("document_sealed", values)

    def sign(self, *, field: str, file: str, size: int, signature: JsonObject) -> Fact:
        """Note one signature and the file that carries it."""
        self._require_sealed("签名")
        if field in self.signatures:
            raise RefusedError("该栏已签名。")
        return self.fact("document_signed", {"file": file, "bytes": size}, add={"signatures": {field: signature}})

    def refuse_signature(
        self, *, on: date, person: str, reason: str, officers: Sequence[str], witness: str = ""
    ) -> Fact:
        """Note a 拒签: officers write the reason and sign, a witness is optional (安全生产法68, 处罚法55)."""
        self._require_sealed("登记拒签")
        if not reason.strip():
            raise MissingError("拒签须写明理由或情况。")
        if len(set(officers)) < 2:
            raise MissingError("拒签须由两名执法人员注明。")
        return self.fact(
            "signature_refused",
            {
                "refused_by": person,
                "refusal_reason": reason,
                "refusal_witness": witness,
                "refused_on": on,
                "refusal_officers": list(officers),
            },
        )

    def stamp(self, *, on: date, how: str, scan: str) -> Fact:
        """Note the agency's stamp: the scan of the stamped page or the unit's electronic seal."""
        self._require_sealed("登记盖章")
        if not scan:
            raise MissingError("登记盖章须附盖章页扫描件或电子印章文件。", "请选择扫描件。")
        return self.fact("document_stamped", {"stamped_on": on, "stamp_how": how, "stamp_scan": scan})

    def serve(self, values: Mapping[str, object]) -> Fact:
        """Note the service; 留置送达 needs a witness or a record and the reason of refusal."""
        self._require_sealed("登记送达")
        if self.is_superseded:
            raise RefusedError("文书已被更正后的文书代替，不再送达。", "请送达代替它的那一份。")
        if self.paper in PAPERS and PAPERS[self.paper].needs_stamp and not self.is_issued:
            raise RefusedError("文书尚未盖章，不能送达。", "请先登记盖章。")
        for name, title in (("served_on", "送达日期"), ("served_how", "送达方式"), ("served_to", "受送达人")):
            if not values.get(name):
                raise MissingError(f"缺少{title}。")
        if values["served_how"] == "electronic" and not values.get("service_confirmation"):
            raise MissingError(
                "电子送达须经受送达人同意并签订送达方式确认书（行政处罚法第六十一条）。",
                "请填写送达地址（方式）确认书的日期或编号。",
            )
        if values["served_how"] == "left" and not (values.get("service_witness") and values.get("service_reason")):
            raise MissingError("留置送达须写明拒收事由，并有见证人或拍照、录像。")
        return self.fact("document_served", values)

    def attach_scan(self, *, digest: str, extension: str, page: int, on: date) -> Fact:
        """Keep the scan of a signed page with the paper."""
        self._require_sealed("归档扫描件")
        scan = {"digest": digest, "extension": extension, "page": page, "on": on.isoformat()}
        return self.fact("document_scanned", add={"scans": {digest: scan}})

    def void(self, *, on: date, reason: str) -> Fact:
        """Void the paper; its number stays with the reason."""
        if not reason.strip():
            raise MissingError("作废须写明理由。")
        return self.fact("document_voided", {"void_reason": reason, "voided_on": on})

    def _require_sealed(self, doing: str) -> None:
        if not self.is_sealed:
            raise RefusedError(f"文书尚未定稿，不能{doing}。", "请先定稿。")
