"""A phone in a test: real HTTPS requests to a reception at 127.0.0.1, and what the laptop kept of them."""

import http.client
import json
import ssl
import threading
import zlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from inspections.receiving import Invitation, NetworkAddress, Verdict
from inspections.refusal import RefusedError
from storage.phone_receiver import PhoneReceiver
from storage.receiving_pages import DEVICE_HEADER

HERE = NetworkAddress(ip="127.0.0.1", network="测试")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))
DEVICE = "a1" * 16
MODIFIED = round((NOW - timedelta(minutes=30)).timestamp() * 1000)


class Seconds:
    """A monotonic clock that stands until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@dataclass
class Laptop:
    """Keeps what arrives in a list; refuses what `refuse` names."""

    kept: list = field(default_factory=list)
    states: list = field(default_factory=list)
    refuse: dict = field(default_factory=dict)
    gate: threading.Event = field(default_factory=threading.Event)
    keeping: threading.Event = field(default_factory=threading.Event)
    seconds: Seconds = field(default_factory=Seconds)

    def __post_init__(self):
        self.gate.set()

    def keep(self, incoming):
        self.keeping.set()
        assert self.gate.wait(20)
        if incoming.name in self.refuse:
            return self.refuse[incoming.name]
        known = any(one.data == incoming.data for one in self.kept)
        self.kept.append(incoming)
        return Verdict(state="known" if known else "arrived")

    def open(self, title="问题 20261123-0001-01", **more):
        receiver = PhoneReceiver(clock=lambda: NOW, monotonic=self.seconds, ports=(0,))
        given = {"keep": self.keep, "told": self.states.append, **more}
        return receiver.open(Invitation(title=title, **given), HERE)


def refused(error):
    assert isinstance(error, RefusedError)
    return Verdict(state="refused", reason=str(error))


class Phone:
    """One phone with its own name; every request is a connection of its own."""

    def __init__(self, url, device=DEVICE):
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path
        self.device = device
        self.context = ssl.create_default_context()
        self.context.check_hostname, self.context.verify_mode = False, ssl.CERT_NONE

    def connection(self):
        return http.client.HTTPSConnection(self.host, self.port, context=self.context, timeout=20)

    def request(self, method, path, body=b"", headers=None):
        connection = self.connection()
        try:
            given = {DEVICE_HEADER: self.device} if headers is None else headers
            connection.request(method, path, body=body, headers=given)
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def ask(self, question, body=b"", **more):
        status, data, _headers = self.request("POST", self.path + question, body, **more)
        return status, json.loads(data)

    def offer(self, data, name="IMG_1.jpg", **changed):
        told = {"name": name, "size": len(data), "modified": MODIFIED, "mark": f"{zlib.crc32(data)}", **changed}
        return self.ask("offer", json.dumps(told).encode())

    def send(self, data, name="IMG_1.jpg", piece=100_000):
        """Send a whole picture in pieces; returns the last answer."""
        status, answer = self.offer(data, name)
        while answer.get("state") == "arriving":
            at = answer["offset"]
            status, answer = self.ask(f"piece/{answer['id']}?offset={at}", data[at : at + piece])
        return status, answer
