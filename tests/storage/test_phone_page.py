"""The phone's page of 扫码传图 in a real Chromium: pictures arrive, a cut line is survived, refusals are read."""

import random
import re
import ssl
from pathlib import Path

import pytest
from cryptography import x509

from inspections.receiving import Verdict
from tests.storage.browser import Browser, Wire, key_digest
from tests.storage.images import jpeg
from tests.storage.phones import Laptop, Phone

PAGE = Path(__file__).parents[2] / "storage" / "phone_page"
NOT_ES5 = (r"=>", r"\b(?:let|const|class|async|await)\s", "`", r"\bfetch\(", r"\bPromise\b", r"\.\.\.", r"\.includes\(",
           r"\.startsWith\(", r"\.forEach\(function[^)]*\)\s*=>", r"\.padStart", r"Object\.assign", r"\.find\(")  # fmt: skip
needs_chromium = pytest.mark.needs_tool("chromium")


@pytest.fixture
def laptop():
    return Laptop()


@pytest.fixture
def reception(laptop):
    made = laptop.open("2026-11-23 夕阳红养老服务中心 · 问题 20261123-9f3a-01")
    yield made
    laptop.gate.set()
    made.close()


@pytest.fixture
def wire(reception):
    made = Wire(reception._port)
    yield made
    made.close()


@pytest.fixture
def browser(reception, tmp_path):
    certificate = x509.load_pem_x509_certificate(ssl.get_server_certificate(("127.0.0.1", reception._port)).encode())
    made = Browser(tmp_path / "browser", trusted=key_digest(certificate))
    yield made
    made.close()


def picture(folder, name, width=640, more=0):
    path = folder / name
    path.write_bytes(jpeg(width, 480) + random.Random(name).randbytes(more))
    return path


@needs_chromium
def test_pictures_chosen_on_the_phone_arrive_and_are_ticked(laptop, reception, browser, tmp_path):
    laptop.refuse["说明.txt"] = Verdict(state="refused", reason="“说明.txt”不是能读取的照片。")
    browser.open(reception.url)
    browser.wait_for_text("问题 20261123-9f3a-01")
    assert re.search(r"剩余 (10:00|9:5\d)", browser.text(".line"))
    paths = [picture(tmp_path, "一.jpg"), picture(tmp_path, "二.jpg", 641, more=700_000), tmp_path / "说明.txt"]
    paths[2].write_text("not a picture")
    browser.choose("#pick", *paths)
    browser.wait_for_text("不是能读取的照片")
    assert browser.text("#count") == "已到达 2 / 3 张"
    browser.choose("#shoot", picture(tmp_path, "三.jpg", 642))
    browser.wait_for_text("已到达 3 / 4 张")
    assert [one.data for one in laptop.kept] == [(tmp_path / f"{name}.jpg").read_bytes() for name in "一二三"]
    assert all(one.file_time for one in laptop.kept)
    browser.open(reception.url)
    browser.wait_for_text("已到达 3 / 4 张")


@needs_chromium
def test_a_connection_that_drops_in_the_middle_goes_on_by_itself(laptop, reception, browser, wire, tmp_path):
    path = picture(tmp_path, "大图.jpg", more=2_000_000)
    browser.open(reception.url.replace(f":{reception._port}/", f":{wire.port}/"))
    browser.wait_for_text("问题 20261123-9f3a-01")
    wire.cut_after(900_000)
    browser.choose("#pick", path)
    assert wire.is_cut.wait(20)
    browser.wait_for_text("连接中断")
    here = laptop.states[-1].arrivals[0].received
    assert 0 < here < path.stat().st_size
    wire.mend()
    browser.wait_for_text("已到达 1 / 1 张")
    assert "连接中断" not in browser.text("body")
    assert [one.data for one in laptop.kept] == [path.read_bytes()]
    counts = [state.arrivals[0].received for state in laptop.states if state.arrivals]
    assert counts == sorted(counts), "what had arrived was sent again from the start"


@needs_chromium
def test_a_page_loaded_again_goes_on_once_the_same_picture_is_chosen(laptop, reception, browser, wire, tmp_path):
    path = picture(tmp_path, "大图.jpg", more=2_000_000)
    browser.open(reception.url.replace(f":{reception._port}/", f":{wire.port}/"))
    browser.wait_for_text("问题 20261123-9f3a-01")
    wire.cut_after(900_000)
    browser.choose("#pick", path)
    assert wire.is_cut.wait(20)
    wire.mend()
    browser.reload()
    browser.wait_for_text("请重新选择")
    browser.choose("#pick", path)
    browser.wait_for_text("已到达 1 / 1 张")
    assert [one.data for one in laptop.kept] == [path.read_bytes()]


@needs_chromium
def test_a_second_phone_and_the_end_are_told_in_words(laptop, reception, browser):
    assert Phone(reception.url).ask("join")[0] == 200
    browser.open(reception.url)
    browser.wait_for_text("已由另一部手机使用")
    assert browser.run("document.getElementById('choose').offsetHeight") == 0


@needs_chromium
def test_an_expired_code_is_told_while_the_page_is_open(laptop, reception, browser):
    browser.open(reception.url)
    browser.wait_for_text("剩余")
    laptop.seconds.now += 600
    browser.wait_for_text("二维码已到时间")
    assert browser.run("document.getElementById('choose').offsetHeight") == 0


@needs_chromium
def test_everything_fits_a_small_screen_and_the_buttons_are_big(reception, browser):
    browser.look(320, 568)
    browser.open(reception.url)
    browser.wait_for_text("问题 20261123-9f3a-01")
    assert browser.run("document.documentElement.scrollWidth <= window.innerWidth")
    heights = browser.run(
        "[].map.call(document.querySelectorAll('.button'), function (one) { return one.offsetHeight; })"
    )
    assert min(heights) >= 56


@pytest.mark.parametrize("sign", NOT_ES5)
def test_the_script_is_of_the_old_kind(sign):
    assert re.findall(sign, (PAGE / "page.js").read_text(encoding="utf-8")) == []


def test_the_page_names_no_address_and_no_style_or_script_of_its_own():
    html = (PAGE / "page.html").read_text(encoding="utf-8")
    assert re.findall(r"(?:src|href)=\"([^\"]*)\"", html) == ["data:,", "page.css", "page.js"]
    assert "style=" not in html
    assert re.findall(r"\bon\w+=", html) == []
    for name in ("page.css", "page.js"):
        assert re.findall(r"https?:|url\(|@import", (PAGE / name).read_text(encoding="utf-8")) == []
