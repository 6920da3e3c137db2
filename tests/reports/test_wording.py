"""The sentences of papers: each with its source, none too uncertain to print, every blank filled."""

import re
import string
from pathlib import Path

import pytest

import reports.papers
from checklists.model import Agency, Certainty
from reports.wording import PRINTABLE, read_wording, wording

CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(reports.papers.__file__).parent.glob("*.py"))
BLANKS = {
    "record.recusal": {"answer"}, "result.opening": {"day", "kind"}, "order.opening": {"day"},
    "reinspection.opening": {"day"}, "remedy.both": {"days", "organ", "months", "court"},
    "joint_opinion.opening": {"agencies", "day"}, "correction": {"number", "day", "reason"},
    "case_transfer.opening": {"day", "institution"}, "handover.opening": {"day", "institution"},
    "transfer.receipt": {"title", "number"}, "fire_notice.opening": {"day", "organ", "determined"},
    "supervision.opening": {"organ"}, "supervision.plan": {"day"}, "notice.opening": {"kind"}, "notice.discipline": {"phone"},
    "notice.bring": {"bring"}, "questioning.told": {"agency"}, "address.true": {"agency"}, "reply.opening": {"day"},
    "postponement.opening": {"deadline", "until"}, "supervision_lifted.opening": {"organ"},
}  # fmt: skip


def test_every_sentence_has_a_source_and_may_be_printed():
    for sentence in wording().sentences.values():
        assert sentence.source.strip()
        assert sentence.text.endswith(("。", "，", "：")), sentence.id
        assert sentence.certainty in PRINTABLE


def test_medium_and_low_recollection_is_never_printed():
    assert {Certainty.MEM_M, Certainty.MEM_L} & PRINTABLE == set()
    bad = '[[sentence]]\nid = "a"\ntext = "某。"\nsource = "记忆"\ncertainty = "mem-m"\n'
    with pytest.raises(ValueError, match="核实程度不足"):
        read_wording(bad.encode())


def test_an_id_stands_once():
    one = '[[sentence]]\nid = "a"\ntext = "某。"\nsource = "法"\ncertainty = "text"\n'
    with pytest.raises(ValueError, match="重复"):
        read_wording((one * 2).encode())


def test_blanks_are_those_that_the_papers_fill():
    for sentence in wording().sentences.values():
        blanks = {name for _, name, _, _ in string.Formatter().parse(sentence.text) if name}
        assert blanks == BLANKS.get(sentence.id, set()), sentence.id


def test_every_sentence_is_used_and_every_used_one_exists():
    known = set(wording().sentences)
    said = set(re.findall(r"""say\(\s*["']([a-z._]+)["']""", CODE))
    said |= {name for name in re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", CODE) if name in known}
    said |= {f"result.{name}" for name in ("none", "fixed", "ordered", "referred", "open")}
    said |= {f"joint_opinion.{name}" for name in ("way", "meanwhile")}
    families = set(re.findall(r"""say_for\(\s*["']([a-z._]+)["']""", CODE))
    assert {name for name in said - families if name not in known} == set()
    assert {name for name in known - said if name.rpartition(".")[0] not in families} == set()


@pytest.mark.parametrize("family", ["order.basis", "order.consequence", "order.reinspection"])
@pytest.mark.parametrize("code", list(Agency))
def test_every_agency_has_its_words(family, code):
    assert wording().say_for(family, code.value)


def test_only_fire_speaks_of_sealing_off():
    for sentence in wording().sentences.values():
        assert ("查封" in sentence.text) == (sentence.id == "order.consequence.fire")
