"""A paper, its certificates and its signed form, made once for all tests of reports."""

import math
import subprocess
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest

BEIJING = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 23, 10, 30, tzinfo=BEIJING)
RECORD = '{"文书":"现场检查笔录"}'.encode()


@pytest.fixture(scope="session")
def at():
    return AT


@pytest.fixture(scope="session")
def issued():
    """An authority, a stranger of the same name, and keys of two people of the first."""
    from reports.certificates import Holder, Validity, found_authority, issue
    from reports.signing import open_key

    validity = Validity(begins=datetime(2025, 1, 1, tzinfo=BEIJING), ends=datetime(2035, 1, 1, tzinfo=BEIJING))
    authority = found_authority("蓉城市民政局", validity=validity, passphrase=b"root", demonstration=True)
    stranger = found_authority("蓉城市民政局", validity=validity, passphrase=b"root", demonstration=True)

    def files(name, number):
        return issue(
            authority,
            Holder(name=name, number=number, agency="蓉城市民政局"),
            validity=validity,
            authority_passphrase=b"root",
            passphrase=b"own",
        )

    officer = files("赵瑞𬭎", "51010007")
    return SimpleNamespace(
        authority=authority,
        stranger=stranger,
        officer_file=officer,
        officer=open_key(officer, b"own"),
        representative=open_key(files("李青𫖯", "机构代表"), b"own"),
    )


@pytest.fixture(scope="session")
def paper():
    """An archived, unsigned paper with two signature places, and what the typesetter told of it."""
    from reports.archive import Catalogue, archive
    from reports.document import Meta, build, keep_together
    from reports.marks import SignaturePlace
    from reports.paragraph import text
    from reports.style import OFFICIAL_PAGE, TITLE
    from reports.tables import table

    width = OFFICIAL_PAGE.body_width / 4
    signatures = table(
        [
            [
                "检查人员",
                [SignaturePlace("officer", "检查人员")],
                "机构代表",
                [SignaturePlace("representative", "机构代表")],
            ]
        ],
        [width] * 4,
        label_columns=(0, 2),
    )
    meta = Meta(title="现场检查笔录", author="蓉城市民政局", running_left="蓉民检笔〔2026〕12号")
    story = [
        text("现场检查笔录", TITLE),
        text("经现场检查，未发现问题。" * 40),
        keep_together([text("以上无误。"), signatures]),
    ]
    typeset = build(story, meta=meta)
    catalogue = Catalogue(title=meta.title, author=meta.author, as_of=AT)
    return SimpleNamespace(
        typeset=typeset, meta=meta, archived=archive(typeset.pdf, record=RECORD, catalogue=catalogue)
    )


@pytest.fixture(scope="session")
def signed(paper, issued):
    """The paper signed by officer and representative."""
    from reports.signing import Signer, sign

    wave = [(float(x), 30 * math.sin(x / 8), 0.5) for x in range(0, 120, 3)]
    signers = [
        Signer(
            field="officer", name="赵瑞𬭎", key=issued.officer, reason="确认检查结果", strokes=[wave], note="现场确认"
        ),
        Signer(field="representative", name="李青𫖯", key=issued.representative, reason="确认检查结果"),
    ]
    return sign(paper.archived, signers, boxes=paper.typeset.signature_boxes, at=AT)


@pytest.fixture
def extracted(tmp_path):
    """Text of a PDF as Poppler reads it."""

    def read(pdf, *options):
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        return subprocess.run(["pdftotext", *options, file, "-"], check=True, capture_output=True).stdout.decode()

    return read
