"""A finding and its life: one fact at one place that breaks a clause, from recording to closure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from inspections.citing import enforceable_clauses
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.entry import JsonObject
from inspections.people import Person, require_authorised, require_officer
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError, NotCompetentError, RefusedError
from inspections.transitions import OPEN, FindingState, steps_from

CATEGORIES: Final = ("hazard", "violation", "advice")
PROPOSALS: Final[Mapping[str, str]] = {
    "": "",
    "case": "转立案",
    "suspend": "提请停业整顿",
    "close": "提请关闭",
    "refer": "移送",
}


class Finding(Record):
    """One fact found at one place of an institution. Result, grade and state of the work are three separate things."""

    KIND: ClassVar[str] = "finding"
    __slots__ = ()

    @property
    def institution(self) -> str:
        """Return the id of the institution."""
        return self.fields.text("institution")

    @property
    def inspection(self) -> str:
        """Return the id of the visit that found it."""
        return self.fields.text("inspection")

    @property
    def number(self) -> str:
        """Return the number of the hazard."""
        return self.fields.text("number")

    @property
    def item(self) -> str:
        """Return the code of the checklist item, empty for a free finding."""
        return self.fields.text("item")

    @property
    def category(self) -> str:
        """Return hazard, violation or advice."""
        return self.fields.text("category")

    @property
    def description(self) -> str:
        """Return the fact in the inspector's words."""
        return self.fields.text("description")

    @property
    def clauses(self) -> tuple[JsonObject, ...]:
        """Return the broken clauses: document, article, certainty."""
        return self.fields.objects("clauses")

    @property
    def agency(self) -> str:
        """Return the id of the agency that ordered, empty before."""
        return self.fields.text("agency")

    @property
    def deadline(self) -> date | None:
        """Return the day the rectification is due; None before an order or with 立即."""
        return self.fields.day("deadline")

    @property
    def round(self) -> int:
        """Return which round of order and re-inspection this is, from 1."""
        return self.fields.whole("round") or 1

    @property
    def is_major(self) -> bool:
        """Tell whether it was determined to be 重大."""
        return self.fields.text("grade") == "major"

    @property
    def is_open(self) -> bool:
        """Tell whether it stands in the balance."""
        return self.state in OPEN and self.category == "hazard"

    def steps(self) -> tuple[str, ...]:
        """Return the steps the transition table allows now."""
        return steps_from(self.KIND, self.state)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the deadline has passed with the order standing; the deadline day itself is not overdue."""
        return self.state == FindingState.ORDERED and self.deadline is not None and self.deadline < today

    def record(self, values: Mapping[str, object]) -> Fact:
        """Record the finding: place, fact and kind, and a clause or a reason."""
        self._check_words(values)
        return self.fact("finding_recorded", {"grade": "ordinary", **values})

    def change(self, values: Mapping[str, object]) -> Fact:
        """Correct the words; after an order only what the order does not print may change."""
        if self.state not in (FindingState.RECORDED, FindingState.ADVISED):
            raise RefusedError("问题已责令改正，文字不能再改。", "如属误登，请在责令前作废；已责令的请另行登记更正。")
        self._check_words({**self.fields.values(), **values})
        return self.fact("finding_changed", values)

    def fix_on_the_spot(self, *, on: date, officers: Sequence[Person], how: str, before: int, after: int) -> Fact:
        """Note that it was put right during the visit: photos before and after, two officers (监督检查规定)."""
        self._need_officers(officers, "认定当场改正")
        if not before or not after:
            raise MissingError("当场改正须有整改前、整改后照片各至少一张。", "请先添加照片并标明“整改前”“整改后”。")
        return self.fact(
            "fixed_on_the_spot",
            {"fixed_on": on, "passed_on": on, "fixed_by_officers": [one.id for one in officers], "fixed_how": how},
        )

    def order(
        self,
        *,
        agency: str,
        agency_code: str,
        on: date,
        action: str,
        deadline: date | None,
        measure: str,
        reason: str = "",
        confirmed: Confirmed = NOTHING_CONFIRMED,
    ) -> Fact:
        """Order rectification by a date, or at once, under clauses this agency may enforce."""
        clauses = self.enforceable(agency_code, confirmed)
        if not clauses:
            raise NotCompetentError(
                "该机关对本问题所列条款没有责令改正的职权。", "请由有权机关责令，或如实记入笔录后移交（隐患移交函）。"
            )
        if not measure.strip():
            raise MissingError("没有填写整改要求。", "请写明要改正什么。")
        if action == "order" and deadline is None:
            raise MissingError("责令限期改正须写明到期日期。", "请选择日期，或改为责令立即改正。")
        if action not in ("order", "immediate"):
            raise BadValueError(f"处理方式“{action}”无效。", "请选择责令限期改正或责令立即改正。")
        if deadline is not None and deadline < on:
            raise BadValueError(f"整改期限 {deadline} 早于责令日期 {on}。", "请选择责令日期之后的日期。")
        return self.fact(
            "rectification_ordered",
            {
                "agency": agency,
                "ordered_on": on,
                "action": action,
                "deadline": deadline if action == "order" else None,
                "deadline_reason": reason,
                "measure": measure,
                "order_clauses": list(clauses),
                "round": 1,
            },
        )

    def enforceable(self, agency_code: str, confirmed: Confirmed = NOTHING_CONFIRMED) -> tuple[JsonObject, ...]:
        """Return the clauses under which an agency may order; 民政 never under the fire articles."""
        return enforceable_clauses(self.clauses, agency_code, on=self.fields.day("found_on"), confirmed=confirmed)

    def advise(self, *, on: date, measure: str) -> Fact:
        """Advise; only for the kind 建议, outside the balance."""
        if self.category != "advice":
            raise RefusedError("只有“建议”类问题可以提出建议。", "隐患和违法违规请责令改正或移送。")
        return self.fact("advised", {"advised_on": on, "measure": measure})

    def ask_extension(self, *, on: date, until: date, reason: str, measures: str = "") -> Fact:
        """Note the institution's request for a later date; it must come before expiry."""
        if self.state != FindingState.ORDERED or self.deadline is None:
            raise RefusedError("只有已责令、有期限的问题可以申请延期。")
        if on > self.deadline:
            raise RefusedError(f"延期须在期限届满（{self.deadline}）前申请。", "已逾期的请安排复查。")
        if until <= self.deadline or not reason.strip():
            raise BadValueError("拟延至的日期须晚于原期限，并写明原因。")
        return self.fact(
            "extension_asked",
            {
                "extension_asked_on": on,
                "extension_from": self.deadline,
                "extension_until": until,
                "extension_reason": reason,
                "extension_measures": measures,
                "extension_decided_on": None,
                "extension_denied_reason": "",
            },
        )

    def grant_extension(self, *, on: date, until: date, by: Person) -> Fact:
        """Grant the request; the ordering agency's authorised head decides."""
        require_authorised(by, agency=self.agency, doing="批准延期")
        if not self.fields.text("extension_asked_on"):
            raise MissingError("没有延期申请。", "请先登记机构的延期申请。")
        return self.fact(
            "extension_granted",
            {
                "deadline": until,
                "extension_decided_on": on,
                "extension_decided_by": by.id,
                "extension_count": (self.fields.whole("extension_count") or 0) + 1,
                "deadline_reason": "经批准延期",
            },
        )

    def deny_extension(self, *, on: date, by: Person, reason: str) -> Fact:
        """Deny the request."""
        require_authorised(by, agency=self.agency, doing="决定延期")
        return self.fact(
            "extension_denied",
            {"extension_decided_on": on, "extension_decided_by": by.id, "extension_denied_reason": reason},
        )

    def report(self, *, on: date, measure: str, person: str, done_on: date, money: str, photos_after: int) -> Fact:
        """Note what the institution reports: measure, responsible person, date, photos after."""
        if not measure.strip() or not person.strip():
            raise MissingError("整改情况须写明措施和责任人。")
        if not photos_after:
            raise MissingError("整改情况须附整改后照片。", "请先添加照片并标明“整改后”。")
        return self.fact(
            "rectification_reported",
            {
                "reported_on": on,
                "report_measure": measure,
                "report_person": person,
                "report_money": money,
                "done_on": done_on,
            },
        )

    def reinspect_pass(self, *, on: date, officers: Sequence[Person], note: str, inspection: str) -> Fact:
        """Pass the re-inspection of this finding."""
        self._need_officers(officers, "复查")
        return self.fact(
            "reinspection_passed",
            {
                "reinspected_on": on,
                "passed_on": on,
                "reinspection": inspection,
                "reinspection_officers": [one.id for one in officers],
                "reinspection_note": note,
                "reinspection_result": "passed",
            },
        )

    def reinspect_fail(
        self,
        *,
        on: date,
        officers: Sequence[Person],
        note: str,
        inspection: str,
        deadline: date | None,
        proposal: str,
    ) -> Fact:
        """Fail the re-inspection: a new round with a reason, and a new date or a proposal what follows."""
        self._need_officers(officers, "复查")
        if not note.strip():
            raise MissingError("复查不合格须写明理由。")
        if deadline is None and not proposal:
            raise MissingError(
                "复查不合格须给出新的期限，或提出处理建议。", "请选择新期限，或转立案、提请停业整顿、移送。"
            )
        if deadline is not None and deadline < on:
            raise BadValueError("新的期限不能早于复查日期。")
        return self.fact(
            "reinspection_failed",
            {
                "reinspected_on": on,
                "reinspection": inspection,
                "reinspection_officers": [one.id for one in officers],
                "reinspection_note": note,
                "reinspection_result": "failed",
                "previous_deadline": self.deadline,
                "deadline": deadline,
                "deadline_reason": f"第{self.round}次复查不合格：{note}",
                "proposal": proposal,
                "round": self.round + 1,
            },
        )

    def close(self, *, on: date, by: Person, basis: str, second: Person | None, lifted: str) -> Fact:
        """Close the line: an authorised person of the ordering agency; 重大 needs a second and the lifting."""
        require_authorised(by, agency=self.agency, doing="销号")
        if self.is_major:
            if second is None or second.id == by.id:
                raise MissingError("重大隐患销号须由第二人确认。", "请选择另一名获授权人员。")
            require_authorised(second, agency=self.agency, doing="确认重大隐患销号")
            if self.fields.object("mark.supervised") and not lifted.strip():
                raise MissingError("已挂牌督办的重大隐患须先解除挂牌。", "请填写解除挂牌督办的文号。")
        return self.fact(
            "finding_closed",
            {
                "closed_on": on,
                "closed_by": by.id,
                "closure_basis": basis,
                "closure_second": second.id if second else "",
                "supervision_lifted": lifted,
            },
        )

    def reopen(self, *, on: date, by: Person, reason: str, deadline: date | None) -> Fact:
        """Open a closed line again, with a reason."""
        require_authorised(by, agency=self.agency, doing="重新打开")
        if not reason.strip():
            raise MissingError("重新打开须写明理由。")
        return self.fact(
            "finding_reopened",
            {"reopened_on": on, "reopened_reason": reason, "deadline": deadline, "round": self.round + 1},
        )

    def refer(self, *, on: date, to: str, how: str, number: str, reason: str) -> Fact:
        """Hand over to the competent agency; it stays in the balance until the receipt."""
        if how not in ("case", "handover"):
            raise BadValueError("请选择案件移送或隐患移交（抄告）。")
        if not to.strip() or not reason.strip():
            raise MissingError("移送须写明接收机关和理由。")
        return self.fact(
            "finding_referred",
            {
                "referred_on": on,
                "referred_to": to,
                "referral_kind": how,
                "referral_number": number,
                "referral_reason": reason,
            },
        )

    def receive(self, *, on: date, number: str, outcome: str, deadline: date | None, agency: str) -> Fact:
        """Note the receipt and how it ended: closed there, or back to be ordered here."""
        if not number.strip():
            raise MissingError("没有填写回执文号或签收信息。")
        shared = {"receipt_on": on, "receipt_number": number, "receipt_outcome": outcome}
        if outcome == "closed":
            return self.fact("referral_concluded", {**shared, "closed_on": on})
        if outcome == "ordered":
            return self.fact("referral_returned", {**shared, "deadline": deadline, "agency": self.agency or agency})
        raise BadValueError("请选择移送结果。")

    def void(self, *, on: date, reason: str) -> Fact:
        """Void a line recorded by mistake."""
        if not reason.strip():
            raise MissingError("作废须写明理由。")
        return self.fact("finding_voided", {"void_reason": reason, "voided_on": on})

    def mark(self, name: str, values: JsonObject) -> Fact:
        """Set a mark beside the state (挂牌督办, 拟立案 ...): decided elsewhere, kept with number and date."""
        return self.fact("mark_set", {f"mark.{name}": values})

    def lift_listing(self, *, on: date, organ: str, number: str, basis: str) -> Fact:
        """Note that 挂牌督办 was lifted: decided by the listing organ, with its basis; what was listed is kept."""
        listed = self.fields.object("mark.supervised")
        if not listed:
            raise RefusedError("本问题没有挂牌督办，无须解除。")
        if not organ.strip() or not basis.strip():
            raise MissingError("解除挂牌督办须写明决定机关和解除依据。")
        lifting = {"on": on, "organ": organ, "number": number, "basis": basis, "listed": listed}
        return self.fact("listing_lifted", {"mark.supervised": {}, "lifting": lifting})

    def _check_words(self, values: Mapping[str, object]) -> None:
        if values.get("category") not in CATEGORIES:
            raise BadValueError("请选择问题类别：安全隐患、其他违法违规或建议。")
        if not str(values.get("description") or "").strip():
            raise MissingError("没有写明问题事实。", "请写明看到了什么、在哪里、多少。")
        if not values.get("places") and not str(values.get("place_text") or "").strip():
            raise MissingError("没有写明部位。", "请选择或填写楼栋、楼层、房间或具体位置。")
        if not values.get("clauses") and values.get("category") != "advice" and not values.get("deadline_reason"):
            raise MissingError("没有列明违反的条款。", "请选择条款，或写明理由。")

    def _need_officers(self, officers: Sequence[Person], doing: str) -> None:
        for officer in officers:
            require_officer(officer, doing)
        if len({officer.id for officer in officers}) < 2:
            raise MissingError(f"{doing}须有两名执法人员。", "请选择两名有执法证号的人员。")
