"""Papers about one finding: what has to have happened to it before each can say everything."""

from datetime import date

from inspections import grading

ASKED = {
    "on": date(2026, 10, 20), "until": date(2026, 11, 20), "reason": "防火门定制需 20 日，厂家已出具排产单",
    "measures": "该楼层暂停使用，夜间加派 1 人值守",
}  # fmt: skip
LISTED = {
    "organ": "蓉城市青羊区安全生产委员会", "number": "青安督〔2026〕2号", "on": "2026-10-15", "until": "2026-12-31",
    "demands": "停用二层活动室，拆除全部可燃装修，逐周报送进展", "responsible_unit": "颐康养老院（责任人 沈院长）",
    "plan_due": "2026-10-25", "note": "由区消防大队跟踪",
}  # fmt: skip
DETERMINED = {
    "grade": "major", "grade_state": "determined", "regime": "major_fire", "criterion": "GB 35181-2025 7.3.1",
    "determined_on": "2026-10-14", "determined_by": "sun", "determining_organ": "蓉城市青羊区消防救援大队",
    "participants": "孙立、李青㬎、吴专家", "determination_number": "青消重〔2026〕1号",
}  # fmt: skip


def asked(one):
    return one.ask_extension(**ASKED)


def granted(by):
    return lambda one: one.grant_extension(on=date(2026, 10, 22), until=ASKED["until"], by=by)


def denied(by):
    return lambda one: one.deny_extension(on=date(2026, 10, 22), by=by, reason="临时措施不足以保证安全")


def determined(one):
    return one.fact("grade_determined", DETERMINED)


def evidence(one):
    return grading.attach(
        one, name="可燃装修面积测量表", digest="ab" * 32, extension="jpg", file="测量表.jpg", on=date(2026, 10, 13)
    )


def listed(one):
    return one.mark("supervised", LISTED)


def lifted(one):
    return one.lift_listing(
        on=date(2026, 12, 20), organ=LISTED["organ"], number="青安解〔2026〕1号", basis="复查合格，治理效果评估通过"
    )


def referred(how, to):
    return lambda one: one.refer(
        on=date(2026, 10, 13), to=to, how=how, number="移〔2026〕3号", reason="该事项由接收机关主管"
    )


def _steps(paper):
    from tests.reports import builders as b

    ordered, head = b.ordered("fire"), b.person("sun")
    return {
        "extension": [ordered, asked, granted(head)],
        "case_transfer": [evidence, referred("case", "蓉城市青羊区市场监督管理局")],
        "handover": [evidence, referred("handover", "蓉城市青羊区住房和城乡建设局")],
        "fire_notice": [determined, ordered],
        "supervision": [determined, ordered, listed],
        "supervision_lifted": [determined, ordered, listed, b.reported, b.passed, lifted],
    }[paper]


STEPS = ("extension", "case_transfer", "handover", "fire_notice", "supervision", "supervision_lifted")
ISSUER = {"case_transfer": "civil", "handover": "civil"}


def dossier(paper, *, steps=None, **changes):
    """A full dossier of a paper about one finding."""
    from tests.reports import builders as b

    issuing = ISSUER.get(paper, "fire")
    record = b.finding(1, steps=_steps(paper) if steps is None else steps)
    line = b.line(record, paper=paper, organ=b.agency(issuing), photos=(1, 2))
    return b.dossier(paper, organ=issuing, findings=[line], **changes)
