"""Finding a setting among many."""

from __future__ import annotations

from core.permissions import Role
from tests.support.visitor import Visitor


def test_a_setting_is_found_by_words_of_its_label(visitor: Visitor) -> None:
    visitor.sign_in(Role.TREASURER)
    found = visitor.see("/settings?q=PPN+tarif")
    assert "/settings/vat_rate" in found
    assert "/settings/credit_days" not in found
    assert "Tidak ada yang cocok" in visitor.see("/settings?q=tiada")
