"""The findings of the three joint inspections: two that are over, one that still runs."""

from typing import Final

from inspections.demonstration.plan import Move, PlannedFinding, reported

_FIRE: Final = "fire"
_CIVIL: Final = "civil_affairs"
_AT_ONCE: Final = Move(step="immediate")


def _order(due: int | None = None) -> Move:
    return Move(step="order", due=due)


YUNQI: Final = (
    PlannedFinding(
        key="locked_exit", visit="yunqi", item="FS-C01", office=_FIRE, place=("三层", "东侧安全出口"),
        text="三层东侧安全出口双扇门用链条锁锁闭，钥匙由护工保管，现场 4 分钟未能打开。", scene="exit_door",
        ends="closed", shots=2,
        moves=(
            _AT_ONCE,
            reported(-76, "拆除链条锁，改装推闩式逃生锁", person="后勤主管", money="900 元"),
            Move(step="pass", visit="yunqi_again", text="推闩一次开启，门外通道畅通。"),
            Move(step="close", day=-53),
        ),
    ),
    PlannedFinding(
        key="wheelchairs", visit="yunqi", item="FS-C19", office=_FIRE, place=("二层", "走道"),
        text="二层走道一侧停放轮椅 5 辆、助行器 2 个，剩余净宽约 0.9 m。", scene="corridor_wheelchairs", ends="passed",
        moves=(Move(step="fix", text="轮椅、助行器移入二层轮椅间，走道恢复净宽"),),
    ),
    PlannedFinding(
        key="extinguishers", visit="yunqi", item="FS-D09", office=_FIRE, place=("四层", "走道"),
        text="四层走道 2 具干粉灭火器压力指针在红区，其中 1 具铅封缺失。", scene="extinguishers", ends="closed",
        sample=(16, 64, 2),
        moves=(
            _order(),
            reported(-70, "更换 2 具灭火器，补齐月检卡", person="消防管理员", money="260 元"),
            Move(step="pass", visit="yunqi_again", text="压力均在绿区，月检卡齐全。"),
            Move(step="close", day=-53),
        ),
    ),
    PlannedFinding(
        key="emergency_light", visit="yunqi", item="FS-C14", office=_FIRE, place=("五层", "楼梯间"), measured="6.2",
        text="断电试验，五层楼梯间应急照明灯不亮，地面照度 6.2 lx。", scene="emergency_light", ends="ordered", shots=2,
        moves=(
            _order(),
            reported(-62, "更换五层楼梯间 2 盏应急照明灯", person="消防管理员", money="380 元"),
            Move(step="fail", visit="yunqi_again", due=-12, text="灯已点亮，地面照度实测 8.1 lx，仍低于 10 lx"),
        ),
    ),
    PlannedFinding(
        key="heater", visit="yunqi", item="FS-H02", office=_FIRE, place=("三层", "303 室"),
        text="303 室使用 2000 W 电热取暖器，距床尾约 0.3 m。", scene="bedroom_heater", ends="passed", orientation=6,
        sample=(10, 86, 1), moves=(Move(step="fix", text="取暖器当场断电收存，改开集中采暖"),),
    ),
    PlannedFinding(
        key="hydrant_box", visit="yunqi", item="FS-D08", office=_FIRE, place=("二层", "走道"),
        text="二层西侧消火栓箱内缺水枪 1 支，水带未与接口连接，箱门前堆放纸箱。", scene="hydrant_cabinet",
        ends="closed", sample=(6, 15, 1), shots=2,
        moves=(
            _order(),
            reported(-71, "补配水枪、更换水带并清空箱前物品", person="消防管理员", money="320 元"),
            Move(step="pass", visit="yunqi_again", text="器材齐全，出水试验正常。"),
            Move(step="close", day=-53),
        ),
    ),
    PlannedFinding(
        key="bed_rail", visit="yunqi", item="SS-H04", office=_CIVIL, place=("二层", "201 室"),
        text="201 室 2 张护理床护栏卡扣失灵，轻推即落。", scene="bedroom", ends="closed", shots=2,
        moves=(
            _order(),
            reported(-68, "更换卡扣 4 个，并对全院护理床排查", person="护理部主任", money="480 元"),
            Move(step="pass", visit="yunqi_again", text="护栏卡扣牢固。"),
            Move(step="close", day=-54),
        ),
    ),
    PlannedFinding(
        key="boiler_sign", visit="yunqi", item="SS-G06", office=_CIVIL, place=("四层", "开水间"),
        text="四层开水间开水器无防烫警示标识，出水口无护罩。", scene="water_boiler", ends="passed",
        moves=(
            _order(),
            reported(-69, "张贴警示标识，加装护罩", person="后勤主管", money="150 元"),
            Move(step="pass", visit="yunqi_again", text="标识、护罩已到位。"),
        ),
    ),
    PlannedFinding(
        key="insurance", visit="yunqi", item="SS-A14", office=_CIVIL, place=("一层", "门厅"),
        text="养老机构责任保险下月到期，建议提前续保。", scene="notice_board", ends="advised",
        moves=(Move(step="advise"),),
    ),
    PlannedFinding(
        key="dishes", visit="yunqi", item="SS-O07", office="market", place=("一层", "厨房"),
        text="食堂消毒柜故障停用，餐饮具清洗后露天存放。", scene="kitchen", ends="closed", shots=2,
        moves=(
            Move(
                step="refer", text="餐饮具消毒由市场监督管理部门监管，移交处理",
                words={"to": "临江县市场监督管理局", "how": "handover", "number": "临民移〔演示〕8号"},
            ),
            Move(step="receipt", day=-49, words={"number": "临市监收〔演示〕14号", "outcome": "closed"}),
        ),
    ),
    PlannedFinding(
        key="fee_notice", visit="yunqi", item="SS-A06", office=_CIVIL, place=("一层", "门厅"), category="violation",
        text="大厅公示的护理费为旧标准，与实际收费不一致，涉及 12 名老年人。", scene="notice_board", ends="reported",
        sample=(20, 152, 12),
        moves=(
            _order(),
            reported(-60, "更新收费公示，多收部分已退还", person="财务主管", money="3600 元"),
        ),
    ),
)  # fmt: skip

