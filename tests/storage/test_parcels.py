"""A county's confirmations travel in one signed file, whole and unaltered or not at all."""

import json
import zipfile
from datetime import date, timedelta

import pytest

from inspections.entry import canonical
from inspections.parcel import parcel_document, plan_parcel
from inspections.refusal import BadValueError, MissingError, NotCompetentError
from inspections.standing import read_confirmed
from inspections.workflow import confirming
from inspections.workflow.carrying import UnknownSignerError, import_confirmations
from reports.office import PaperOffice
from storage.parcels import DOCUMENT, SIGNATURE, read_parcel, write_parcel
from tests.inspections.confirming import DAY, PDF, County

PAPERS = PaperOffice()
CLAUSE = "GB 38600-2019|7.3"
OTHER_CLAUSE = "GB 55037-2022|8.1.9"


@pytest.fixture(scope="module")
def key():
    made = {"name": "颐安检查 本机", "organization": "颐安检查", "number": ""}
    return PAPERS.make_key(**made, valid_from=date(2026, 1, 1), passphrase=b"secret"), b"secret"


@pytest.fixture
def counties(tmp_path):
    made = [
        County(tmp_path / name, origin=f"00000000-0000-7000-8000-00000000000{number}")
        for number, name in enumerate("甲乙", 1)
    ]
    yield made
    for one in made:
        one.close()


def export(county, out, key, *, by="civil_affairs"):
    document = parcel_document(county.records, by=county.people[by])
    write_parcel(out, document, county.files, PAPERS, key=key[0], passphrase=key[1])
    return out


@pytest.fixture
def parcel(counties, tmp_path, key):
    counties[0].confirm(CLAUSE, attachments=[PDF])
    counties[0].correct("MH-B4", corrected_article="第五条（四）")
    return export(counties[0], tmp_path / "确认.yqr", key)


def take(county, path, **more):
    read = read_parcel(path, PAPERS)
    chosen = {"by": county.people["inspector"], "accept": read.signature.fingerprint, **more}
    return import_confirmations(county.records, county.files, parcel=read, **chosen)


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def pack(path, parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_one_file_makes_another_laptop_rely_on_the_same_confirmations(counties, parcel):
    there = counties[1]
    taken = take(there, parcel)
    assert (len(taken.plan.new), taken.plan.elsewhere) == (2, 0)
    assert set(read_confirmed(there.records).by_key) == {CLAUSE, "MH-B4"}
    (given,) = [one for one in there.records.confirmations.where() if one.reference.key == CLAUSE]
    assert given.fields.text("officer_name") == "某县民政局法制员"
    assert there.files.document_path(given.file_digests[0], "pdf").read_bytes() == PDF
    assert there.records.audit().problems == ()


def test_the_same_file_again_changes_nothing_and_asks_nothing(counties, parcel):
    there = counties[1]
    take(there, parcel)
    heads = there.records.heads()
    again = take(there, parcel, accept="")
    assert (again.plan.same, again.changes.subjects) == (2, frozenset())
    assert there.records.heads() == heads


def test_a_withdrawal_travels_and_an_older_file_brings_nothing_back(counties, parcel, tmp_path, key):
    here, there = counties
    take(there, parcel)
    (given,) = [one for one in here.records.confirmations.where() if one.reference.key == CLAUSE]
    confirming.withdraw_confirmation(
        here.records, confirmation=given.id, reason="已修订", on=DAY, by=here.people["civil_affairs"]
    )
    taken = take(there, export(here, tmp_path / "后.yqr", key))
    assert [one.reference.key for one in taken.plan.newer] == [CLAUSE]
    assert CLAUSE not in read_confirmed(there.records).by_key
    assert take(there, parcel).plan.older == 1
    assert CLAUSE not in read_confirmed(there.records).by_key


def test_an_unknown_signer_is_named_and_must_be_accepted_by_a_registered_person(counties, parcel):
    there = counties[1]
    with pytest.raises(UnknownSignerError, match=r"某县民政局 某县民政局法制员.*指纹：[0-9A-F]{4} "):
        take(there, parcel, accept="")
    with pytest.raises(UnknownSignerError):
        take(there, parcel, accept="00" * 32)
    with pytest.raises(NotCompetentError, match="本机用户"):
        take(there, parcel, by=there.local)
    assert there.records.confirmations.count() == 0


def test_a_signer_of_a_trusted_issuer_needs_no_acceptance(counties, parcel, key):
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    issuer = pkcs12.load_pkcs12(key[0], key[1]).additional_certs[0].certificate.public_bytes(Encoding.PEM)
    read = read_parcel(parcel, PaperOffice(trust=[issuer]))
    assert read.signature.is_trusted
    there = counties[1]
    done = import_confirmations(there.records, there.files, parcel=read, by=there.people["inspector"])
    assert len(done.plan.new) == 2


def changed_word(parts):
    return {**parts, DOCUMENT: parts[DOCUMENT].replace("官方原文".encode(), "改动原文".encode())}


def changed_file(parts):
    name = next(one for one in parts if one.startswith("files/"))
    return {**parts, name: b"%PDF-forged"}


def lost_file(parts):
    return {name: data for name, data in parts.items() if not name.startswith("files/")}


def added_file(parts):
    return {**parts, f"files/{'0' * 64}.pdf": b"%PDF-more"}


def strange_part(parts):
    return {**parts, "../escape.txt": b"x"}


def lost_signature(parts):
    return {name: data for name, data in parts.items() if name != SIGNATURE}


def broken_signature(parts):
    return {**parts, SIGNATURE: parts[SIGNATURE][:-20]}


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (changed_word, f"{DOCUMENT} 在签名之后被改动"),
        (changed_file, r"附件“files/.*在签名之后被改动"),
        (lost_file, "缺少附件"),
        (added_file, "签名时没有"),
        (strange_part, "多出文件“../escape.txt”"),
        (lost_signature, f"缺少 {SIGNATURE}"),
        (broken_signature, "签名"),
    ],
)
def test_an_altered_file_is_refused_by_what_was_altered(parcel, alter, told):
    path = pack(parcel, alter(members(parcel)))
    with pytest.raises(BadValueError, match=told):
        read_parcel(path, PAPERS)


