"""The visits and the papers of the demonstration."""

from typing import Final

from inspections.demonstration.plan import PlannedPaper, PlannedVisit

_FIRE: Final = ("fire_safety",)
_SERVICE: Final = ("service_safety",)
_JOINT: Final = ("civil_affairs", "fire")
_JOINT_TEAM: Final = ("yan", "wen", "fang", "lu", "zhuan", "ge")

VISITS: Final = (
    PlannedVisit(
        key="xinghe", home="xinghe", day=-214, kind="daily", source="plan", offices=("civil_affairs",),
        team=("yan", "wen", "ge"), lists=_SERVICE, companion=("河清晏", "院长"), notice="sent",
        sections=("SS-C", "SS-D", "SS-F", "SS-K", "SS-R"), conclusion="服务安全总体可控，三项问题已责令改正。",
    ),
    PlannedVisit(
        key="xinghe_again", home="xinghe", day=-186, kind="case", source="reinspection", offices=("civil_affairs",),
        team=("yan", "wen"), lists=(), companion=("河清晏", "院长"), hour=14,
        reinspects=("missing_elder_rounds", "risk_measures", "bath_rail"), conclusion="三项均复查合格。",
    ),
    PlannedVisit(
        key="qingsong", home="qingsong", day=-163, kind="special", source="campaign", offices=("fire",),
        team=("fang", "lu", "zhuan"), lists=_FIRE, companion=("宋小院", "负责人"),
        sections=("FS-A", "FS-C", "FS-D", "FS-H"), conclusion="小型养老机构消防专项检查，三项问题已责令改正。",
    ),
    PlannedVisit(
        key="qingsong_again", home="qingsong", day=-135, kind="case", source="reinspection", offices=("fire",),
        team=("fang", "lu"), lists=(), companion=("宋小院", "负责人"), hour=10,
        reinspects=("smoke_alarms", "loose_wiring", "escape_plan"), conclusion="两项合格，线路整改不合格。",
    ),
    PlannedVisit(
        key="wangyun", home="wangyun", day=-116, kind="special", source="campaign", offices=("fire",),
        team=("fang", "lu", "zhuan"), lists=_FIRE, companion=("云望舒", "主要负责人"),
        sections=("FS-A", "FS-C", "FS-D", "FS-G"), conclusion="未取得消防验收手续，存在较多问题。",
    ),
    PlannedVisit(
        key="qingsong_third", home="qingsong", day=-104, kind="case", source="reinspection", offices=("fire",),
        team=("fang", "lu"), lists=(), companion=("宋小院", "负责人"), hour=15, reinspects=("loose_wiring",),
        conclusion="第二次复查合格。",
    ),
    PlannedVisit(
        key="zhaoyang", home="zhaoyang", day=-96, kind="daily", source="random", offices=("civil_affairs",),
        team=("yan", "wen"), lists=_SERVICE, companion=("晨可期", "主任"),
        sections=("SS-A", "SS-I", "SS-N", "SS-O"), conclusion="订餐查验问题已移交市场监管部门。",
    ),
    PlannedVisit(
        key="yunqi", home="yunqi", day=-78, kind="daily", source="plan", offices=_JOINT, team=_JOINT_TEAM,
        companion=("柳归燕", "院长"), notice="sent", conclusion="联合检查发现 11 个问题，其中 2 个当场改正。",
        statement="以上记录属实。三楼东侧安全出口已当场开锁，其余问题按期整改，请部门指导应急照明改造。",
    ),
    PlannedVisit(
        key="shiqiao", home="shiqiao", day=-70, kind="daily", source="random", offices=("civil_affairs",),
        team=("yan", "wen", "ge"), lists=_SERVICE, companion=("石共桥", "负责人"),
        sections=("SS-A", "SS-I", "SS-L"), conclusion="未发现问题。",
    ),
    PlannedVisit(
        key="yunqi_again", home="yunqi", day=-58, kind="case", source="reinspection", offices=_JOINT,
        team=("yan", "wen", "fang", "lu"), lists=(), companion=("柳归燕", "院长"), hour=9,
        reinspects=(
            "locked_exit", "extinguishers", "emergency_light", "hydrant_box", "bed_rail", "boiler_sign",
        ),
        conclusion="五项合格；应急照明照度仍不足，复查不合格。",
    ),
    PlannedVisit(
        key="jinhui", home="jinhui", day=-51, kind="special", source="complaint", offices=("market",),
        team=("mi", "gu"), lists=_SERVICE, companion=("安如常", "院长"), sections=("SS-O", "SS-R"),
        conclusion="投诉反映的食堂防鼠问题经核实不成立。",
    ),
    PlannedVisit(
        key="yangliu", home="yangliu", day=-45, kind="daily", source="plan", offices=("civil_affairs",),
        team=("yan", "wen"), lists=_SERVICE, companion=("杨成荫", "院长"), notice="sent",
        sections=("SS-E", "SS-H", "SS-Q"), conclusion="污染织物处理问题已责令限期改正。",
    ),
    PlannedVisit(
        key="heping", home="heping", day=-37, kind="special", source="campaign", offices=_JOINT, team=_JOINT_TEAM,
        companion=("田有穗", "院长"), conclusion="联合检查发现 10 个问题，可燃装修疑似重大，已提请认定。",
        statement="院里资金有限，希望分批拆除装饰材料；对笔录中的装修面积有不同意见。",
    ),
    PlannedVisit(
        key="heping_again", home="heping", day=-20, kind="case", source="reinspection", offices=("civil_affairs",),
        team=("yan", "wen"), lists=(), companion=("田有穗", "院长"), hour=10, reinspects=("wet_floor",),
        conclusion="浴室地面复查合格。",
    ),
    PlannedVisit(
        key="kangshun", home="kangshun", day=-1, kind="daily", source="plan", offices=(*_JOINT, "market"),
        team=("yan", "wen", "fang", "lu", "mi", "gu"), companion=("舒乐年", "院长"), notice="sent", hour=13,
        sections=("FS-A", "FS-B", "FS-C", "FS-H", "SS-A", "SS-D", "SS-H", "SS-O"), running=True,
    ),
)  # fmt: skip

