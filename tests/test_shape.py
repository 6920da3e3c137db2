"""The shape of the source, as far as neither ruff nor import-linter can see it."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("checklists", "inspections", "storage", "reports", "ui")
TOP_LEVEL = ("main.py", "run.py")
LONGEST_FILE = 400
LONGEST_FUNCTION = 45
VAGUE_NAMES = {"utils", "util", "common", "core", "helpers", "helper", "managers", "manager"}

SQLITE_MODULES = {"sqlite3", "sqlite_utils", "sqlcipher3", "pysqlite3", "apsw"}
STANDARD = sys.stdlib_module_names - SQLITE_MODULES
ALLOWED_IMPORTS = {
    "main.py": STANDARD | {*PACKAGES, "commands", "click", "platformdirs", "PySide6"},
    "commands": STANDARD | {"inspections", "checklists", "click", "commands"},
    "run.py": STANDARD,
}

WRITE = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE(?!\s+(?:ON|OF|SET)\b)(?:\s+OR\s+\w+)?)"
    r"(?:\s+[\"\[]?(\w*)|\s*$)"
)
STATEMENT = re.compile(
    r"\b(?:SELECT\s.*\sFROM|INSERT\s.*INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+TABLE|PRAGMA\s)", re.S
)
TRIGGER = re.compile(r"CREATE\s+(?:TEMP\s+)?TRIGGER|\b(?:NEW|OLD)\.")  # schema; only a trigger can say NEW. and OLD.
JOURNAL_TABLE = re.compile(r"entry|origin|subject|local_\w+")
TABLE_WRITES = {"insert", "insert_all", "upsert", "upsert_all", "update", "delete", "delete_where"}
STATE_WRITER = "storage/rows.py"

CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"), ("time", "ctime"),
    ("QDate", "currentDate"), ("QTime", "currentTime"),
    ("QDateTime", "currentDateTime"), ("QDateTime", "currentDateTimeUtc"), ("QDateTime", "currentMSecsSinceEpoch"),
}  # fmt: skip
SQL_CLOCK = re.compile(r"\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b|\(\s*'now'")
SLEEPS = {("time", "sleep"), ("qtbot", "wait"), ("QTest", "qWait"), ("QThread", "sleep"), ("QThread", "msleep")}


# Each rule takes a place (path below the project, "/" between) and a tree, and gives the lines that break it.


def imported_modules(tree):
    """Every module a file imports anywhere in it, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            named = node.args and isinstance(node.args[0], ast.Constant)
            yield (str(node.args[0].value) if named else "<computed>"), node.lineno


def names_used(tree, wanted):
    """Lines where `owner.name` of the wanted pairs is used, or `name` is imported from a module called owner."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", None)
            if (owner, node.attr) in wanted:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and any((node.module, alias.name) in wanted for alias in node.names):
            yield node.lineno


def texts(tree):
    """String constants that are no docstring; the pieces of an f-string one by one."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value, node.lineno


def outer_imports_are_allowed(place, tree):
    allowed = ALLOWED_IMPORTS.get(place.partition("/")[0])
    if allowed is None:
        return []
    return [line for name, line in imported_modules(tree) if name.split(".")[0] not in allowed]


def nothing_imports_the_root(place, tree):
    forbidden = {"main", "run"} | (set() if place == "main.py" or place.startswith("commands/") else {"commands"})
    return [line for name, line in imported_modules(tree) if name.split(".")[0] in forbidden]


def packages_hold_one_docstring(place, tree):
    if not place.endswith("__init__.py"):
        return []
    alone = len(tree.body) == 1 and ast.get_docstring(tree) is not None
    return [] if alone else [1]


def functions_are_short(place, tree):
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]


