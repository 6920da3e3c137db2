"""扫码传图 by real HTTPS requests: who is let in, what is taken, what goes on after a cut."""

import logging
import socket
import ssl

import pytest
from cryptography import x509

from inspections.pictures import MAX_BYTES
from inspections.receiving import LIFETIME_SECONDS, MAX_PHOTOS, NetworkAddress, Verdict
from inspections.records import UnavailableError
from inspections.refusal import BadValueError
from storage.phone_receiver import PhoneReceiver
from storage.receiving import PIECE_BYTES
from storage.receiving_server import GRACE_SECONDS
from tests.storage.images import jpeg
from tests.storage.phones import DEVICE, HERE, NOW, Laptop, Phone, refused

PICTURE = jpeg(900, 700) + bytes(300_000)


@pytest.fixture
def laptop():
    return Laptop()


@pytest.fixture
def reception(laptop):
    made = laptop.open()
    yield made
    laptop.gate.set()
    made.close()


@pytest.fixture
def phone(reception):
    return Phone(reception.url)


def test_a_picture_sent_in_pieces_arrives_byte_by_byte_with_its_name_and_time(laptop, phone):
    status, told = phone.ask("join")
    assert (status, told["title"], told["files"]) == (200, "问题 20261123-0001-01", [])
    assert phone.send(PICTURE)[1]["state"] == "arrived"
    (kept,) = laptop.kept
    assert (kept.name, kept.data, kept.file_time) == ("IMG_1.jpg", PICTURE, "2026-11-23T00:30:00+00:00")
    assert laptop.states[-1].has_phone
    assert laptop.states[-1].count("arrived") == 1


def test_nothing_is_shown_without_the_token(phone):
    for method, path in (("GET", "/"), ("GET", "/wrong/"), ("POST", "/wrong/join"), ("GET", "/wrong/page.js")):
        status, body, _headers = phone.request(method, path)
        assert status == 404
        assert "问题" not in body.decode()
        assert "重新扫描" in body.decode()
    assert phone.request("POST", "/wrong/offer", b"{}")[0] == 404


def test_the_token_is_the_first_phones_alone_and_this_phone_may_load_the_page_again(laptop, reception, phone):
    other = Phone(reception.url, device="b2" * 16)
    assert phone.ask("join")[0] == 200
    status, told = other.ask("join")
    assert (status, told["error"]) == (403, "used")
    assert "另一部手机" in told["message"]
    assert other.offer(PICTURE)[0] == other.ask("state")[0] == 403
    assert phone.ask("join")[0] == 200
    assert laptop.kept == []


@pytest.mark.parametrize("device", ["", "short", "a" * 200, "../../../../etc/passwd"])
def test_a_phone_without_a_sound_name_is_turned_away(phone, device):
    assert phone.ask("join", headers={"X-Yian-Device": device})[0] == 400


def test_a_token_expires_can_be_prolonged_and_the_server_goes_by_itself(laptop, reception, phone):
    laptop.seconds.now += LIFETIME_SECONDS - 1
    assert phone.ask("join")[1]["left"] == 1
    reception.prolong()
    assert phone.ask("state")[1]["left"] == reception.seconds_left() == LIFETIME_SECONDS
    laptop.seconds.now += LIFETIME_SECONDS
    status, told = phone.ask("state")
    assert (status, told["error"]) == (410, "expired")
    assert "已到时间" in told["message"]
    assert phone.offer(PICTURE)[0] == phone.request("GET", phone.path)[0] == 410
    laptop.seconds.now += GRACE_SECONDS + 1
    reception._thread.join(10)
    assert not laptop.states[-1].is_open
    with pytest.raises(ConnectionRefusedError):
        phone.ask("state")


def test_a_new_code_is_for_another_finding_and_the_old_one_is_dead(laptop, reception, phone):
    reception.close()
    again = laptop.open("问题 20261123-0001-02")
    try:
        assert again.url.rsplit("/", 2)[-2] != reception.url.rsplit("/", 2)[-2]
        second = Phone(again.url)
        old = second.request("POST", phone.path + "join")
        assert old[0] == 404
        assert "20261123" not in old[1].decode()
        assert second.ask("join")[1]["title"] == "问题 20261123-0001-02"
    finally:
        again.close()


def test_what_is_too_large_or_empty_is_refused_by_name_before_it_is_sent(laptop, phone):
    status, told = phone.offer(PICTURE, "大图.jpg", size=MAX_BYTES + 1)
    assert (status, told["state"]) == (200, "refused")
    assert "大图.jpg" in told["reason"]
    assert "上限" in told["reason"]
    assert phone.ask(f"piece/{told['id']}?offset=0", PICTURE[:1000])[0] == 409
    assert phone.offer(b"", "空.jpg")[1]["state"] == "refused"
    assert laptop.kept == []


def test_a_piece_beyond_the_limit_is_turned_away(phone):
    told = phone.offer(bytes(PIECE_BYTES * 3))[1]
    assert phone.ask(f"piece/{told['id']}?offset=0", bytes(PIECE_BYTES + 1))[0] == 413
    assert phone.ask("state")[1]["files"][0]["offset"] == 0


