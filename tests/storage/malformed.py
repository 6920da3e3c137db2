"""Two hundred checklist files that are no checklists, made from a seed: as text, and as workbooks."""

import io
import random
import struct
import zipfile
from dataclasses import dataclass

from inspections.authoring.columns import FORMS
from inspections.authoring.layout import sheets_of
from reports.checklist_workbook import checklist_workbook
from tests.checklists.test_loader import SOUND
from tests.inspections.authoring.sheets import TRIAL

SEED = 20261123
COUNT = 200
PAGES = {form.name: f"xl/worksheets/sheet{number}.xml" for number, form in enumerate(FORMS, start=2)}
VALUES = ("5", "true", "1.5", "2026-02-04", "[]", "{}", "[1, 2]", '"\\u0000"', '""', "9" * 400, '[["看"]]', "-1")
KEYS = ("title", "edition", "in_force_from", "text", "check", "proof", "how", "action", "days", "clauses", "agencies")
ENTITY = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WRONG_CELLS = (
    ("检查项", "处理方式", "关停"),
    ("检查项", "方式", "闻、尝"),
    ("检查项", "整改天数", "三十"),
    ("检查项", "适用条件", "使用燃气 = 是 且（"),
    ("检查项", "适用条件", "（" * 300),
    ("检查项", "要求", "长" * 5000),
    ("检查项", "编号", "T-A02"),
    ("检查项", "部分代码", "T-Q"),
    ("检查项", "同一要求", "T-A01"),
    ("依据条款", "文件", "无此文件"),
    ("依据条款", "核实程度", "一定"),
    ("重大情形", "判定情形", "MH-Z9"),
    ("检查表", "施行日期", "2026-13-01"),
    ("检查表", "代码", "../../etc"),
    ("检查表", "截止日期", "1999-01-01"),
)


@dataclass(frozen=True)
class Case:
    """One file that must be refused."""

    name: str
    file: str
    data: bytes


def cases():
    """The files, always the same ones."""
    rng = random.Random(SEED)
    made = [*texts(rng), *workbooks(rng)]
    assert len(made) == COUNT
    return [Case(f"{number:03d} {name}", file, data) for number, (name, file, data) in enumerate(made)]


def texts(rng):
    """A hundred files of text."""
    sound = SOUND.encode()
    for _ in range(25):
        cut = rng.randrange(1, len(sound) - 120)
        yield f"cut at {cut}", "trial.toml", sound[:cut]
    for _ in range(25):
        key, value = rng.choice(KEYS), rng.choice(VALUES)
        line = next(line for line in SOUND.splitlines() if line.startswith(f"{key} = "))
        wrong = "5" if f"{key} = {value}" == line or (key == "edition" and value == "2") else value
        yield f"{key} = {wrong[:12]}", "trial.toml", SOUND.replace(line, f"{key} = {wrong}").encode()
    yield from conditions()
    yield from sizes(sound)
    yield from codings_and_noise(rng)
    yield from words(rng, sound)


def conditions():
    """Conditions too deep or of no form, and lists that lead to themselves."""
    for depth in (7, 20, 200, 2000, 20000):
        nested = "{ not = " * depth + "{ fact = 'gas', is = true }" + " }" * depth
        yield (
            f"conditions {depth} deep",
            "trial.toml",
            changed('applies = { fact = "gas", is = true }', f"applies = {nested}"),
        )
    for condition in ("{ fact = 'gaz', is = true }", "{ all = [] }", "{ any = 3 }", "{}", "{ not = { not = { } } }"):
        text = changed('applies = { fact = "gas", is = true }', f"applies = {condition}")
        yield f"condition {condition}", "trial.toml", text
    for own in ("T-A01", "T-A02"):
        second = SOUND[SOUND.index("[[section.item]]") :].replace("T-A01", "T-A02") + 'same_as = "T-A01"\n'
        cycle = changed('defaults = "ours"', f'defaults = "ours"\nsame_as = "{own}"').decode() + second
        yield f"same_as in a ring by {own}", "trial.toml", cycle.encode()


