"""One page with every shared widget on it, for looking at and for the walks of the tests."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.forms import Form, FormRow, Kind
from ui.icons import Icon
from ui.labels import Chip, plain_label, rule
from ui.theme import Tone
from ui.widgets.badges import CertaintyBadge, DeadlineBadge, risk_badge
from ui.widgets.cards import Card, FigureCard, SectionHeader
from ui.widgets.page import PageFrame
from ui.widgets.photo_strip import PhotoStrip, PhotoTile
from ui.widgets.pills import PillBar
from ui.widgets.place_tree import PlaceNode, PlaceTree
from ui.widgets.search_box import SearchBox
from ui.widgets.segmented import result_buttons
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.table import Column, PagedModel, Table

TODAY = date(2026, 11, 23)
ROWS = (
    FormRow(key="fact", label="问题描述", kind=Kind.MULTILINE, required=True, wide=True),
    FormRow(key="kind", label="问题类别", kind=Kind.CHOICE, choices=(("hazard", "安全隐患"), ("advice", "建议"))),
    FormRow(key="deadline", label="整改期限", kind=Kind.DATE, required=True),
    FormRow(key="person", label="责任人", kind=Kind.PICK, choices=((1, "张建国（院长）"), (2, "李秀兰（护理部）"))),
    FormRow(key="beds", label="床位数", kind=Kind.INTEGER, unit="张", minimum=1, maximum=2000),
    FormRow(key="width", label="疏散净宽", kind=Kind.DECIMAL, unit="m", help="量最窄处"),
    FormRow(key="fixed", label="当场改正", kind=Kind.CHECK, placeholder="已在检查人员离开前改正"),
)
ITEMS = (
    ("FS-01", "疏散通道、安全出口保持畅通，未占用、堵塞、封闭，安全出口门未上锁", "non_compliant"),
    ("FS-02", "疏散指示标志、应急照明完好有效，断电后能自动点亮", "compliant"),
    ("FS-03", "居室门宽度、走道扶手满足轮椅和担架通行，失能老人居室未设在四层以上", ""),
    ("FS-04", "灭火器配置齐全、压力正常，每月检查并有记录", "not_applicable"),
)


def picture(color: str) -> QImage:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    painter = QPainter(image)
    painter.fillRect(120, 60, 80, 140, QColor("#d8d3c8"))
    painter.end()
    return image


def item_card(code: str, text: str, result: str) -> Card:
    card = Card()
    line = QHBoxLayout()
    line.setSpacing(12)
    number = plain_label(code, "code")
    number.setFixedWidth(46)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(plain_label(text, wrap=True))
    clauses = QHBoxLayout()
    clauses.addWidget(plain_label("《消防法》第二十八条 · GB 38600—2019", "small"))
    certainty = CertaintyBadge()
    certainty.show_certainty(is_verified=result != "")
    clauses.addWidget(certainty)
    clauses.addStretch(1)
    words.addLayout(clauses)
    buttons = result_buttons(name=code)
    buttons.fill(result)
    line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    line.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
    card.column.addLayout(line)
    if result == "non_compliant":
        card.mark(Tone.BAD)
        card.column.addWidget(rule())
        card.column.addWidget(gallery_form())
        card.column.addWidget(photos())
    return card


def gallery_form() -> Form:
    form = Form(ROWS, columns=2)
    form.fill(
        {
            "fact": "三楼东侧安全出口上挂锁，通道内堆放轮椅 4 辆、纸箱若干，疏散净宽不足 0.9 m。",
            "kind": "hazard",
            "deadline": date(2026, 12, 7),
            "person": 1,
            "width": Decimal("0.85"),
        }
    )
    form.show_problems({"beds": "床位数不能小于 1 张"})
    return form


def photos() -> PhotoStrip:
    strip = PhotoStrip(name="现场照片")
    strip.show_photos([PhotoTile(id="a", caption="安全出口挂锁"), PhotoTile(id="b", caption="堆放杂物")])
    strip.take_thumbnail("a", picture("#37424f"))
    return strip


def table() -> Table:
    columns = (
        Column(title="问题", text=lambda row: row[1], key="fact", stretch=True),
        Column(title="状态", text=lambda row: row[2], width=110, tone=lambda row: row[3]),
        Column(title="期限", text=lambda row: "2026-12-07", key="deadline", width=130),
        Column(title="天数", text=lambda row: "12", width=80, right=True),
    )
    model = PagedModel(columns, key=lambda row: row[0])
    model.show_rows(
        [
            (1, "三楼东侧安全出口上锁", "已责令", Tone.BAD),
            (2, "灭火器压力不足", "已报整改", Tone.INFO),
            (3, "应急照明不亮", "已销号", Tone.OK),
        ]
    )
    view = Table(model, name="隐患")
    model.setParent(view)
    view.setFixedHeight(170)
    view.selectRow(1)
    return view


def gallery(_shell=None) -> QWidget:
    page = PageFrame("安平县夕阳红养老服务中心", "城关镇建设路 18 号  ·  四级  ·  床位 120 / 在住 86")
    page.add_chip(risk_badge("重大"))
    page.add_chip(Chip("民政 · 消防联合检查", Tone.INFO))
    page.add_button(push_button("签名", Icon.SIGN))
    page.add_button(push_button("文书", Icon.PAPER, kind="primary"))
    page.tabs.offer([("fire", "消防安全  18/26"), ("power", "用电用气  8/8"), ("food", "食品安全  3/12")])
    page.tabs.show()
    column = page.scrolling_column()
    pills = PillBar("筛选")
    pills.offer([("all", "全部"), ("overdue", "逾期 4"), ("week", "本周到期")])
    top = QHBoxLayout()
    search = SearchBox("搜索检查项、条款", name="搜索检查项")
    search.setFixedWidth(280)
    top.addWidget(search)
    top.addWidget(pills, 1)
    column.addLayout(top)
    column.addWidget(SectionHeader("一、安全疏散", "4 项"))
    for item in ITEMS:
        column.addWidget(item_card(*item))
    column.addWidget(SectionHeader("二、其他", ""))
    column.addLayout(figures())
    column.addWidget(table())
    column.addLayout(places_and_pad())
    add_bar(page)
    page.toasts.offer("已登记隐患 1 条，整改期限 2026-12-07", undo=page.toasts.dismiss)
    return page


def figures() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(10)
    facts = (
        ("逾期未改", "4", Tone.BAD),
        ("本周到期", "7", Tone.WARN),
        ("待复查", "3", None),
        ("已销号", "128", Tone.OK),
    )
    for number, (caption, figure, tone) in enumerate(facts):
        card = FigureCard(caption)
        card.show_figure(figure, tone=tone, note="比上月少 2")
        grid.addWidget(card, 0, number)
    return grid


def places_and_pad() -> QHBoxLayout:
    line = QHBoxLayout()
    tree = PlaceTree()
    rooms = [PlaceNode(id="r1", name="301 室", note="3/8"), PlaceNode(id="r2", name="302 室")]
    floor = PlaceNode(id="f", name="三层", note="3/20", children=rooms)
    tree.show_places([PlaceNode(id="b", name="一号楼", children=[floor])])
    tree.fill("r1")
    tree.setFixedHeight(180)
    line.addWidget(tree)
    line.addWidget(SignaturePad(name="执法人员签名"))
    return line


def add_bar(page: PageFrame) -> None:
    line = page.show_bar()
    progress = QProgressBar()
    progress.setRange(0, 86)
    progress.setValue(34)
    progress.setTextVisible(False)
    progress.setAccessibleName("检查进度")
    deadline = DeadlineBadge()
    deadline.show_deadline(date(2026, 11, 11), today=TODAY)
    line.addWidget(plain_label("进度 34 / 86", "muted"))
    line.addWidget(progress, 1)
    for widget in (Chip("符合 27", Tone.OK), Chip("不符合 4", Tone.BAD), deadline):
        line.addWidget(widget)
    line.addStretch(1)
    line.addWidget(plain_label("已保存 10:32", "small"))
    line.addWidget(push_button("上一项", Icon.PREVIOUS))
    line.addWidget(push_button("下一未检项", Icon.NEXT))
