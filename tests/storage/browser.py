"""A real Chromium without a window, spoken to in its own DevTools protocol; and a wire that can be cut."""

import asyncio
import base64
import contextlib
import json
import os
import re
import socket
import subprocess
import threading
from pathlib import Path

import aiohttp

PATIENCE = 30


def key_digest(certificate):
    """The digest by which Chromium is told to trust one key, and no other."""
    from cryptography.hazmat.primitives import hashes, serialization

    spki = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    digest = hashes.Hash(hashes.SHA256())
    digest.update(spki)
    return base64.b64encode(digest.finalize()).decode()


def fonts(folder):
    """Let the browser write Chinese where the system has no such font: the program's own."""
    listed = Path(__file__).parents[2] / "reports" / "fonts"
    told = f"<fontconfig><dir>{listed}</dir><cachedir>{folder}</cachedir></fontconfig>"
    file = folder.parent / "fonts.conf"
    file.write_text(told, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


class Browser:
    """One tab, on a screen as small as an old phone's."""

    def __init__(self, folder, *, trusted):
        command = [
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ]
        command += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}"]
        command += [f"--ignore-certificate-errors-spki-list={trusted}", "--remote-debugging-port=0", "about:blank"]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=fonts(folder))
        self._loop = asyncio.new_event_loop()
        self._number = 0
        address = next(
            found[1] for line in self._process.stderr if (found := re.search(r"listening on ws://([^/]+)/", line))
        )
        self._drain = threading.Thread(target=self._process.stderr.read)
        self._drain.start()
        self._loop.run_until_complete(self._connect(address))
        self.do("Page.enable")
        self.do("DOM.enable")
        self.look(360, 640)

    async def _connect(self, address):
        self._session = aiohttp.ClientSession()
        async with self._session.get(f"http://{address}/json/list") as answer:
            tab = next(one for one in await answer.json() if one["type"] == "page")
        self._socket = await self._session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0)

    def do(self, method, *, until="", **parameters):
        """Send one command, wait for its answer and for an event if one is named; other events are passed over."""
        return self._loop.run_until_complete(asyncio.wait_for(self._do(method, until, parameters), PATIENCE + 5))

    async def _do(self, method, until, parameters):
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        result, awaited = None, until
        while result is None or awaited:
            answer = json.loads(await self._socket.receive_str())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result = answer["result"]
            if answer.get("method") == awaited:
                awaited = ""
        return result

    def look(self, width, height, *, dark=False):
        self.do("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)
        self.do(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )

    def open(self, url):
        self.do("Page.navigate", until="Page.loadEventFired", url=url)

    def reload(self):
        self.do("Page.reload", until="Page.loadEventFired")

    def run(self, script):
        """Evaluate JavaScript, a promise to its end, and return the value."""
        answer = self.do("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, condition):
        """Wait in the page until a condition holds; tell what the page says when it does not."""
        script = (
            f"new Promise(function (done) {{ var ends = Date.now() + {PATIENCE * 1000}; (function look() {{"
            f" if ({condition}) done(''); else if (Date.now() > ends) done(document.body.innerText || 'empty');"
            " else setTimeout(look, 30); }()); })"
        )
        seen = self.run(script)
        assert seen == "", f"{condition} never held; the page says: {seen}"

    def wait_for_text(self, text):
        self.wait_for(f"document.body.innerText.indexOf({json.dumps(text)}) >= 0")

    def text(self, selector):
        return self.run(f"document.querySelector({json.dumps(selector)}).innerText")

    def choose(self, selector, *paths):
        """Choose files as a person does in the phone's own dialog."""
        root = self.do("DOM.getDocument")["root"]["nodeId"]
        node = self.do("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.do("DOM.setFileInputFiles", nodeId=node, files=[str(path) for path in paths])

    def photograph(self, path):
        shot = self.do("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        with contextlib.suppress(Exception):
            self.do("Browser.close")
        self._loop.run_until_complete(self._session.close())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._drain.join(10)
        self._process.stderr.close()


class Wire:
    """Carries bytes between a phone and the laptop; cut after so many, nothing passes until it is mended."""

    def __init__(self, port):
        self._port, self.up, self._limit = port, 0, None
        self.is_cut, self._listening = threading.Event(), socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open, self._threads = set(), []
        self._start(self._accept)

    def cut_after(self, more):
        self._limit = self.up + more

    def mend(self):
        self._limit = None
        self.is_cut.clear()

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._drop()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                phone, _address = self._listening.accept()
                if self.is_cut.is_set():
                    phone.close()
                    continue
                laptop = socket.create_connection(("127.0.0.1", self._port))
                self._open |= {phone, laptop}
                self._start(self._carry, phone, laptop, True)
                self._start(self._carry, laptop, phone, False)

    def _carry(self, source, target, is_up):
        with contextlib.suppress(OSError):
            while data := source.recv(16384):
                self.up += len(data) if is_up else 0
                if self._limit is not None and self.up >= self._limit:
                    self.is_cut.set()
                    self._drop()
                    return
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _drop(self):
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            self._open.discard(one)
