"""The findings of the visits by one agency; what became of them stands beside each."""

from typing import Final

from inspections.demonstration.plan import Move, PlannedFinding, reported

_FIRE: Final = "fire"
_CIVIL: Final = "civil_affairs"


def _order(due: int | None = None) -> Move:
    return Move(step="order", due=due)


_AT_ONCE: Final = Move(step="immediate")

EARLY: Final = (
    PlannedFinding(
        key="missing_elder_rounds", visit="xinghe", item="SS-K01", office=_CIVIL, place=("一层", "认知照护单元"),
        text="认知照护单元 18 时至 20 时交接班未逐人核查，交接本缺 6 名有走失风险老年人的签注。", scene="notice_board",
        ends="closed", responsible="照护主管", shots=1,
        moves=(
            _AT_ONCE,
            reported(-205, "重新划分交接责任，逐人点名并签注", person="照护主管"),
            Move(step="pass", visit="xinghe_again", text="抽查五个班次，交接签注完整。"),
            Move(step="close", day=-180),
        ),
    ),
    PlannedFinding(
        key="risk_measures", visit="xinghe", item="SS-C12", office=_CIVIL, place=("二层", "212 室"),
        text="抽查高风险老年人 8 名，2 名床旁未落实防跌倒措施，床栏放下、呼叫器挂在墙上够不到。", scene="bedroom",
        ends="closed", sample=(8, 37, 2),
        moves=(
            _order(),
            reported(-203, "补齐床旁防护和呼叫器延长线", person="护理部主任", money="1600 元"),
            Move(step="pass", visit="xinghe_again", text="逐床核对，措施到位。"),
            Move(step="close", day=-180),
        ),
    ),
    PlannedFinding(
        key="bath_rail", visit="xinghe", item="SS-R16", office=_CIVIL, place=("二层", "公共浴室"),
        text="公共浴室一处扶手松脱，无防滑垫，洗浴椅锈蚀。", scene="bathroom", ends="closed", shots=2, orientation=6,
        moves=(
            _order(),
            reported(-200, "更换扶手、铺设防滑垫、更换洗浴椅", person="后勤主管", money="4200 元"),
            Move(step="pass", visit="xinghe_again", text="扶手牢固，防滑垫铺设到位。"),
            Move(step="close", day=-180),
        ),
    ),
    PlannedFinding(
        key="smoke_alarms", visit="qingsong", item="FS-D02", office=_FIRE, place=("二层", "203 室"),
        text="203 室独立式感烟火灾探测报警器无电池，按下测试键不响。", scene="smoke_detector", ends="closed",
        moves=(
            _order(),
            reported(-150, "更换全部 9 只报警器并建立月测记录", person="宋小院", money="1350 元"),
            Move(step="pass", visit="qingsong_again", text="逐间测试，全部报警正常。"),
            Move(step="close", day=-130),
        ),
    ),
    PlannedFinding(
        key="loose_wiring", visit="qingsong", item="FS-H01", office=_FIRE, place=("一层", "起居厅"),
        text="起居厅接线板串接两级，沿地毯下敷设，电源线绝缘皮破损约 3 cm。", scene="power_strip", ends="closed",
        shots=2, sample=(12, 30, 3),
        moves=(
            _order(),
            reported(-148, "拆除串接插排，线路改为沿墙穿管", person="宋小院", money="2800 元"),
            Move(step="fail", visit="qingsong_again", due=-112, text="起居厅已改，102 室仍有一处裸露接头"),
            reported(-110, "102 室线路重新穿管，电工出具检测记录", person="宋小院", money="600 元"),
            Move(step="pass", visit="qingsong_third", text="复测线路，无裸露接头。"),
            Move(step="close", day=-99),
        ),
    ),
    PlannedFinding(
        key="escape_plan", visit="qingsong", item="FS-C20", office=_FIRE, place=("二层", "走道"),
        text="二层走道和 5 间居室门后没有疏散示意图。", scene="evacuation_map", ends="closed", sample=(6, 9, 6),
        moves=(
            _order(),
            reported(-152, "重新绘制并张贴 9 张疏散示意图", person="宋小院", money="450 元"),
            Move(step="pass", visit="qingsong_again", text="张贴位置和方向正确。"),
            Move(step="close", day=-130),
        ),
    ),
    PlannedFinding(
        key="no_acceptance", visit="wangyun", item="FS-A01", office=_FIRE, place=("一层", "大厅"),
        text="机构未取得消防验收合格意见或备案凭证，现场不能提供建筑消防手续；正在办理补验。", scene="facade",
        ends="ordered",
        moves=(
            _order(due=-10),
            Move(step="ask", day=-22, due=25, text="检测单位排期延后，补验材料尚缺结构检测报告"),
            Move(step="grant", day=-18, due=25),
        ),
    ),
    PlannedFinding(
        key="single_exit", visit="wangyun", item="FS-C02", office=_FIRE, place=("四层", "楼梯间"),
        text="四层原第二部疏散楼梯被隔墙封闭改作库房，仅剩一个安全出口。", scene="storage_room", ends="handed_over",
        shots=2,
        moves=(
            Move(
                step="suspect", text="四层 22 名老年人仅有一部疏散楼梯",
                words={"regime": "major_fire", "criterion": "GB35181-2017:7.3.3"},
            ),
            Move(
                step="refer", text="擅自改变建筑结构和消防疏散布局，移交住房城乡建设部门核查",
                words={"to": "临江县住房和城乡建设局", "how": "handover", "number": "临消移〔演示〕3号"},
            ),
        ),
    ),
    PlannedFinding(
        key="bagged_detector", visit="wangyun", item="FS-D14", office=_FIRE, place=("二层", "走道"),
        text="二层走道装修施工，4 只感烟探测器被塑料袋包裹。", scene="smoke_detector", ends="reported", shots=2,
        orientation=8,
        moves=(
            _AT_ONCE,
            reported(-14, "拆除全部包裹物，施工期间改为专人看护", person="云望舒"),
        ),
    ),
    PlannedFinding(
        key="meal_checks", visit="zhaoyang", item="SS-O02", office="market", place=("一层", "配餐间"),
        text="中心订餐无送餐温度和时间查验记录，供餐单位许可证复印件已过期。", scene="food_fridge", ends="ordered",
        moves=(
            Move(
                step="refer", text="订餐查验由市场监督管理部门监管，移交处理",
                words={"to": "临江县市场监督管理局", "how": "handover", "number": "临民移〔演示〕5号"},
            ),
            Move(step="receipt", day=-80, due=12, words={"number": "临市监收〔演示〕9号", "outcome": "ordered"}),
        ),
    ),
    PlannedFinding(
        key="activity_plan", visit="zhaoyang", item="SS-N08", office=_CIVIL, place=("一层", "活动厅"),
        text="建议按月制定文化活动和心理慰藉计划并公布。", scene="notice_board", ends="advised",
        moves=(Move(step="advise"),),
    ),
    PlannedFinding(
        key="rat_guard", visit="jinhui", item="SS-O12", office="market", place=("一层", "厨房"), measured="45",
        text="厨房后门挡鼠板高度不足。", scene="kitchen", ends="voided",
        moves=(Move(step="void", text="复量为 62 cm，系看错卷尺刻度，误登。"),),
    ),
    PlannedFinding(
        key="soiled_linen", visit="yangliu", item="SS-Q01", office=_CIVIL, place=("一层", "公共浴室"),
        text="污染织物与普通衣物混放混洗，没有专用收集容器。", scene="laundry", ends="ordered",
        moves=(_order(due=3),),
    ),
)  # fmt: skip