def signed(path, document, key):
    data = canonical(document)
    signature = PAPERS.sign_data(data, key=key[0], passphrase=key[1], at="2026-11-20T09:00:00+08:00")
    return pack(path, {DOCUMENT: data, SIGNATURE: signature})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"verdict": "maybe"}, "结论“maybe”无效"),
        ({"agency": "another"}, "编号与内容不符"),
        ({"confirmed_on": "gestern"}, "confirmed_on"),
        ({"decided_at": "2026-11-20T09:00:00"}, "decided_at"),
        ({"withdrawn": "no"}, "withdrawn"),
        ({"source": ""}, "缺少 source"),
        ({"files": [{"sha256": 1, "extension": "pdf", "bytes": 1}]}, "files"),
        ({"files": [{"sha256": "a" * 64, "extension": "pdf", "bytes": 1}]}, "缺少附件"),
        ({"more": "x"}, "多余字段"),
    ],
)
def test_a_well_signed_file_of_wrong_content_is_refused(counties, tmp_path, key, wrong, told):
    counties[0].confirm(CLAUSE)
    document = json.loads(canonical(parcel_document(counties[0].records, by=counties[0].people["civil_affairs"])))
    document["confirmations"][0].update(wrong)
    with pytest.raises(BadValueError, match=told):
        read_parcel(signed(tmp_path / "坏.yqr", document, key), PAPERS)


def test_what_is_no_parcel_at_all_is_refused(tmp_path, key):
    path = tmp_path / "x.yqr"
    path.write_bytes(b"no zip")
    with pytest.raises(BadValueError, match="不是条款确认包"):
        read_parcel(path, PAPERS)
    with pytest.raises(BadValueError, match="不是条款确认包"):
        read_parcel(signed(path, {"form": "other"}, key), PAPERS)
    bomb = pack(path, {DOCUMENT: b"{}", SIGNATURE: b"x" * (1 << 20)})
    with pytest.raises(BadValueError, match="超过"):
        read_parcel(bomb, PAPERS)


def test_a_word_from_the_future_is_refused(counties, parcel):
    there = counties[1]
    there.time -= timedelta(days=3)
    with pytest.raises(BadValueError, match="快一天以上"):
        plan_parcel(there.records, read_parcel(parcel, PAPERS))


def test_nothing_confirmed_is_nothing_to_export(counties):
    with pytest.raises(MissingError, match="还没有任何确认"):
        parcel_document(counties[0].records, by=counties[0].people["inspector"])


def test_two_laptops_confirmations_unite_and_a_dispute_counts_for_nobody(counties):
    here, there = counties
    here.confirm(CLAUSE)
    there.confirm(OTHER_CLAUSE)
    unite(here, there)
    unite(there, here)
    for one in counties:
        assert set(read_confirmed(one.records).by_key) == {CLAUSE, OTHER_CLAUSE}
    here.correct(CLAUSE, corrected_article="7.4")
    there.correct(CLAUSE, corrected_article="7.5")
    unite(here, there)
    assert set(read_confirmed(here.records).by_key) == {OTHER_CLAUSE}
    with pytest.raises(BadValueError, match="说法不一"):
        parcel_document(here.records, by=here.people["civil_affairs"])


def unite(here, there):
    here.records.unite([link for head in there.records.heads() for link in there.records.links(head.origin)])
