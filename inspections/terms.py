"""The field's words: every code of the records and its Chinese term. The only such table."""

from collections.abc import Mapping
from typing import Final

FINDING_STATE: Final[Mapping[str, str]] = {
    "": "未登记",
    "recorded": "已登记",
    "advised": "已告知",
    "ordered": "已责令",
    "reported": "已报整改",
    "passed": "复查合格",
    "handed_over": "已移送",
    "closed": "已销号",
    "voided": "误登",
}
INSPECTION_STATE: Final[Mapping[str, str]] = {
    "": "未开始",
    "running": "检查中",
    "finished": "已结束",
    "voided": "已作废",
}
DOCUMENT_STATE: Final[Mapping[str, str]] = {"": "草稿", "numbered": "已取号", "sealed": "已定稿", "voided": "已作废"}
EDITION_STANDING: Final[Mapping[str, str]] = {
    "": "未启用",
    "published": "已发布，未启用",
    "active": "已启用",
    "withdrawn": "已停用",
}
EDITION_ORIGIN: Final[Mapping[str, str]] = {"bundled": "随附", "published": "本机发布", "used": "曾采用"}
JOINT_TASK_STATE: Final[Mapping[str, str]] = {
    "": "未建立",
    "checking": "联合检查中",
    "rectifying": "整改中",
    "completed": "已完善消防手续",
    "submitted": "已提请政府",
    "decided": "政府已决定",
    "voided": "已作废",
}
RECORD: Final[Mapping[str, str]] = {
    "installation": "本机",
    "agency": "检查机关",
    "person": "人员",
    "edition": "检查表版本",
    "institution": "机构",
    "place": "部位",
    "inspection": "检查",
    "response": "单项结论",
    "finding": "问题",
    "photo": "照片",
    "number_block": "号段",
    "document": "文书",
    "area": "区域",
    "risk_assessment": "风险评估",
    "phrase": "常用语",
    "joint_task": "联合整改任务",
    "confirmation": "条款确认",
    "material": "文书内容",
}
STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "finding": FINDING_STATE,
    "inspection": INSPECTION_STATE,
    "document": DOCUMENT_STATE,
    "joint_task": JOINT_TASK_STATE,
}
STEP: Final[Mapping[str, str]] = {
    "record": "登记",
    "fix_on_the_spot": "当场改正",
    "order": "责令改正",
    "advise": "提出建议",
    "extend": "延期",
    "report": "报送整改情况",
    "reinspect_pass": "复查合格",
    "reinspect_fail": "复查不合格",
    "close": "销号",
    "reopen": "重新打开",
    "refer": "移送",
    "receipt_ordered": "登记回执（退回责令）",
    "receipt_closed": "登记回执（办结）",
    "void": "作废",
    "start": "开始检查",
    "finish": "结束检查",
    "resume": "恢复检查",
    "number": "取号",
    "seal": "定稿",
    "external": "登记外部文书",
    "open": "建立联合整改任务",
    "rectify": "进入整改",
    "complete": "完善消防手续",
    "submit": "提请政府依法关停",
    "decide": "登记政府决定",
}
RESULT: Final[Mapping[str, str]] = {
    "compliant": "符合",
    "non_compliant": "不符合",
    "not_applicable": "不适用",
    "not_checked": "未检查",
    "gap": "差距",
}
CATEGORY: Final[Mapping[str, str]] = {"hazard": "安全隐患", "violation": "其他违法违规", "advice": "建议"}
GRADE: Final[Mapping[str, str]] = {"ordinary": "一般", "major": "重大"}
REGIME: Final[Mapping[str, str]] = {"": "", "major_accident": "重大事故隐患", "major_fire": "重大火灾隐患"}
GRADE_STATE: Final[Mapping[str, str]] = {
    "": "",
    "suspected": "疑似重大，待认定",
    "determined": "已认定",
    "declined": "经认定不属重大",
}
ACTION: Final[Mapping[str, str]] = {"order": "责令限期改正", "immediate": "责令立即改正", "advise": "建议"}
DEPTH: Final[Mapping[str, str]] = {"basic": "基本检查", "full": "全面检查"}
INSPECTION_KIND: Final[Mapping[str, str]] = {"daily": "日常检查", "special": "专项检查", "case": "个案检查"}
TASK_SOURCE: Final[Mapping[str, str]] = {
    "plan": "计划",
    "random": "双随机",
    "campaign": "专项",
    "complaint": "举报",
    "assigned": "交办",
    "request": "申请",
    "reinspection": "复查",
}
UNCOUNTED_SOURCES: Final = ("complaint", "request", "assigned", "reinspection")
NOTICE: Final[Mapping[str, str]] = {"sent": "已提前通知", "carried": "持通知书直接检查"}
ROLE: Final[Mapping[str, str]] = {"officer": "执法人员", "assistant": "协助人员", "head": "负责人", "local": "本机用户"}
RISK_COLOR: Final[Mapping[str, str]] = {"": "未评", "red": "重大", "orange": "较大", "yellow": "一般", "blue": "低"}
RATING: Final[Mapping[str, str]] = {"": "未评级", "1": "一级", "2": "二级", "3": "三级", "4": "四级", "5": "五级"}
AREA_LEVEL: Final[Mapping[str, str]] = {
    "county": "县（市）",
    "community": "社区",
    "village": "村",
    "estate": "新建小区",
}
SCOPE: Final[Mapping[str, str]] = {"institution": "机构", "community": "社区", "county": "县（市）"}
RISK_METHOD: Final[Mapping[str, str]] = {"lec": "LEC 法", "ls": "LS 矩阵法"}
WARNING_LEVEL: Final[Mapping[str, str]] = {"high": "高", "middle": "中", "low": "低"}
PLACE_LEVEL: Final[Mapping[str, str]] = {"building": "楼栋", "floor": "楼层", "room": "房间"}
PHOTO_STAGE: Final[Mapping[str, str]] = {"scene": "现场", "before": "整改前", "after": "整改后"}
SHAPE: Final[Mapping[str, str]] = {
    "arrow": "箭头",
    "box": "方框",
    "circle": "圆圈",
    "text": "文字",
    "number": "编号",
    "mosaic": "遮挡",
}
SHAPE_COLOR: Final[Mapping[str, str]] = {"red": "红", "yellow": "黄", "blue": "蓝", "green": "绿", "white": "白"}
STAMP_CORNER: Final[Mapping[str, str]] = {
    "": "不加",
    "bottom_right": "右下角",
    "bottom_left": "左下角",
    "top_right": "右上角",
    "top_left": "左上角",
}
EVIDENCE_REMARK: Final[Mapping[str, str]] = {
    "same_file": "与整改前照片是同一文件",
    "near_copy": "疑似重复使用照片",
    "older_than_order": "早于责令日期",
}
PHOTO_REMARK: Final[Mapping[str, str]] = {
    "damaged": "原件不完整",
    "taken_later": "拍摄时间晚于导入",
    "conflict": "记录有不一致",
}
SERVED_HOW: Final[Mapping[str, str]] = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
}
REFERRAL: Final[Mapping[str, str]] = {"case": "案件移送", "handover": "隐患移交（抄告）"}
OUTCOME: Final[Mapping[str, str]] = {"closed": "接收机关已办结", "ordered": "退回，由原机关继续督促"}
MARK: Final[Mapping[str, str]] = {
    "supervised": "挂牌督办",
    "case_pending": "拟立案",
    "suspended": "停业整顿",
    "sealed_off": "临时查封",
}
PAPER: Final[Mapping[str, str]] = {
    "record": "现场检查笔录",
    "result": "检查结果告知书",
    "immediate": "责令立即改正通知书",
    "order": "责令限期改正通知书",
    "reinspection": "整改复查意见书",
    "receipt": "送达回证",
    "report": "检查报告",
    "closure": "隐患销号表",
    "joint_opinion": "联合整改意见",
    "fire_record": "消防监督检查记录",
    "fire_notice": "重大火灾隐患整改通知书",
    "extension": "延期整改审批表",
    "case_transfer": "案件移送函",
    "handover": "隐患移交（抄告）函",
    "supervision": "挂牌督办通知书",
    "supervision_lifted": "解除挂牌督办通知书",
    "approval": "行政检查审批表",
    "notice": "行政检查通知书",
    "questioning": "询问笔录",
    "survey": "勘验笔录",
    "sampling": "抽样取证（证据）清单",
    "pleading": "当事人陈述申辩记录",
    "address": "送达地址（方式）确认书",
    "reply": "整改情况报告",
    "postponement": "延期整改申请书",
    "summary": "检查情况汇总表",
    "photos": "照片证据附页",
    "filing": "案卷封面和卷内目录",
}
FIRE_ACCEPTANCE_UNKNOWN: Final = "未填写"
FACILITY_STANDING: Final[Mapping[str, str]] = {
    "always": "必须配齐",
    "full": "按要求设置",
    "substitute": "可用替代措施",
    "ask": "可能可用替代，待确认",
    "not_required": "不要求",
    "missing": "缺少事实",
}
SEVERITY: Final[Mapping[str, str]] = {
    "ordinary": "一般",
    "serious": "较重",
    "major_candidate": "重大候选",
    "major": "重大",
    "advice": "建议",
}
AGENCY_CODE: Final[Mapping[str, str]] = {
    "civil_affairs": "民政",
    "fire": "消防救援",
    "market": "市场监管",
    "health": "卫生健康",
    "housing": "住房城乡建设",
    "emergency": "应急管理",
    "urban": "城市管理",
    "public_security": "公安",
    "cyberspace": "网信",
    "natural_resources": "自然资源",
    "water": "水利",
    "finance": "财政",
    "labor": "人力资源社会保障",
    "ecology": "生态环境",
    "financial_regulator": "金融监管",
    "gas": "燃气管理",
}
RELATION: Final[Mapping[str, str]] = {
    "direct": "直接对应",
    "candidate": "可能构成",
    "comprehensive": "综合判定要素",
    "direction": "提示方向",
}
CRITERION_REGIME: Final[Mapping[str, str]] = {
    "major_accident": "重大事故隐患",
    "major_fire": "重大火灾隐患（由消防救援机构判定）",
    "temporary_seal": "临时查封情形（消防救援机构决定）",
    "follow_up": "跟踪情形",
}
NATURE: Final[Mapping[str, str]] = {"statutory": "法定要求", "policy_target": "政策目标"}
CERTAINTY: Final[Mapping[str, str]] = {
    "text": "已见原文",
    "page": "已见网页",
    "repo": "见于转载",
    "mem-h": "待核（较有把握）",
    "mem-m": "待核（把握一般）",
    "mem-l": "待核（把握较低）",
    "ours": "本项目建议",
}
DEFAULTS: Final[Mapping[str, str]] = {"ours": "本项目建议", "source": "依据文件原有"}
ITEM_FIELD: Final[Mapping[str, str]] = {
    "text": "检查内容",
    "check": "检查方法",
    "proof": "取证",
    "how": "方式",
    "measure": "整改措施",
    "action": "处理方式",
    "days": "整改天数",
    "days_reason": "天数理由",
    "defaults": "默认值来源",
    "severity": "分量",
    "depth": "检查深度",
    "agencies": "相关机关",
    "clauses": "依据",
    "major": "重大触发",
    "applies": "适用条件",
    "applies_reason": "不适用理由",
    "measured": "测量",
    "sampled": "抽查",
    "nature": "性质",
    "same_as": "同一要求",
}
VERDICT: Final[Mapping[str, str]] = {"confirmed": "确认无误", "corrected": "更正"}
YES: Final[Mapping[bool, str]] = {True: "是", False: "否"}


def result_words(code: str, *, is_target: bool) -> str:
    """Return the Chinese term of a result; a 政策目标 is 达标 or 差距."""
    return "达标" if is_target and code == "compliant" else RESULT[code]


def state(kind: str, code: str) -> str:
    """Return the Chinese term of a state."""
    return STATES[kind][code]
