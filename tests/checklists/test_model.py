"""Values of a checklist answer for themselves."""

from datetime import date
from decimal import Decimal

import pytest

from checklists.loader import bundled
from checklists.model import Certainty, Measured


@pytest.mark.parametrize("certainty", Certainty)
def test_only_wording_that_was_seen_counts_as_verified(certainty):
    assert certainty.is_verified is (certainty.value in {"text", "page"})


@pytest.mark.parametrize(
    ("low", "high", "value", "good"),
    [
        ("1.10", None, "1.10", True),
        ("1.10", None, "1.09", False),
        (None, "54", "54", True),
        (None, "54", "54.01", False),
        ("1", "2", "1.5", True),
        ("1", "2", "2.5", False),
        (None, None, "-7", True),
    ],
)
def test_a_measured_value_may_stand_on_its_bound_but_not_beyond(low, high, value, good):
    bound = {"at_least": low and Decimal(low), "at_most": high and Decimal(high)}
    assert Measured(name="净宽", unit="m", **bound).accepts(Decimal(value)) is good


def test_an_edition_is_in_force_from_its_first_day_on():
    fire = bundled()[0]
    assert not fire.is_in_force(date(2026, 2, 3))
    assert fire.is_in_force(date(2026, 2, 4))
    assert fire.is_in_force(date(2031, 1, 1))


def test_an_item_is_found_by_its_id_and_an_unknown_one_is_not():
    fire = bundled()[0]
    assert fire.item("FS-C01").id == "FS-C01"
    with pytest.raises(KeyError):
        fire.item("FS-Z99")


def test_an_item_is_verified_when_one_of_its_clauses_is():
    fire = bundled()[0]
    assert fire.item("FS-C13").is_verified
    assert not fire.item("FS-D19").is_verified
