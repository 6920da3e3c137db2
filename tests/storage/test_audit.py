import pytest

from inspections.records import Head
from storage import journal
from storage.tables import TABLES
from tests.storage.laptops import Laptop, seeded

NO_GUARDS = (
    "DROP TRIGGER entry_keeps_its_content",
    "DROP TRIGGER entry_stays",
    "DROP TRIGGER entry_is_new",
)


@pytest.fixture
def laptop(tmp_path):
    one = seeded(Laptop(tmp_path / "甲", "甲"))
    yield one
    one.store.close()


def guards(laptop):
    return {
        sql
        for (sql,) in laptop.store.connection.rows(
            "SELECT sql FROM sqlite_schema WHERE name LIKE 'entry\\_%' ESCAPE '\\' AND type = 'trigger'"
        )
    }


def tamper(laptop, *statements):
    """Alter the journal with a second client that takes the guards away and puts them back."""
    kept = guards(laptop)
    laptop.second_client(*NO_GUARDS, *statements, *kept)
    assert guards(laptop) == kept


def test_whole_records_have_no_problem(laptop):
    found = laptop.store.audit(laptop.store.heads())
    assert found.problems == ()
    assert found.ok
    assert (found.entries, found.stubs, found.subjects) == (10, 0, 9)
    assert found.state_digest == laptop.store.state_digest()


COLUMNS = [
    (kind, column)
    for kind in ("institution", "finding", "inspection", "response", "agency", "photo")
    for column in TABLES[kind].stored
    if column not in ("key", "id")
]
OTHER_VALUES = {"state": "voided", "category": "advice", "grade": "major", "result": "not_checked", "stage": "after",
                "withdrawn": 1, "destroyed": 1, "linked": 0, "flagged": 1}  # fmt: skip


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_one_changed_column_of_one_row_is_named(laptop, kind, column):
    value = OTHER_VALUES.get(column, "{}" if column == "record" else "其他")
    quoted = value if isinstance(value, int) else f"'{value}'"
    laptop.outside_client(f"UPDATE {kind} SET {column} = {quoted} WHERE key = (SELECT min(key) FROM {kind})")
    problems = laptop.problems()
    assert [one for one in problems if f"列 {column} 与日志不符" in one], problems


def test_a_second_client_from_the_standard_library_changes_a_row_and_is_named(laptop):
    laptop.second_client("UPDATE agency SET code = 'fire'")
    (problem,) = laptop.problems()
    assert problem == "检查机关 a-1：列 code 与日志不符（应为 civil_affairs，现为 fire）"


def test_a_removed_and_an_invented_row_are_named(laptop):
    laptop.second_client("DELETE FROM agency", "DELETE FROM photo")
    assert set(laptop.problems()) == {"检查机关 a-1：记录行缺失", "照片 p-1：记录行缺失"}
    laptop.second_client("INSERT INTO agency (key, id, record, code) VALUES (1, 'a-9', '{}', 'x')")
    assert "检查机关 a-9：日志中没有这条记录" not in laptop.problems()  # its key belongs to another subject
    laptop.second_client("PRAGMA foreign_keys = OFF", "INSERT INTO person VALUES (99, 'x', '{}', '', 1, '')")
    assert "人员 x：日志中没有这条记录" in laptop.problems()


def test_a_changed_tally_is_named(laptop):
    laptop.second_client("UPDATE finding_tally SET count = 7 WHERE category = 'hazard'")
    assert laptop.problems() == ("统计数 ordered/hazard/ordinary 不符（应为 1，现为 7）",)


def test_changed_search_terms_are_named(laptop):
    laptop.outside_client("INSERT INTO finding_search (rowid, pairs) VALUES (999, '鬼影')")
    assert laptop.problems() == ("检索词与记录不符：问题第 999 行",)


def test_an_edited_entry_is_named(laptop):
    tamper(laptop, "UPDATE entry SET body = replace(body, '杂物', '物品') WHERE number = 2")
    problems = laptop.problems()
    assert "日志被改动：甲:2 的内容与校验值不符" in problems
    assert any("问题 f-1：列 record 与日志不符" in one for one in problems)


@pytest.mark.parametrize("column", ["clock", "at", "by", "kind", "follows", "salt"])
def test_every_part_of_an_entry_is_under_its_digest(laptop, column):
    other = {"clock": "clock + 1", "follows": "'[\"x:1\"]'", "salt": "zeroblob(16)"}.get(column, "'finding_changed/1'")
    tamper(laptop, f'UPDATE entry SET "{column}" = {other} WHERE number = 3')
    assert "日志被改动：甲:3 的内容与校验值不符" in laptop.problems()


def test_a_deleted_entry_is_named(laptop):
    tamper(laptop, "DELETE FROM entry WHERE number = 4")
    assert "日志缺失：电脑 甲 的第 4 至 4 号记录不见了" in laptop.problems()


def test_two_swapped_entries_are_named(laptop):
    tamper(
        laptop,
        "UPDATE entry SET number = 1000 WHERE number = 2",
        "UPDATE entry SET number = 2 WHERE number = 3",
        "UPDATE entry SET number = 3 WHERE number = 1000",
    )
    problems = laptop.problems()
    assert "日志被改动：甲:2 与前一条接不上" in problems
    assert "日志被改动：甲:3 的内容与校验值不符" in problems


def test_a_rehashed_chain_is_found_by_a_head_from_outside(laptop):
    heads = laptop.store.heads()
    tamper(laptop, "UPDATE entry SET hash = zeroblob(32) WHERE number = (SELECT max(number) FROM entry)")
    assert any("与外部留存的校验值不符" in one for one in laptop.problems(heads))


def test_a_cut_tail_is_found_only_through_a_head_from_outside(laptop):
    heads = laptop.store.heads()
    tamper(laptop, "DELETE FROM photo", "DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)")
    assert laptop.problems() == ()
    assert laptop.problems(heads) == ("日志尾部缺失：电脑 甲 应至少有 10 条，现有 9 条",)
    assert laptop.problems([Head(origin="乙", number=3, hash="00")]) == (
        "日志尾部缺失：电脑 乙 应至少有 3 条，现有 0 条",
    )


def test_the_first_sixteen_digits_of_a_head_printed_on_paper_are_enough(laptop):
    (head,) = laptop.store.heads()
    assert laptop.problems([Head(origin="甲", number=head.number, hash=head.hash[:16])]) == ()


def test_lost_guards_and_indexes_are_named(laptop):
    laptop.second_client("DROP TRIGGER entry_stays", "DROP INDEX response_by_inspection_item")
    assert laptop.problems() == ("触发器 entry_stays 缺失或被改动", "索引 response_by_inspection_item 缺失")


def test_content_that_cannot_be_read_is_named_and_the_check_goes_on(laptop):
    tamper(laptop, "PRAGMA ignore_check_constraints = ON", "UPDATE entry SET body = 'x{' WHERE number = 2")
    problems = laptop.problems()
    assert "日志被改动：甲:2 的内容与校验值不符" in problems
    assert any(one.startswith("问题 f-1：日志内容无法读取") for one in problems)


def test_stubs_are_counted_and_never_called_damage(laptop):
    number = laptop.store.connection.value("SELECT number FROM entry WHERE kind = 'photo_added/1'")
    with laptop.store.connection.transaction():
        journal.make_stubs(laptop.store.connection, [f"甲:{number}"])
        laptop.store.connection.run("DELETE FROM photo")
    found = laptop.store.audit(laptop.store.heads())
    assert (found.problems, found.stubs, found.subjects) == ((), 1, 8)