def test_a_piece_beyond_the_promised_size_is_not_taken(phone):
    told = phone.offer(PICTURE, size=1000)[1]
    assert phone.ask(f"piece/{told['id']}?offset=0", PICTURE[:1001])[0] == 409


def test_what_the_rules_refuse_is_told_to_the_phone_and_the_next_one_goes_on(laptop, phone):
    laptop.refuse["说明.txt"] = refused(BadValueError("“说明.txt”不是能读取的照片。"))
    assert phone.send(b"not a picture", "说明.txt")[1] | {"id": "", "left": 0} == {
        "id": "", "left": 0, "name": "说明.txt", "size": 13, "offset": 13, "state": "refused",
        "reason": "“说明.txt”不是能读取的照片。",
    }  # fmt: skip
    assert phone.send(PICTURE)[1]["state"] == "arrived"


def test_an_upload_goes_on_where_the_connection_was_cut(laptop, phone):
    told = phone.offer(PICTURE)[1]
    told = phone.ask(f"piece/{told['id']}?offset=0", PICTURE[:200_000])[1]
    cut = phone.connection()
    cut.connect()
    head = f"POST {phone.path}piece/{told['id']}?offset=200000 HTTP/1.1\r\nHost: x\r\nX-Yian-Device: {DEVICE}\r\n"
    cut.sock.sendall(f"{head}Content-Length: 100000\r\n\r\n".encode() + PICTURE[200_000:250_000])
    cut.close()
    again = phone.offer(PICTURE)[1]
    assert (again["id"], again["offset"], again["state"]) == (told["id"], 200_000, "arriving")
    assert phone.send(PICTURE)[1]["state"] == "arrived"
    assert [one.data for one in laptop.kept] == [PICTURE]


def test_a_piece_sent_twice_or_out_of_order_changes_nothing(laptop, phone):
    told = phone.offer(PICTURE)[1]
    place = f"piece/{told['id']}?offset="
    assert phone.ask(place + "0", PICTURE[:1000])[0] == 200
    for offset in ("0", "2000", "-1", "x", ""):
        status, answer = phone.ask(place + offset, PICTURE[:1000])
        assert (status, answer.get("offset", 1000)) in {(409, 1000), (400, 1000)}
    assert phone.send(PICTURE)[1]["state"] == "arrived"
    assert phone.send(PICTURE)[1]["state"] == "arrived"
    assert [one.data for one in laptop.kept] == [PICTURE]


def test_the_answer_that_was_lost_while_the_picture_was_being_kept_comes_by_asking_again(laptop, phone):
    laptop.gate.clear()
    small = jpeg(300, 200)
    told = phone.offer(small)[1]
    cut = phone.connection()
    cut.request("POST", f"{phone.path}piece/{told['id']}?offset=0", small, {"X-Yian-Device": DEVICE})
    assert laptop.keeping.wait(10)
    cut.close()
    assert phone.ask("state")[1]["files"][0]["state"] == "keeping"
    laptop.gate.set()
    assert phone.offer(small)[1]["state"] == "arrived"
    assert len(laptop.kept) == 1


def test_a_picture_that_the_laptop_could_not_keep_may_be_sent_again(laptop, phone):
    laptop.refuse["IMG_1.jpg"] = Verdict(state="failed", reason="磁盘空间不足。")
    told = phone.send(PICTURE)[1]
    assert (told["state"], told["reason"], told["offset"]) == ("failed", "磁盘空间不足。", 0)
    laptop.refuse.clear()
    assert phone.send(PICTURE)[1]["state"] == "arrived"


def test_a_mistake_of_ours_is_no_arrival_and_is_logged_without_the_token(laptop, reception, phone, caplog):
    laptop.refuse = None
    assert phone.send(PICTURE)[1]["state"] == "failed"
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert phone.path.strip("/") not in caplog.text
    caplog.clear()


def test_nothing_of_a_whole_visit_with_a_phone_is_logged(laptop, reception, phone, caplog):
    with caplog.at_level(logging.DEBUG):
        phone.send(PICTURE)
        phone.request("GET", "/wrong/")
        with socket.create_connection((phone.host, phone.port)) as plain:
            plain.sendall(b"GET /" + phone.path.encode() + b" HTTP/1.1\r\n\r\n")
        tls = phone.connection()
        tls.connect()
        tls.sock.sendall(b"\x00nonsense\r\n\r\n")
        tls.close()
        reception.close()
    assert phone.path.strip("/") not in caplog.text


def test_two_pictures_of_one_name_size_and_time_are_two(laptop, phone):
    first, second = bytes(5000), b"\1" + bytes(4999)
    assert phone.send(first, "image.jpg")[1]["state"] == phone.send(second, "image.jpg")[1]["state"] == "arrived"
    assert [one.data for one in laptop.kept] == [first, second]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"name":"a"}', b'{"name":1,"size":1,"modified":1,"mark":""}',
                                  b'{"name":"a","size":true,"modified":1,"mark":""}', b"\xff" * 10, b" " * 5000])  # fmt: skip
