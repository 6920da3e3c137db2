import pytest

from inspections.records import UnavailableError
from storage import migrations, sql
from storage.driver import connect
from storage.store import Store
from tests.storage.laptops import Laptop


@pytest.fixture
def laptop(tmp_path):
    one = Laptop(tmp_path / "甲", "甲")
    one.institution()
    yield one
    one.store.close()


@pytest.fixture
def next_step(monkeypatch):
    """A second step, as the next version will bring one."""
    monkeypatch.setattr(migrations, "STEPS", ("0001_journal", "0002_next"))
    texts = {"0002_next": ("CREATE TABLE local_next (x INTEGER) STRICT",)}
    monkeypatch.setattr(migrations, "statements", lambda step: texts.get(step) or sql.statements(step))
    return texts


def test_a_new_file_takes_every_step_and_needs_no_copy(laptop):
    assert migrations.applied(laptop.store.connection) == migrations.STEPS
    assert not laptop.path.with_name("backups").exists()


def test_a_copy_is_kept_before_a_step_of_a_file_in_use(laptop, next_step):
    digest = laptop.store.state_digest()
    laptop.open_again()
    assert laptop.store.connection.value("SELECT count(*) FROM local_next") == 0
    assert laptop.store.state_digest() == digest
    (copy,) = laptop.path.with_name("backups").iterdir()
    kept = connect(copy, readonly=True)
    assert kept.value("SELECT count(*) FROM entry") == 1
    assert migrations.applied(kept) == ("0001_journal",)
    kept.close()


def test_a_step_that_fails_leaves_the_old_version_whole(laptop, next_step):
    next_step["0002_next"] = ("CREATE TABLE local_next (x INTEGER) STRICT", "CREATE nonsense")
    laptop.store.close()
    with pytest.raises(Exception, match="syntax error"):
        Store.open(laptop.path, clock=lambda: laptop.time)
    next_step["0002_next"] = ("CREATE TABLE local_next (x INTEGER) STRICT",)
    laptop.time = laptop.time.replace(minute=1)
    laptop.open_again()
    assert laptop.store.institutions.count() == 1
    assert laptop.store.connection.value("SELECT count(*) FROM local_next") == 0


def test_a_reader_never_migrates(laptop, next_step):
    with pytest.raises(UnavailableError, match="整理一次"):
        Store.open(laptop.path, clock=lambda: laptop.time, readonly=True)
    assert migrations.applied(laptop.store.connection) == ("0001_journal",)


def test_a_file_whose_making_was_cut_is_made_good(tmp_path, laptop):
    path = tmp_path / "records.db"
    connection = connect(path, create=True)
    migrations.migrate(connection, keep_copy=lambda step: None)
    connection.close()
    store = Store.open(path, clock=lambda: laptop.time)
    assert store.institutions.count() == 0
    assert store.audit().ok
    store.close()
