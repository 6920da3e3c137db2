import pytest

from inspections.records import UnavailableError
from inspections.refusal import RefusedError
from storage import backup
from storage.driver import connect
from storage.store import Store
from tests.storage.laptops import Laptop, seeded


@pytest.fixture
def laptop(tmp_path):
    one = seeded(Laptop(tmp_path / "甲", "甲"))
    yield one
    one.store.close()


def test_a_backup_restored_into_a_new_folder_holds_everything(laptop, tmp_path):
    saved = laptop.store.back_up(tmp_path / "备份" / "一.db")
    assert [one.name for one in saved.parent.iterdir()] == ["一.db"]
    path = backup.restore(saved, tmp_path / "新")
    again = Store.open(path, clock=lambda: laptop.time)
    assert again.state_digest() == laptop.store.state_digest()
    assert again.audit(laptop.store.heads()).ok
    again.close()


def test_a_backup_holds_what_still_lies_in_the_log_file(laptop, tmp_path):
    laptop.institution("i-9")
    assert laptop.path.with_name("records.db-wal").stat().st_size > 0
    saved = laptop.store.back_up(tmp_path / "一.db")
    copy = connect(saved, readonly=True)
    assert copy.value("SELECT count(*) FROM institution WHERE id = 'i-9'") == 1
    copy.close()


def test_an_existing_file_is_never_written_over(laptop, tmp_path):
    (tmp_path / "一.db").write_text("mine")
    with pytest.raises(RefusedError, match="文件已存在"):
        laptop.store.back_up(tmp_path / "一.db")
    assert (tmp_path / "一.db").read_text() == "mine"


def test_a_failed_backup_leaves_no_half_file(laptop, tmp_path, monkeypatch):
    def damaged(connection):
        raise UnavailableError("记录文件已损坏")

    monkeypatch.setattr(backup, "check_whole", damaged)
    with pytest.raises(UnavailableError):
        laptop.store.back_up(tmp_path / "备份" / "一.db")
    assert list((tmp_path / "备份").iterdir()) == []


def test_live_records_are_never_restored_over(laptop, tmp_path):
    saved = laptop.store.back_up(tmp_path / "一.db")
    with pytest.raises(RefusedError, match="不是空的"):
        backup.restore(saved, laptop.path.parent)


@pytest.mark.parametrize("content", [b"", b"rubbish" * 500])
def test_what_is_no_backup_is_not_restored(tmp_path, content):
    (tmp_path / "一.db").write_bytes(content)
    with pytest.raises(UnavailableError):
        backup.restore(tmp_path / "一.db", tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_a_damaged_backup_is_not_restored(laptop, tmp_path):
    saved = laptop.store.back_up(tmp_path / "一.db")
    content = bytearray(saved.read_bytes())
    content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    saved.write_bytes(content)
    with pytest.raises(UnavailableError, match="损坏"):
        backup.restore(saved, tmp_path / "新")
    assert not (tmp_path / "新").exists()


def test_what_was_recorded_since_an_old_backup_comes_back_from_another_laptop(laptop, tmp_path):
    saved = laptop.store.back_up(tmp_path / "一.db")
    laptop.institution("since")
    other = Laptop(tmp_path / "乙", "乙")
    other.take(laptop.journal())
    again = Store.open(backup.restore(saved, tmp_path / "新"), clock=lambda: laptop.time)
    again.unite(other.journal())
    assert again.institutions.get("since").name == "银龄养老院"
    assert again.state_digest() == other.store.state_digest()
    for store in (again, other.store):
        store.close()