def sizes(sound):
    """Files and texts larger than any checklist."""
    big = 10 << 20
    yield "10 MB of one text", "trial.toml", changed("推门", "推" * (big // 3))
    yield "10 MB of comment", "trial.toml", sound + b"#" * big
    yield "10 MB of items", "trial.toml", sound + SOUND[SOUND.index("[[section.item]]") :].encode() * (big // 700)
    yield "near 2 MB of items", "trial.toml", sound + SOUND[SOUND.index("[[section.item]]") :].encode() * 2500
    yield "a text of 1 MB", "trial.toml", changed("推门", "推" * (1 << 18))


def codings_and_noise(rng):
    """Files that are no text in UTF-8."""
    for coding in ("utf-16", "gb18030", "utf-32", "big5hkscs"):
        yield coding, "trial.toml", SOUND.replace("检查", "檢查").encode(coding, "replace")
    for number in range(8):
        yield f"noise {number}", "trial.toml", rng.randbytes(400)


def words(rng, sound):
    """A wrong word, a key without end, a quote too many."""
    for old, new in (
        ('"消防法"', '"无此法"'),
        ('"MH-E2"', '"../x"'),
        ('"order"', '"close"'),
        ("[checklist]", "[[checklist]]"),
        ("[[section]]", "[section]"),
        ('code = "trial"', 'code = "other"'),
        ("proof", "prooof"),
        ('id = "T-A01"', 'id = ""'),
        ('"1.10"', '"1e5"'),
        ("a = 1", "b = 1"),
    ):
        text = changed(old, new) if old in SOUND else b"a = " + b"[" * 50_000
        yield f"{old} -> {new}", "trial.toml", text
    yield "endless key", "trial.toml", b"a." * 400_000 + b"b = 1"
    for _ in range(10):
        at = rng.randrange(0, len(sound) - 200)
        yield (
            f"a quote too many at {at}",
            "trial.toml",
            sound[:at].decode("utf-8", "ignore").encode() + b'\n"""\n' + sound[at:],
        )


def changed(old, new):
    return SOUND.replace(old, new, 1).encode()


def workbooks(rng):
    """A hundred workbooks, or what calls itself one."""
    sound = checklist_workbook(sheets_of(TRIAL), title="试用表")
    for _ in range(15):
        cut = rng.randrange(1, len(sound) - 30)
        yield f"cut at {cut}", "trial.xlsx", sound[:cut]
    for page in (*list(PAGES.values())[:3], "xl/workbook.xml", "xl/sharedStrings.xml"):
        for _ in range(2):
            yield f"damaged {page}", "trial.xlsx", damaged(sound, page, rng)
    for page in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", *PAGES.values()):
        declaration = rng.choice((ENTITY, OUTSIDE))
        yield f"entities in {page}", "trial.xlsx", rebuilt(sound, {page: with_types(declaration)})
    for number in range(30):
        sheet, heading, text = WRONG_CELLS[number % len(WRONG_CELLS)]
        more = rng.choice(WRONG_CELLS[:8]) if number >= len(WRONG_CELLS) else (sheet, heading, text)
        yield f"cell {sheet} {heading} {number}", "trial.xlsx", spoiled_book((sheet, heading, text), more)
    for form in FORMS[:4]:
        yield f"no sheet {form.name}", "trial.xlsx", spoiled_book(without=form.name)
        for column in [one for one in form.columns if one.is_required][:2]:
            yield f"no column {column.heading}", "trial.xlsx", spoiled_book((form.name, column.heading, None))
    yield from bombs(sound)
    yield from strangers(sound, rng)


def bombs(sound):
    """Small files that would unpack to much, or reach far out."""
    zeros = bytes(60 << 20)
    for part in ("xl/sharedStrings.xml", PAGES["检查项"], "xl/media/image1.png"):
        yield f"bomb in {part}", "trial.xlsx", rebuilt(sound, {part: lambda _old: zeros})
    many = {f"xl/x{number}.xml": lambda _old: b"<a/>" for number in range(3000)}
    yield "three thousand parts", "trial.xlsx", rebuilt(sound, many)
    yield "a size that lies", "trial.xlsx", lying(rebuilt(sound, {"xl/sharedStrings.xml": lambda _old: zeros}))
    far = (b'r="A2"', b'r="XFD1048576"')
    yield "a cell at the far end", "trial.xlsx", rebuilt(sound, {PAGES["检查项"]: lambda old: old.replace(*far)})
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(9, 90_000))
    long = {PAGES["部分"]: lambda old: old.replace(b"</sheetData>", rows.encode() + b"</sheetData>")}
    yield "ninety thousand rows", "trial.xlsx", rebuilt(sound, long)
    text = "长" * (10 << 20 >> 2)
    yield (
        "10 MB in a cell",
        "trial.xlsx",
        rebuilt(sound, {"xl/sharedStrings.xml": lambda old: old.replace("推门".encode(), text.encode())}),
    )
    noise = random.Random(1).randbytes(9 << 20)
    yield "a file of 9 MB", "trial.xlsx", rebuilt(sound, {"xl/media/image1.png": lambda _old: noise})


def strangers(sound, rng):
    """What is no workbook of a checklist at all, until there are a hundred."""
    yield "nothing", "trial.xlsx", b""
    yield "csv", "trial.xlsx", "编号,要求\n1,门".encode("gb18030")
    yield "html", "trial.xlsx", b"<html><table></table></html>"
    yield "old xls", "trial.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)
    yield "locked", "trial.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 4
    yield "a document", "trial.xlsx", rebuilt(sound, {}, only=("[Content_Types].xml", "docProps/app.xml"))
    yield "no relations", "trial.xlsx", rebuilt(sound, {}, without=("xl/_rels/workbook.xml.rels",))
    yield (
        "macros in a bad list",
        "trial.xlsm",
        rebuilt(spoiled_book(("检查项", "要求", "")), {"xl/vbaProject.bin": lambda _old: rng.randbytes(2000)}),
    )
    error = {
        PAGES["检查项"]: lambda old: old.replace(b'<c r="C2"', b'<c r="C2" t="e"', 1).replace(b'e" s="3" t="s"', b'e"')
    }
    yield "a formula that failed", "trial.xlsx", rebuilt(sound, error)
    yield (
        "an XLSForm",
        "trial.xlsx",
        rebuilt(sound, {"xl/workbook.xml": lambda old: old.replace("检查项".encode(), b"survey")}),
    )
    for number in range(6):
        yield f"noise {number}", "trial.xlsx", b"PK\x03\x04" + rng.randbytes(3000)


def spoiled_book(*changes, without=""):
    """A workbook with some cells of its second row changed; None takes the whole column out."""
    sheets = []
    for sheet in sheets_of(TRIAL):
        rows = [list(row) for row in sheet.rows]
        for name, heading, text in changes:
            if name == sheet.name and heading in rows[0]:
                place = rows[0].index(heading)
                rows[0 if text is None else 1][place] = text or ""
                if heading == "编号" and text:
                    rows[2][place] = text
        sheets.append(type(sheet)(name=sheet.name, rows=rows))
    data = checklist_workbook(sheets, title="试用表")
    if not without:
        return headless(data, sheets)
    return rebuilt(data, {"xl/workbook.xml": lambda old: old.replace(f'name="{without}"'.encode(), b'name="x"')})


def headless(data, sheets):
    """The writer always writes the headings: blank those that were taken out."""
    taken = {
        form.name: [n for n, cell in enumerate(sheet.rows[0]) if not cell]
        for form, sheet in zip(FORMS, sheets, strict=True)
    }
    changes = {}
    for name, places in taken.items():
        for place in places:
            cell = f'<c r="{chr(ord("A") + place)}1"'.encode()
            changes[PAGES[name]] = lambda old, cell=cell: old.replace(cell, b'<c r="AZ1"')
    return rebuilt(data, changes)


def rebuilt(data, changes, *, only=(), without=()):
    """The package with some parts changed, added or left out."""
    out, changes = io.BytesIO(), dict(changes)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.pop(name, None)
            if name not in without and (not only or name in only):
                put(new, name, change(old.read(name)) if change else old.read(name))
        for name, change in changes.items():
            put(new, name, change(b""))
    return out.getvalue()


def put(package, name, data):
    """Add a part under a fixed time, so that the same parts give the same bytes."""
    package.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)


def with_types(declaration):
    return lambda old: old.replace(b"?>\n", b"?>\n" + declaration, 1)


def damaged(data, name, rng):
    """The package with the compressed bytes of one part overwritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(name)
    start = entry.header_offset + 30 + len(entry.filename)
    at = start + rng.randrange(0, max(1, entry.compress_size // 2))
    length = min(24, start + entry.compress_size - at)
    return data[:at] + rng.randbytes(length) + data[at + length :]


def lying(data):
    """The package whose directory says that its largest part is small."""
    size = struct.pack("<I", 60 << 20)
    assert size in data
    return data.replace(size, struct.pack("<I", 900))
