"""A case handed out: every file has its digest, the page holds them all and asks for nothing outside."""

import hashlib
import json
from zipfile import ZipFile

from tests.test_commands import desk, office, pictures  # noqa: F401
from tests.test_verify_command import code, printed  # noqa: F401


def test_the_folder_holds_papers_records_and_the_digest_of_each(desk, office, printed, tmp_path):
    out, folder = tmp_path / "案卷.zip", tmp_path / "案卷"
    for place in (out, folder):
        assert desk.run("export", "case", office["visit"], place)[0] == 0
    with ZipFile(out) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    digests = json.loads(held.pop("manifest.json"))["sha256"]
    page = held.pop("核对.html").decode()
    assert {name: hashlib.sha256(data).hexdigest() for name, data in held.items()} == digests
    assert held["文书/现场检查笔录 某消〔2026〕1号.pdf"] == printed.read_bytes()
    assert all(digest in page for digest in digests.values())
    assert not any(outside in page for outside in ("http:", "https:", "src=", "<link"))


def test_an_existing_place_is_never_written_over(desk, office, tmp_path):
    assert desk.run("export", "case", office["visit"], tmp_path)[0] == 1