def one_module_writes_state(place, tree):
    """Tables of the fold are written in one module; the journal's own and the local ones are not of the fold."""
    if place == STATE_WRITER:
        return []
    written = [
        (match[1] or "", line)
        for text, line in texts(tree)
        if not TRIGGER.search(text)
        for match in WRITE.finditer(text)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TABLE_WRITES:
            table = table_named_by(node.func.value)
            written += [(table, node.lineno)] if table is not None else []
    return [line for table, line in written if not JOURNAL_TABLE.fullmatch(table)]


def table_named_by(node):
    """The table in `db["name"]` or `db.table("name")`; empty when it is computed, None when it is no table at all."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).rsplit(".", 1)[-1] in {"db", "database"}:
        named = node.slice
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "table" and node.args
    ):
        named = node.args[0]
    else:
        return None
    return str(named.value) if isinstance(named, ast.Constant) else ""


def sql_stays_in_storage(place, tree):
    if place.startswith("storage/"):
        return []
    spoken = [line for text, line in texts(tree) if STATEMENT.search(text)]
    return spoken + [line for name, line in imported_modules(tree) if name.split(".")[0] in SQLITE_MODULES]


def only_main_reads_the_clock(place, tree):
    if place == "main.py":
        return []
    return [*names_used(tree, CLOCKS), *(line for text, line in texts(tree) if SQL_CLOCK.search(text))]


def no_test_sleeps(place, tree):
    return list(names_used(tree, SLEEPS))


SOURCE_RULES = [
    outer_imports_are_allowed,
    nothing_imports_the_root,
    packages_hold_one_docstring,
    functions_are_short,
    one_module_writes_state,
    sql_stays_in_storage,
    only_main_reads_the_clock,
]
TEST_RULES = [functions_are_short, no_test_sleeps]


def place_of(path):
    return path.relative_to(ROOT).as_posix()


def files_below(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def source_files():
    return [*files_below(*PACKAGES, "commands"), *sorted(ROOT.glob("*.py"))]


def broken(rule, files):
    return [
        f"{place_of(path)}:{line}"
        for path in files
        for line in rule(place_of(path), ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_top_level_holds_the_three_ways_in_and_nothing_else():
    assert sorted(path.name for path in ROOT.glob("*.py")) == list(TOP_LEVEL)


def test_source_lies_in_the_five_packages():
    holders = {
        path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and any(path.rglob("*.py"))
    }
    assert holders == {*PACKAGES, "commands", "tests"}


@pytest.mark.parametrize("rule", SOURCE_RULES, ids=lambda rule: rule.__name__)
def test_source_keeps(rule):
    assert broken(rule, source_files()) == []


@pytest.mark.parametrize("rule", TEST_RULES, ids=lambda rule: rule.__name__)
def test_tests_keep(rule):
    assert broken(rule, files_below("tests")) == []


def test_no_file_is_longer_than_one_subject():
    lengths = {place_of(path): len(path.read_bytes().splitlines()) for path in [*source_files(), *files_below("tests")]}
    assert {place: length for place, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_module_has_a_name_that_says_nothing():
    places = [place_of(path) for path in [*source_files(), *files_below("tests")]]
    assert [place for place in places if VAGUE_NAMES & set(place.removesuffix(".py").split("/"))] == []


OFFENCES = [
    (outer_imports_are_allowed, "commands/papers.py", "from storage.store import Store"),
    (outer_imports_are_allowed, "commands/papers.py", "def f():\n    import PySide6.QtCore"),
    (outer_imports_are_allowed, "commands/papers.py", "importlib.import_module('reports')"),
    (outer_imports_are_allowed, "main.py", "import sqlite3"),
    (outer_imports_are_allowed, "run.py", "import click"),
    (nothing_imports_the_root, "ui/start.py", "from main import compose"),
    (packages_hold_one_docstring, "ui/__init__.py", '"""Doc."""\nimport os'),
    (packages_hold_one_docstring, "ui/__init__.py", ""),
    (functions_are_short, "ui/page.py", "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    (one_module_writes_state, "storage/journal.py", "sql = 'INSERT INTO finding (id) VALUES (?)'"),
    (one_module_writes_state, "storage/journal.py", "sql = 'UPDATE finding SET state = ?'"),
    (one_module_writes_state, "storage/journal.py", "sql = f'DELETE FROM {table} WHERE id = ?'"),
    (one_module_writes_state, "storage/journal.py", "sql = f'INSERT OR REPLACE INTO {table} VALUES (?)'"),
    (one_module_writes_state, "storage/journal.py", "self.db['finding'].upsert(row)"),
    (one_module_writes_state, "storage/journal.py", "db.table(name).insert_all(rows)"),
    (sql_stays_in_storage, "ui/page.py", "sql = 'SELECT id FROM finding'"),
    (sql_stays_in_storage, "main.py", "import sqlite3"),
    (only_main_reads_the_clock, "ui/page.py", "today = datetime.date.today()"),
    (only_main_reads_the_clock, "storage/journal.py", "clock = datetime.now"),
    (only_main_reads_the_clock, "storage/journal.py", "from time import time_ns"),
    (only_main_reads_the_clock, "storage/journal.py", "sql = \"SELECT datetime('now')\""),
    (no_test_sleeps, "tests/test_x.py", "time.sleep(1)"),
    (no_test_sleeps, "tests/test_x.py", "from time import sleep"),
    (no_test_sleeps, "tests/test_x.py", "qtbot.wait(50)"),
]

INNOCENT = [
    (
        outer_imports_are_allowed,
        "commands/papers.py",
        "import json\nimport click\nfrom inspections.workflow import visiting",
    ),
    (
        outer_imports_are_allowed,
        "main.py",
        "from storage.store import Store\nfrom PySide6.QtWidgets import QApplication",
    ),
    (packages_hold_one_docstring, "ui/__init__.py", '"""Doc."""'),
    (functions_are_short, "ui/page.py", "def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)),
    (one_module_writes_state, "storage/journal.py", "sql = 'INSERT INTO entry VALUES (?)'"),
    (one_module_writes_state, "storage/drafts.py", "sql = 'DELETE FROM local_draft WHERE id = ?'"),
    (
        one_module_writes_state,
        "storage/schema.py",
        "sql = 'CREATE TRIGGER t BEFORE UPDATE ON entry BEGIN SELECT 1; END'",
    ),
    (
        one_module_writes_state,
        "storage/drafts.py",
        "sql = 'INSERT INTO local_x VALUES (1) ON CONFLICT DO UPDATE SET a = 1'",
    ),
    (
        one_module_writes_state,
        "storage/schema.py",
        "body = 'UPDATE tally SET count = count - 1 WHERE state = OLD.state'",
    ),
    (one_module_writes_state, "ui/model.py", "values['a'].update(b=1)\nrows.insert(0, row)"),
    (one_module_writes_state, STATE_WRITER, "sql = f'INSERT INTO {table} VALUES (?)'"),
    (sql_stays_in_storage, "ui/page.py", 'def f():\n    """SELECT a FROM b is for storage."""'),
    (only_main_reads_the_clock, "storage/journal.py", "start = time.monotonic()"),
    (only_main_reads_the_clock, "main.py", "now = datetime.now(UTC)"),
    (no_test_sleeps, "tests/test_x.py", "qtbot.waitUntil(ready)\ndone.wait(timeout=5)"),
]


@pytest.mark.parametrize(("rule", "place", "source"), OFFENCES)
def test_a_rule_sees_its_offence(rule, place, source):
    assert rule(place, ast.parse(source))


@pytest.mark.parametrize(("rule", "place", "source"), INNOCENT)
def test_a_rule_lets_the_innocent_go(rule, place, source):
    assert rule(place, ast.parse(source)) == []


def test_no_rule_lacks_an_offence():
    assert {rule for rule, _, _ in OFFENCES} == {*SOURCE_RULES, *TEST_RULES}
