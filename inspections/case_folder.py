"""One visit as a folder that anybody reads without the program: papers, records, pictures, digests, a checking page."""

import hashlib
import json
from collections.abc import Iterator
from typing import Final

from inspections.document import Document
from inspections.dossier import Papers
from inspections.entry import canonical
from inspections.picture_export import picture_files
from inspections.records import Files, Records, UnavailableError

MANIFEST: Final = "manifest.json"
CHECKER: Final = "核对.html"
PAPERS_FOLDER: Final = "文书"
PICTURES_FOLDER: Final = "照片"
FORM: Final = "yian-case/1"
_UNFIT: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_PAGE: Final = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>案卷核对</title>
<style>body{font:16px/1.6 sans-serif;max-width:52em;margin:2em auto;padding:0 1em}
td{padding:.2em .8em;border-bottom:1px solid #ddd;word-break:break-all}.bad{color:#b00}.good{color:#060}</style></head>
<body><h1>案卷核对</h1>
<p>选择本文件夹，浏览器在本机计算每个文件的 SHA-256，与导出时的清单比对；不联网，也不上传。</p>
<p>本页只说明文件与清单是否相同，不核对电子签名，也不证明清单本身由谁写成；签名请用本程序的“验证文件”。</p>
<p><label>选择案卷文件夹 <input id="pick" type="file" webkitdirectory multiple></label></p>
<p id="sum" role="status"></p><table id="rows"></table>
<script>
"use strict";
const MANIFEST = __MANIFEST__;
const K = [], H0 = [];
for (let n = 2; K.length < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
  if (!prime) continue;
  if (H0.length < 8) H0.push((Math.sqrt(n) % 1) * 4294967296 | 0);
  K.push((Math.cbrt(n) % 1) * 4294967296 | 0);
}
function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 8 >> 6) + 1) * 64), view = new DataView(padded.buffer);
  padded.set(bytes); padded[bytes.length] = 128;
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const h = H0.slice(), w = new Int32Array(64), r = (x, n) => x >>> n | x << 32 - n;
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (r(a, 7) ^ r(a, 18) ^ a >>> 3) + w[i - 7] + (r(b, 17) ^ r(b, 19) ^ b >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const s = k + (r(e, 6) ^ r(e, 11) ^ r(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      const t = (r(a, 2) ^ r(a, 13) ^ r(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      k = g; g = f; f = e; e = d + s | 0; d = c; c = b; b = a; a = s + t | 0;
    }
    [a, b, c, d, e, f, g, k].forEach((x, i) => { h[i] = h[i] + x | 0; });
  }
  return h.map(x => (x >>> 0).toString(16).padStart(8, "0")).join("");
}
function show(name, said, good) {
  const row = document.getElementById("rows").insertRow();
  row.insertCell().textContent = name;
  const cell = row.insertCell(); cell.textContent = said; cell.className = good ? "good" : "bad";
}
async function check(files) {
  const left = new Map(Object.entries(MANIFEST)); let bad = 0;
  document.getElementById("rows").textContent = "";
  for (const [name, file] of files) {
    if (name === "manifest.json" || name === "核对.html") continue;
    const wanted = left.get(name); left.delete(name);
    const same = wanted === sha256(new Uint8Array(await file.arrayBuffer()));
    if (!same) bad++;
    show(name, wanted === undefined ? "清单以外的文件" : same ? "与清单相同" : "与清单不同", same);
  }
  for (const name of left.keys()) { bad++; show(name, "缺少", false); }
  document.getElementById("sum").textContent = bad ? bad + " 个文件不符" : "全部文件与清单相同";
}
document.getElementById("pick").addEventListener("change", event => check(
  [...event.target.files].map(file => [file.webkitRelativePath.split("/").slice(1).join("/"), file])));
</script></body></html>
"""


def case_files(records: Records, files: Files, papers: Papers, *, inspection: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file of a case, its list of digests and the checking page last."""
    digests: dict[str, str] = {}
    for name, data in _content(records, files, papers, inspection):
        digests[name] = hashlib.sha256(data).hexdigest()
        yield name, data
    listed = {"form": FORM, "inspection": inspection, "sha256": digests}
    yield MANIFEST, canonical(listed)
    told = json.dumps(digests, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    yield CHECKER, _PAGE.replace("__MANIFEST__", told).encode()


def _content(records: Records, files: Files, papers: Papers, inspection: str) -> Iterator[tuple[str, bytes]]:
    for paper in records.documents.where(inspection=inspection):
        if not paper.file:
            continue
        name = f"{PAPERS_FOLDER}/{f'{paper.title} {paper.number}'.translate(_UNFIT)}"
        data = _frozen(files, paper)
        yield f"{name}.pdf", data
        record = papers.attached_record(data)
        if record is not None:
            yield f"{name}.json", canonical(record)
    for name, data in picture_files(records, files, inspection=inspection):
        yield f"{PICTURES_FOLDER}/{name}", data


def _frozen(files: Files, paper: Document) -> bytes:
    try:
        return files.document_path(paper.file, "pdf").read_bytes()
    except FileNotFoundError as error:
        raise UnavailableError(f"文书 {paper.number} 的文件缺失。", "请从备份中恢复该文件后再试。") from error