HEPING: Final = (
    PlannedFinding(
        key="gas_bottle", visit="heping", item="FS-H14", office=_FIRE, place=("一层", "厨房"),
        text="厨房内存放液化石油气瓶 3 只，1 只超过检验期，与灶具同室且无隔离。", scene="kitchen_gas",
        ends="handed_over", shots=2,
        moves=(
            Move(
                step="refer", text="瓶装燃气由城镇燃气主管部门监管，移交处理",
                words={"to": "临江县住房和城乡建设局", "how": "handover", "number": "临消移〔演示〕6号"},
            ),
        ),
    ),
    PlannedFinding(
        key="window_bars", visit="heping", item="FS-B05", office=_FIRE, place=("二层", "205 室"),
        text="二层 8 个房间外窗装固定防盗网，不能从内部开启。", scene="window_bars", ends="reported", shots=2,
        moves=(
            _order(due=6),
            reported(-6, "8 处防盗网改装内开式逃生口", person="田有穗", money="5200 元"),
        ),
    ),
    PlannedFinding(
        key="exit_signs", visit="heping", item="FS-C13", office=_FIRE, place=("二层", "楼梯间"),
        text="二层楼梯间安全出口标志灯熄灭，走道一处指示方向相反。", scene="exit_sign", ends="ordered",
        sample=(10, 14, 2), moves=(_order(due=-3),),
    ),
    PlannedFinding(
        key="back_door_boxes", visit="heping", item="FS-C01", office=_FIRE, place=("一层", "后门"),
        text="一层后门安全出口内侧堆放纸箱、米袋，门只能开启约 40 cm。", scene="corridor_boxes", ends="passed",
        orientation=6, moves=(Move(step="fix", text="纸箱、米袋当场搬入库房，后门可全开"),),
    ),
    PlannedFinding(
        key="soft_lining", visit="heping", item="FS-A13", office=_CIVIL, place=("二层", "活动室"),
        text="二层活动室及走道墙面大面积敷贴海绵软包和塑料绿植，约 90 m²，无燃烧性能检验报告。", scene="soft_lining",
        ends="ordered", shots=3,
        moves=(
            Move(
                step="suspect", text="可燃装修面积约占二层公共区域墙面的六成",
                words={"regime": "major_accident", "criterion": "MH-A3"},
            ),
            _order(due=28),
            Move(
                step="determine", day=-30,
                words={
                    "criterion": "MH-A3", "determination_number": "临民重认〔演示〕1号",
                    "participants": "严查实、何复核、方未然、章问道（专家）",
                },
            ),
            Move(
                step="supervise", day=-27,
                words={
                    "organ": "临江县安全生产委员会", "number": "临安督〔演示〕2号", "note": "治理期间二层活动室停用",
                    "responsible_unit": "被检查机构（责任人 田有穗）",
                    "demands": "拆除可燃软包和塑料绿植，逐周报送进展",
                },
            ),
        ),
    ),
    PlannedFinding(
        key="handover_book", visit="heping", item="SS-N01", office=_CIVIL, place=("一层", "值班室"),
        text="近一周夜间巡查记录由一人一次写完，巡查时间与门厅监控不符。", scene="notice_board", ends="reported",
        moves=(
            _order(),
            reported(-16, "改用巡更打点，夜班交接双签", person="田有穗", money="800 元"),
        ),
    ),
    PlannedFinding(
        key="wet_floor", visit="heping", item="SS-I01", office=_CIVIL, place=("一层", "公共浴室"),
        text="公共浴室地面积水打滑，门口高差处无提示。", scene="bathroom", ends="closed", shots=2,
        moves=(
            _AT_ONCE,
            reported(-28, "疏通地漏，铺设防滑垫和高差警示条", person="田有穗", money="360 元"),
            Move(step="pass", visit="heping_again", text="地面干燥，警示条醒目。"),
            Move(step="close", day=-15),
        ),
    ),
    PlannedFinding(
        key="stale_food", visit="heping", item="SS-E01", office=_CIVIL, place=("一层", "101 室"),
        text="101 室、104 室床头柜内有过期糕点和无标签药片。", scene="bedside_table", ends="ordered",
        sample=(10, 30, 2), moves=(_AT_ONCE,),
    ),
    PlannedFinding(
        key="response_plan", visit="heping", item="SS-T01", office=_CIVIL, place=("一层", "值班室"),
        text="突发事件应急预案仍为旧版，未覆盖传染病和人身伤害，无责任分工。", scene="notice_board", ends="ordered",
        moves=(
            _order(due=4),
            Move(step="ask", day=-12, due=26, text="镇里统一修订预案，需与卫生院会签"),
        ),
    ),
    PlannedFinding(
        key="visiting", visit="heping", item="SS-V03", office=_CIVIL, place=("一层", "餐厅"),
        text="建议增设周末家属探访时段，并公布联系电话。", scene="notice_board", ends="advised",
        moves=(Move(step="advise"),),
    ),
)  # fmt: skip

