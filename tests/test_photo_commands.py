"""Photos at the command line: listed, put into the trash and taken out; an original goes in one way only."""

from datetime import timedelta

import pytest

from tests.test_commands import a_finding, desk, office  # noqa: F401


def picture(shade):
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 300), (shade, 80, 120)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def photos(desk, office, tmp_path):
    """Three photos of one finding; ids by file name."""
    folder = tmp_path / "照片"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.jpg").write_bytes(picture(60 * number))
    finding = a_finding(desk, office)
    desk.ask("import", "photos", folder, "--finding", finding)
    return {"finding": finding, **{row["name"]: row["id"] for row in desk.ask("list", "photos")}}


def names(desk, *filters):
    return sorted(row["name"] for row in desk.ask("list", "photos", *filters))


def originals(desk):
    return sorted(path.name for path in (desk.laptop.data / "photos").rglob("*.jpg"))


def test_photos_are_listed_by_every_filter(desk, office, photos):
    assert names(desk, "--finding", photos["finding"]) == ["0.jpg", "1.jpg", "2.jpg"]
    assert names(desk, "--institution", office["institution"], "--stage", "after") == []
    assert names(desk, "--person", office["officers"][0], "--from", "2026-11-20") == ["0.jpg", "1.jpg", "2.jpg"]
    assert names(desk, "--until", "2026-11-19") == []
    assert names(desk, "--unlinked") == names(desk, "--flagged") == names(desk, "--trash") == []
    assert desk.run("list", "photos", "--from", "昨天")[0] == 1
    assert desk.run("list", "findings", "--trash")[0] == 1


def test_a_withdrawn_photo_waits_in_the_trash_and_comes_back(desk, photos):
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    (row,) = desk.ask("list", "photos", "--trash")
    assert (row["withdrawn_reason"], row["ripe_on"]) == ("拍错部位", "2026-12-20")
    assert "2026-12-20" in row["why_kept"]
    assert "回收站" in desk.refused("withdraw_photo", photos["0.jpg"], reason="再次")
    desk.step("restore_photo", photos["0.jpg"])
    assert names(desk) == ["0.jpg", "1.jpg", "2.jpg"]
    assert "不在回收站" in desk.refused("restore_photo", photos["0.jpg"])


def test_a_photo_that_was_added_again_meanwhile_is_not_restored_twice(desk, photos, tmp_path):
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    desk.ask("import", "photos", tmp_path / "照片", "--finding", photos["finding"])
    assert "已重新添加" in desk.refused("restore_photo", photos["0.jpg"])


def test_the_trash_is_emptied_only_of_what_lay_thirty_days_by_an_authorised_person_who_saw_how_many(desk, photos):
    before = originals(desk)
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    desk.laptop.clock.time += timedelta(days=29)
    desk.step("withdraw_photo", photos["1.jpg"], reason="模糊")
    assert "没有可以清空" in desk.refused("empty_trash", confirmed=1, reason="到期")
    assert originals(desk) == before
    desk.laptop.clock.time += timedelta(days=1)
    assert "起可以清空" in desk.refused("empty_trash", confirmed=1, reason="到期", photos=photos["1.jpg"])
    assert "现有 1 张" in desk.refused("empty_trash", confirmed=2, reason="到期")
    assert "理由" in desk.refused("empty_trash", confirmed=1, reason=" ")
    desk.laptop.by = ""
    assert "未获授权" in desk.refused("empty_trash", confirmed=1, reason="到期")
    assert originals(desk) == before
    desk.laptop.by = "X1"
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    assert len(originals(desk)) == 2
    assert names(desk, "--trash") == ["1.jpg"]
    assert "已销毁" in desk.refused("restore_photo", photos["0.jpg"])
    assert desk.ask("audit")["ok"]


def test_an_original_that_another_record_names_stays_when_one_of_its_photos_is_destroyed(
    desk, office, photos, tmp_path
):
    before = originals(desk)
    second = a_finding(desk, office, description="灭火器失效")
    desk.ask("import", "photos", tmp_path / "照片", "--finding", second)
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    desk.laptop.clock.time += timedelta(days=31)
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    assert originals(desk) == before
    assert desk.ask("audit")["ok"]


def test_a_file_left_behind_by_a_crash_goes_with_the_next_emptying(desk, photos):
    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    kept = {path: path.read_bytes() for path in (desk.laptop.data / "photos").rglob("*.jpg")}
    desk.laptop.clock.time += timedelta(days=31)
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    (gone,) = [path for path in kept if not path.exists()]
    gone.write_bytes(kept[gone])  # as if the program had died before the removal
    desk.step("withdraw_photo", photos["1.jpg"], reason="模糊")
    desk.laptop.clock.time += timedelta(days=31)
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    assert len(originals(desk)) == 1


def test_a_destroyed_photo_goes_out_and_in_with_its_visit_as_a_digest_alone(desk, office, photos, tmp_path, capsys):
    from tests.laptop import Desk

    desk.step("withdraw_photo", photos["0.jpg"], reason="拍错部位")
    desk.laptop.clock.time += timedelta(days=31)
    desk.step("empty_trash", confirmed="1", reason="到期清理")
    out = tmp_path / "检查.json"
    assert desk.run("export", "inspection", office["visit"], out)[0] == 0
    other = Desk(tmp_path / "另一台", capsys)
    assert other.run("import", "inspection", out)[0] == 0
    assert other.ask("audit")["ok"]
    assert names(other) == ["1.jpg", "2.jpg"]
