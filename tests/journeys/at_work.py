"""What an inspector does at the window, by mouse and keys, each as one act that ends when the window says it is done."""

SAVED = r"已保存 \d\d:\d\d"
PIN = "246810"


def set_up(person):
    """Set up agency, first officer and numbers, then add the second officer; authorise both."""
    person.click(like="去登记")
    person.wait_for("完成设置")
    person.choose("机关类别", "消防救援")
    person.fill_in(机关全称="某县消防救援大队", 简称="消防", 文号前缀="某消", 姓名="赵一", 执法证号="X1")
    person.click("完成设置")
    person.wait_for("人员资料")
    person.tick("授权")
    person.click("保存人员")
    person.wait_for("保存人员", state="disabled")
    person.click("新增人员")
    person.wait_for("新增人员", role="label")
    person.fill_in(姓名="钱二", 执法证号="X2")
    person.choose("所属机关", "某县消防救援大队")
    person.click("保存人员")
    person.wait_for(like="钱二", role="cell")


def make_institution(person, name):
    """Register an institution with some facts and one place."""
    person.press("ctrl+2")
    person.click("新建机构", role="push button")
    person.wait_for("机构名称", role="text")
    person.fill_in(机构名称=name, 乡镇街道="城关镇", 地址="城关镇和平路1号", 主要负责人="李院长")
    person.press("ctrl+s")
    person.click(like=r"^机构事实", role="check box")
    person.wait_for("床位数", role="text")
    person.fill_in(床位数="120", 入住老年人数="96", 来源="现场核对")
    person.press("ctrl+s")
    person.wait_for(like=r"^机构事实\s+2$", role="check box")
    person.click(like=r"^部位", role="check box")
    person.click("新部位名称", role="text")
    person.write("1号楼")
    person.press("Return")
    person.wait_for("1号楼", role="tree item")


def start_inspection(person):
    """Start a visit at the institution now shown, with the fire list and both officers."""
    person.press("ctrl+Return")
    person.wait_for(like=r"^消防安全.*项）$", role="check box")
    for listed in person.find(like=r"\d+ 项）$", role="check box", state="checked"):
        if not listed.name.startswith("消防安全"):
            person.click_at(*listed.middle)
    for name in ("^赵一", "^钱二"):
        officer = person.scroll_to(like=name, role="check box")
        if not officer.has("checked"):
            person.click_at(*officer.middle)
    person.wait_gone(like=r"^缺 \d 名")
    begin = person.scroll_to("开始检查", role="push button")
    person.click_at(*begin.middle)
    person.wait_for("FS-A01 符合", role="check box")


def answer(person, item, key):
    """Press a key for an item whose turn it is and wait until the window says that it is kept."""
    person.press(key)
    person.wait_for(like=rf"^{item} {SAVED}")


def register_finding(person, *, fact, place, deadline):
    """Fill in the card of the finding that stands open and register it."""
    person.fill("问题事实", fact)
    person.fill("整改期限", deadline)
    person.fill("具体位置", place)
    person.press("ctrl+Return")
    person.wait_for(like="问题已登记")


def add_photo(person, path):
    """Add a photo to the first finding through the file dialog."""
    button = person.scroll_to(like=r"^添加.*照片$", role="push button")
    person.click_at(*button.middle)
    person.choose_file(path)
    person.wait_for(like="已添加照片 1 张")


def order(person):
    """Order the first finding to be rectified by its date."""
    button = person.scroll_to(like="责令限期改正$", role="push button")
    person.click_at(*button.middle)
    person.accept("责令")
    person.wait_for(like="已责令改正")


def fill_arrival(person, *, arrived_at):
    """Fill in the 到场卡."""
    person.click(like=r"^到场卡 \d/\d", role="push button")
    person.wait_for("到场时间", role="text")
    person.fill_in(
        到场时间=arrived_at, 检查依据="年度检查计划", 回避答复="不申请回避", 陪同人="李院长", 陪同人职务="院长"
    )
    for name in ("出示证件", "告知权利", "告知纪律", "询问回避"):
        person.tick(name)
    person.accept("完成")
    person.wait_for(like=r"^到场卡 [89]/9", role="push button")


def go_to_record(person):
    """Go through the 离场前 page to the record of the visit."""
    person.press("F9")
    line = person.wait_for(like="制作现场检查笔录", role="cell")
    person.click_at(*line.middle, times=2)
    person.wait_for("预览草稿", state="enabled")


def seal(person):
    """Seal the chosen paper once its draft was shown."""
    person.click("定稿", role="push button")
    person.accept("定稿")
    person.wait_for(like="^已定稿")


def enter_reading_mode(person):
    """Hand the paper over, choosing the PIN at the first time."""
    person.click("签名", role="push button")
    person.wait_for("新密码", state="editable")
    person.write(PIN)
    person.press("Tab")
    person.write(PIN)
    person.press("Return")
    person.wait_for("签阅模式")


def read_to_the_end(person):
    """Turn the wheel over the paper until its end was seen."""
    x, y, width, height = person.wait_for("文书预览").box
    for _ in range(8):
        person.turn_wheel(x + width // 2, y + height // 2, times=20)
        if person.find(like=r"^第 (\d+) / \1 页", role="label"):
            break
    person.turn_wheel(x + width // 2, y + height // 2, times=20)


def sign(person, *, turn, of):
    """Draw a signature on the pad when it is this person's turn."""
    person.wait_for(like=f"第 {turn} / {of} 位")
    person.settle()  # the pad moves when the fields above it change with the turn
    x, y, width, height = person.wait_for("手写签名", role="panel").box
    steps = [(x + width * (2 + place) // 14, y + height * (1 + place % 2) // 3) for place in range(10)]
    person.drag(steps)
    person.click("确认签名", state="enabled")


def leave_reading_mode(person):
    """Give the inspector's PIN and be back at the papers."""
    person.wait_for(like="交还执法人员")
    person.click("退出签阅")
    person.wait_for("签阅密码", state="editable")
    person.write(PIN)
    person.press("Return")
    person.wait_for("隐患台账", role="check box")