KANGSHUN: Final = (
    PlannedFinding(
        key="oxygen", visit="kangshun", item="FS-H20", office=_FIRE, place=("一层", "供氧间"),
        text="供氧间 11 只氧气瓶中 4 只未固定，空瓶、满瓶混放。", scene="oxygen_bottles", ends="recorded", shots=2,
    ),
    PlannedFinding(
        key="fire_door", visit="kangshun", item="FS-C10", office=_FIRE, place=("三层", "防火门"),
        text="三层常闭式防火门用灭火器顶住，处于常开状态。", scene="fire_door", ends="recorded", sample=(12, 40, 1),
    ),
    PlannedFinding(
        key="e_bikes", visit="kangshun", item="FS-H07", office=_FIRE, place=("一层", "门厅"),
        text="门厅内停放电动自行车 2 辆，其中 1 辆正在飞线充电。", scene="ebike_hall", ends="recorded", shots=2,
        moves=(
            Move(
                step="suspect", text="电动自行车在疏散门厅内充电",
                words={"regime": "major_accident", "criterion": "MH-E4"},
            ),
        ),
    ),
    PlannedFinding(
        key="food_samples", visit="kangshun", item="SS-O08", office="market", place=("一层", "营养厨房"),
        text="昨日晚餐 2 个品种未留样，早餐留样最少一份 85 g，无时间标签。", scene="food_fridge", ends="ordered",
        measured="85", moves=(_AT_ONCE,),
    ),
    PlannedFinding(
        key="night_rails", visit="kangshun", item="SS-H03", office=_CIVIL, place=("六层", "611 室"),
        text="611 室 1 名有坠床风险老年人午睡时未拉床护栏。", scene="bedroom", ends="ordered", moves=(_AT_ONCE,),
    ),
    PlannedFinding(
        key="entered_twice", visit="kangshun", item="SS-H03", office=_CIVIL, place=("六层", "611 室"),
        text="611 室床护栏未拉起。", scene="bedroom", ends="voided",
        moves=(Move(step="void", text="与上一条重复登记，误登。"),),
    ),
)  # fmt: skip
