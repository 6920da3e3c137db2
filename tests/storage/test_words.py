import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("疏散通道", ["散通", "疏散", "通道", "道"]),
        ("3号楼B座", ["3", "b", "号楼", "座", "楼"]),
        ("隐患-2026-005", ["005", "2026", "患", "隐患"]),
        ("ＡＢＣ干粉", ["abc", "干粉", "粉"]),
        ("甲\n乙", ["乙", "甲"]),
        ("𠮷野家", ["家", "野家", "𠮷野"]),
        ("零\u200b宽", ["宽", "零宽"]),
        ("", []),
    ],
)
def test_texts_are_cut_into_overlapping_pairs_and_words(text, terms):
    assert words.terms(text) == terms


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("通道", '"通道"'),
        ("疏散通道", '"疏散" AND "散通" AND "通道"'),
        ("堵", '"堵"*'),
        ("fs 通", '"fs"* AND "通"*'),
        ('" OR * - NEAR(', '"or"* AND "near"*'),
        ("，。！", ""),
    ],
)
def test_a_query_becomes_quoted_terms_only(query, match):
    assert words.match(query) == match


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_no_piece_of_han_text_is_missed(text, start, length):
    han = [one for one in text if "\u4e00" <= one <= "\u9fff"]
    piece = "".join(han)[start : start + length]
    for term in words.match(piece).split(" AND "):
        if term:
            wanted = term.strip('*"')
            held = words.terms("".join(han))
            assert any(one.startswith(wanted) if term.endswith("*") else one == wanted for one in held)
