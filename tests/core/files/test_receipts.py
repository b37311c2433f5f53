"""Receipts: six capitals and digits, and nothing else."""

import re

import pytest

from pat_core.files.receipts import is_receipt
from tests.core.samples import ROOT


@pytest.mark.parametrize("receipt", ["K7MPQ2", "AAAAAA", "000000"])
def test_receipts_are_known(receipt: str) -> None:
    """Every capital and every digit may be in one."""
    assert is_receipt(receipt)


@pytest.mark.parametrize(
    "value", ["", "K7MPQ", "K7MPQ22", "k7mpq2", "K7MPQ2\n", " K7MPQ", "K7MP Q", "Ä7MPQ2", "٣7MPQ2"]
)
def test_what_is_no_receipt_is_none(value: str) -> None:
    """Other lengths and characters do not count, nor do digits of other scripts."""
    assert not is_receipt(value)
    assert not is_receipt(None)
    assert not is_receipt(777777)


def test_page_makes_receipts_that_are_read() -> None:
    """The characters that the page draws from are among those that Python reads."""
    script = ROOT / "docs" / "assets" / "app" / "storage" / "ids-and-times.js"
    signs = re.search(r'CLEAR_SIGNS = "(\w+)"', script.read_text(encoding="utf-8"))
    assert signs
    assert len(signs[1]) >= 20
    assert all(is_receipt(sign * 6) for sign in signs[1])
    assert not set(signs[1]) & set("01OILQSU")