def test_an_offer_that_cannot_be_read_is_turned_away(phone, body):
    assert phone.ask("offer", body)[0] == 400


def test_a_name_is_no_path_and_a_time_is_a_time(laptop, phone):
    for name, modified, kept in (
        ("../../a\n.jpg", -5, "a.jpg"),
        ("C:\\x\\b.jpg", 10**18, "b.jpg"),
        ("", 0, "手机照片"),
    ):
        told = phone.offer(name.encode() + b"x", name, modified=modified)[1]
        phone.ask(f"piece/{told['id']}?offset=0", name.encode() + b"x")
        assert (laptop.kept[-1].name, laptop.kept[-1].file_time) == (kept, "")


def test_one_code_takes_a_bounded_number_of_pictures(reception, phone):
    for number in range(MAX_PHOTOS):
        reception._desk.offer(name=f"{number}", size=5, modified=0, mark="")
    status, told = phone.offer(b"one more")
    assert (status, told["error"]) == (429, "too_many")
    assert str(MAX_PHOTOS) in told["message"]


def test_unfinished_pictures_are_bounded_and_the_oldest_is_sent_again(reception, monkeypatch):
    monkeypatch.setattr("storage.receiving.MAX_UNFINISHED_BYTES", 25)
    desk = reception._desk
    uploads = [desk.offer(name=f"{number}", size=100, modified=0, mark="") for number in range(3)]
    for upload in uploads:
        assert desk.take(upload, 0, bytes(10))
    assert [(one.received, len(one.data)) for one in uploads] == [(0, 0), (10, 10), (10, 10)]
    assert desk.take(uploads[0], 0, bytes(6))
    assert [one.received for one in uploads] == [6, 0, 10]


def test_nothing_can_be_read_back(laptop, phone):
    told = phone.send(PICTURE)[1]
    for path in (f"piece/{told['id']}", "state", "join", "../", "%2e%2e/page.html", "away.html", "page.html"):
        status, body, _headers = phone.request("GET", phone.path + path)
        assert status in {404, 405}
        assert b"\xff\xd8" not in body
    assert phone.request("PUT", phone.path + "state")[0] == phone.request("DELETE", phone.path)[0] == 405


def test_the_page_brings_everything_itself_and_is_not_kept_anywhere(phone):
    texts = {}
    for name in ("", "page.css", "page.js"):
        status, body, headers = phone.request("GET", phone.path + name)
        assert status == 200
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Python" not in headers["Server"]
        texts[name] = body.decode()
    assert "http" not in "".join(texts.values()).replace("XMLHttpRequest", "")


def test_the_server_listens_at_the_chosen_address_alone(phone):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", phone.port), timeout=5)


def test_an_address_that_is_gone_is_told_with_what_to_do(laptop):
    receiver = PhoneReceiver(clock=lambda: NOW, ports=(0,))
    invitation = laptop.open()
    invitation.close()
    with pytest.raises(UnavailableError, match=r"203\.0\.113\.7.*换一个地址"):
        receiver.open(invitation._desk.invitation, NetworkAddress(ip="203.0.113.7", network="已断开"))


def test_the_certificate_is_for_the_address_and_is_what_the_window_shows(reception, phone):
    raw = ssl.get_server_certificate((phone.host, phone.port))
    made = x509.load_pem_x509_certificate(raw.encode())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(ip) for ip in names.get_values_for_type(x509.IPAddress)] == [HERE.ip]
    assert (made.not_valid_after_utc - made.not_valid_before_utc).days == 4
    assert made.not_valid_before_utc < NOW < made.not_valid_after_utc
    from cryptography.hazmat.primitives import hashes

    assert made.fingerprint(hashes.SHA256()).hex().upper() == reception.fingerprint.replace(":", "")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_old_protocols_are_not_spoken(phone):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)), socket.create_connection((phone.host, phone.port)) as plain:
        context.wrap_socket(plain)


def test_stopping_keeps_the_picture_that_is_being_kept(laptop, reception, phone):
    laptop.gate.clear()
    small = jpeg(300, 200)
    told = phone.offer(small)[1]
    cut = phone.connection()
    cut.request("POST", f"{phone.path}piece/{told['id']}?offset=0", small, {"X-Yian-Device": DEVICE})
    assert laptop.keeping.wait(10)
    reception.stop()
    laptop.gate.set()
    reception.close()
    cut.close()
    assert [one.data for one in laptop.kept] == [small]
    assert laptop.states[-1].count("arrived") == 1
    assert not laptop.states[-1].is_open


def test_reception_is_not_opened_twice_at_one_port_but_takes_the_next(laptop):
    first = laptop.open()
    taken = first._port
    receiver = PhoneReceiver(clock=lambda: NOW, ports=(taken, 0))
    second = receiver.open(first._desk.invitation, HERE)
    try:
        assert second.place != first.place
    finally:
        first.close()
        second.close()