PAPERS_MADE: Final = (
    PlannedPaper(paper="record", about="yunqi", office="civil_affairs", day=-78, signed=True),
    PlannedPaper(
        paper="immediate", about="yunqi", office="fire", day=-78, stamped=True, served="direct", receipt=True
    ),
    PlannedPaper(paper="fire_record", about="yunqi", office="fire", day=-78),
    PlannedPaper(paper="order", about="yunqi", office="civil_affairs", day=-77, stamped=True, served="direct"),
    PlannedPaper(
        paper="order", about="yunqi", office="fire", day=-77, signed=True, stamped=True, served="direct", receipt=True
    ),
    PlannedPaper(paper="result", about="yunqi", office="civil_affairs", day=-77, stamped=True, served="direct"),
    PlannedPaper(paper="result", about="yunqi", office="fire", day=-77, stamped=True, served="direct"),
    PlannedPaper(paper="report", about="yunqi", office="civil_affairs", day=-75),
    PlannedPaper(paper="reinspection", about="yunqi_again", office="fire", day=-57, stamped=True, served="direct"),
    PlannedPaper(paper="closure", about="hydrant_box", office="fire", day=-52),
    PlannedPaper(
        paper="record", about="heping", office="civil_affairs", day=-37,
        refused="对装修面积的记录有异议，拒绝签名；已告知可另行提交书面意见。",
    ),
    PlannedPaper(
        paper="immediate", about="heping", office="civil_affairs", day=-37, stamped=True, served="left", receipt=True
    ),
    PlannedPaper(paper="order", about="heping", office="civil_affairs", day=-36, stamped=True, served="direct"),
    PlannedPaper(paper="order", about="heping", office="fire", day=-36, stamped=True),
    PlannedPaper(paper="result", about="heping", office="civil_affairs", day=-36, stamped=True, served="direct"),
    PlannedPaper(paper="result", about="heping", office="fire", day=-36),
    PlannedPaper(paper="report", about="heping", office="civil_affairs", day=-34),
    PlannedPaper(paper="handover", about="gas_bottle", office="fire", day=-36, stamped=True),
    PlannedPaper(
        paper="joint_opinion", about="heping_approval", office="civil_affairs", day=-25, stamped=True, served="direct"
    ),
)  # fmt: skip
"""Papers of the joint inspections, the re-inspection and one closure; the fire brigade's others are external."""

EXTERNAL: Final = (
    ("qingsong", "fire", -162, "临消外责改〔演示〕7号", ("smoke_alarms", "loose_wiring", "escape_plan")),
    ("wangyun", "fire", -115, "临消外责改〔演示〕15号", ("no_acceptance",)),
)
"""Orders the fire brigade wrote in its own system: visit, agency, day, number, findings."""
