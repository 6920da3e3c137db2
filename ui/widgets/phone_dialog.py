"""The code a phone scans, what to press on the phone, and what has arrived; work in the window goes on beside it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from inspections.receiving import Arrival, ReceptionState
from ui.actions import push_button
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_label
from ui.phone_desk import PhoneDesk
from ui.widgets.qr_code import QrCode

SIDE: Final = 264
WIDTH: Final = 820
STEPS: Final = (
    "手机和电脑连同一个无线网络。没有网络时：打开电脑的“移动热点”让手机连接，或打开手机热点让电脑连接。",
    "用手机相机或浏览器扫码。微信里打不开时，点右上角“…”，选“在浏览器打开”。",
    "手机提示“连接不是私密连接”属正常（证书由本机现做）：点“高级”→“继续前往”；苹果手机点“显示详细信息”→“访问此网站”。",
    "手机打不开网页时：电脑的防火墙询问，请选“允许访问”；仍不行，换一个网络或地址。",
)
ARRIVAL_WORDS: Final = {
    "arriving": "正在传", "keeping": "正在存", "arrived": "✓ 已到达", "known": "✓ 此处已有", "refused": "未接收",
    "failed": "没有存下",
}  # fmt: skip


def left_words(seconds: int) -> str:
    """Say how long the code lives: 剩余 9:41."""
    return f"剩余 {seconds // 60}:{seconds % 60:02d}"


def arrived_words(state: ReceptionState) -> str:
    """Say how many pictures are here: 已到达 2 / 3 张."""
    return f"已到达 {state.count('arrived', 'known')} / {len(state.arrivals)} 张" if state.arrivals else "已到达 0 张"


def arrival_words(arrival: Arrival) -> str:
    """Say how far one picture is, with the reason where it was not taken."""
    words = ARRIVAL_WORDS[arrival.verdict.state]
    part = (
        f" {100 * arrival.received // arrival.bytes}%" if arrival.verdict.state == "arriving" and arrival.bytes else ""
    )
    reason = f"：{arrival.verdict.reason}" if arrival.verdict.reason else ""
    return f"{arrival.name}　{words}{part}{reason}"


class PhoneDialog(QDialog):
    """Non-modal: closing it leaves the reception on, with the bar in the window."""

    def __init__(self, desk: PhoneDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("扫码传图")
        self.setFixedWidth(WIDTH)
        self._desk = desk
        self._shown: Sequence[Arrival] = ()
        self.title = plain_label("", "h2", wrap=True)
        self.code = QrCode(name="扫码传图二维码", side=SIDE)
        self.place, self.left = plain_label("", "muted"), plain_label("", "title")
        self.network = CalmComboBox()
        self.network.setAccessibleName("接收照片的网络")
        self.network.setFixedWidth(SIDE)
        self.network.activated.connect(self._network_chosen)
        self.problem = plain_label("", "problem", wrap=True)
        self.phone = plain_label("", "title")
        self.arrivals = QListWidget()
        self.arrivals.setAccessibleName("手机传来的照片")
        self.arrivals.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.arrivals.setWordWrap(True)
        self.fingerprint = ElidedLabel("", "small")
        self._make_buttons()
        self._lay_out()
        desk.changed.connect(self._refresh)
        self._refresh()

    def _make_buttons(self) -> None:
        self.stop = push_button("停止接收", Icon.CLOSE, kind="danger")
        self.stop.clicked.connect(self._desk.stop)
        self.prolong = push_button("再开 10 分钟", Icon.TIME)
        self.prolong.clicked.connect(self._desk.prolong)
        self.again = push_button("重试", Icon.REFRESH)
        self.again.clicked.connect(self._try_again)
        self.hide_button = push_button("收起", kind="primary")
        self.hide_button.setToolTip("收起后继续接收，窗口上方的提示条里可以再看二维码或停止")
        self.hide_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        for widget in (self.code, self.left, self.place, self.network):
            left.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        for number, words in enumerate(STEPS, start=1):
            step = QHBoxLayout()
            step.setSpacing(8)
            step.addWidget(plain_label(f"{number}.", "title"), 0, Qt.AlignmentFlag.AlignTop)
            step.addWidget(plain_label(words, wrap=True), 1)
            right.addLayout(step)
        right.addSpacing(4)
        for widget in (self.problem, self.phone):
            right.addWidget(widget)
        right.addWidget(self.arrivals, 1)
        right.addWidget(self.fingerprint)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left)
        body.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        for button in (self.again, self.prolong, self.hide_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addLayout(body, 1)
        column.addLayout(buttons)

    def _refresh(self) -> None:
        desk, reception = self._desk, self._desk.reception
        self.title.setText(desk.purpose.title if desk.purpose else "")
        self.code.show_text(reception.url if reception else "")
        self.place.setText(reception.place if reception else "")
        self.left.setText(left_words(reception.seconds_left()) if reception else self._waiting_words())
        self.fingerprint.show_text(f"证书指纹（SHA-256）{reception.fingerprint}" if reception else "")
        self.problem.setText(desk.problem)
        self.problem.setVisible(bool(desk.problem))
        self.phone.setText(self._phone_words(desk.state))
        for button in (self.stop, self.prolong):
            button.setVisible(reception is not None)
        self.again.setVisible(reception is None and not desk.is_opening)
        self.again.setText("重试" if desk.problem else "重新打开")
        self._show_networks()
        self._show_arrivals(desk.state.arrivals)

    def _waiting_words(self) -> str:
        return "正在打开…" if self._desk.is_opening else "没有打开" if self._desk.problem else "已停止"

    def _phone_words(self, state: ReceptionState) -> str:
        if state.arrivals:
            return arrived_words(state)
        return "手机已连接，等待照片" if state.has_phone else "等待手机扫码" if self._desk.is_on else ""

    def _show_networks(self) -> None:
        addresses, here = self._desk.addresses, self._desk.reception
        self.network.setVisible(len(addresses) > 1)
        names = [f"{one.network}（{one.ip}）" for one in addresses]
        if names != [self.network.itemText(row) for row in range(self.network.count())]:
            self.network.clear()
            for one, name in zip(addresses, names, strict=True):
                self.network.addItem(name, one.ip)
        ips = [one.ip for one in addresses]
        ip = here.place.partition(":")[0] if here else ""
        if ip in ips:
            self.network.setCurrentIndex(ips.index(ip))

    def _show_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        if arrivals == self._shown:
            return
        self._shown = arrivals
        while self.arrivals.count() > len(arrivals):
            self.arrivals.takeItem(self.arrivals.count() - 1)
        for row, arrival in enumerate(reversed(arrivals)):  # the newest on top
            item = self.arrivals.item(row) if row < self.arrivals.count() else QListWidgetItem(self.arrivals)
            item.setText(arrival_words(arrival))

    def _network_chosen(self, row: int) -> None:
        self._desk.choose_address(str(self.network.itemData(row)))

    def _try_again(self) -> None:
        self._desk.choose_address(str(self.network.currentData() or ""))
