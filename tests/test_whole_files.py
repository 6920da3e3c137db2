"""Nothing leaves and nothing is frozen with a missing or altered file: it is refused, and the file is named."""

import json
from datetime import timedelta

import pytest

from tests.test_commands import a_finding, desk, office  # noqa: F401
from tests.test_photo_commands import photos  # noqa: F401

ARRIVAL = {
    "arrived_at": "2026-11-20T09:00", "companion_name": "张三", "certificates_shown": True, "rights_told": True,
    "recusal_asked": True,
}  # fmt: skip


def lose(path):
    path.unlink()


def alter(path):
    path.chmod(0o644)
    data = path.read_bytes()
    path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])


FAULTS = pytest.mark.parametrize(("spoil", "word"), [(lose, "缺失"), (alter, "被改动")])


def original(desk, photo):
    (row,) = [one for one in desk.ask("list", "photos") if one["id"] == photo]
    return desk.laptop.data / "photos" / row["sha256"][:2] / f"{row['sha256']}.jpg"


def unavailable(desk, *arguments):
    """Run a command that must be refused for a file, and return what it says."""
    status, _, said = desk.run(*arguments)
    assert status == 3, said
    return said


def seal(desk, office):
    return ("do", "seal_paper", office["visit"], "--set", "paper=record", "--set", "on=2026-11-20")


@FAULTS
def test_a_paper_is_not_frozen_and_the_photo_is_named_with_its_finding(desk, office, photos, spoil, word):
    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    assert (
        desk.run("print", "record", office["visit"], desk.laptop.data / "草稿.pdf")[0] == 0
    )  # pictures are cached now
    spoil(original(desk, photos["1.jpg"]))
    told = unavailable(desk, *seal(desk, office))
    assert "1.jpg" in told
    assert word in told
    (finding,) = desk.ask("list", "findings")
    assert finding["number"] in told
    assert "备份" in told
    assert [one["state"] for one in desk.ask("list", "documents")] == ["numbered"]


def test_a_spoilt_cached_picture_is_made_again_and_never_printed(desk, office, photos):
    from storage.pictures import upright_jpeg

    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    assert desk.run("print", "record", office["visit"], desk.laptop.data / "草稿.pdf")[0] == 0
    for cached in (desk.laptop.data / "cache").rglob("*.jpg"):
        cached.write_bytes(b"\xff\xd8 another picture \xff\xd9")
    desk.ask(*seal(desk, office))
    (document,) = desk.ask("list", "documents")
    for digest in document["pictures"]:
        kept = (desk.laptop.data / "documents" / digest[:2] / f"{digest}.jpg").read_bytes()
        assert kept in {upright_jpeg(original(desk, photos[f"{n}.jpg"]).read_bytes(), longest=1600) for n in range(3)}


@FAULTS
def test_an_inspection_is_not_exported_and_the_photo_is_named(desk, office, photos, tmp_path, spoil, word):
    spoil(original(desk, photos["2.jpg"]))
    told = unavailable(desk, "export", "inspection", office["visit"], tmp_path / "检查.json")
    assert "2.jpg" in told
    assert word in told
    assert desk.ask("list", "findings")[0]["number"] in told
    assert not (tmp_path / "检查.json").exists()


@FAULTS
def test_the_picture_a_sealed_paper_prints_goes_with_the_export_or_stops_it(
    desk, office, photos, tmp_path, spoil, word
):
    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    desk.ask(*seal(desk, office))
    (document,) = desk.ask("list", "documents")
    assert sorted(document["photos"]) == sorted(photos[f"{number}.jpg"] for number in range(3))
    digest = document["pictures"][0]
    spoil(desk.laptop.data / "documents" / digest[:2] / f"{digest}.jpg")
    told = unavailable(desk, "export", "inspection", office["visit"], tmp_path / "检查.json")
    assert document["number"] in told
    assert word in told
    assert any(digest[:12] in one for one in json.loads(desk.run("audit", "--json")[1])["problems"])


@FAULTS
def test_a_backup_that_would_lack_a_photo_is_refused_and_written_only_when_asked_for(
    desk,
    office,
    photos,
    tmp_path,
    spoil,
    word,
):
    spoil(original(desk, photos["0.jpg"]))
    told = unavailable(desk, "backup", tmp_path / "备份.zip")
    assert "0.jpg" in told
    assert word in told
    assert desk.ask("list", "findings")[0]["number"] in told
    assert not (tmp_path / "备份.zip").exists()
    assert desk.run("backup", tmp_path / "备份.zip", "--incomplete")[0] == 0
    assert (tmp_path / "备份.zip").exists()


@FAULTS
def test_nobody_signs_a_spoilt_paper(desk, office, spoil, word):
    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    desk.ask(*seal(desk, office))
    (document,) = desk.ask("list", "documents")
    spoil(desk.laptop.data / "documents" / document["file"][:2] / f"{document['file']}.pdf")
    field = document["signers"][0]["field"]
    pairs = [part for pair in (f"field={field}", "name=赵X1", "role=officer") for part in ("--set", pair)]
    told = unavailable(desk, "do", "sign_paper", document["id"], *pairs)
    assert document["number"] in told
    assert word in told


def test_a_photo_that_a_sealed_paper_prints_is_never_destroyed(desk, office, photos):
    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    desk.step("withdraw_photo", photos["2.jpg"], reason="在定稿之前撤下")
    desk.ask(*seal(desk, office))
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    desk.laptop.clock.time += timedelta(days=4000)
    rows = {row["name"]: row["why_kept"] for row in desk.ask("list", "photos", "--trash")}
    assert "现场检查笔录" in rows["0.jpg"]
    assert rows["2.jpg"] == ""
    refused = desk.refused("empty_trash", confirmed=1, reason="到期", photos=photos["0.jpg"])
    assert "现场检查笔录" in refused
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    assert [row["name"] for row in desk.ask("list", "photos", "--trash")] == ["0.jpg"]
    assert desk.ask("audit")["ok"]
