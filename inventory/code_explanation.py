"""What a scanned or typed code is, for people: ``lumbung gtin`` and the product page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.i18n import _
from inventory.gs1_prefixes import country_of
from inventory.gtin import Gtin, carton_of, compact, piece_of, refusal_of, restored_zeros
from inventory.in_store import DEFAULT_LAYOUTS, InStoreCode, InStoreLayout, read_in_store


class CodeKind(StrEnum):
    """How a number is printed on a pack."""

    EAN_13 = "EAN-13"
    EAN_8 = "EAN-8"
    UPC_A = "UPC-A"
    ITF_14 = "ITF-14"
    GTIN_14 = "GTIN-14"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code explained; ``refusal`` says why it is no GTIN and is empty when it is one."""

    code: str
    refusal: str = ""
    suggestion: str = ""
    """What the refused code was probably meant to be."""
    kind: CodeKind | None = None
    gtin: Gtin | None = None
    country: str | None = None
    """ISO code of the GS1 organisation's country."""
    in_store: InStoreCode | None = None
    carton: Gtin | None = None
    """The usual carton code of this piece."""
    piece: Gtin | None = None
    """What is in this carton."""
    notes: tuple[str, ...] = ()


def explain(code: str, layouts: Iterable[InStoreLayout] = DEFAULT_LAYOUTS) -> Explanation:
    """Say what a code is, or why it is refused."""
    squeezed = compact(code)
    refusal = refusal_of(squeezed)
    if refusal:
        return Explanation(
            code=squeezed, refusal=refusal, suggestion=restored_zeros(squeezed) or ""
        )
    gtin = Gtin(squeezed.zfill(14))
    is_piece = not gtin.indicator and not gtin.is_in_store
    is_carton = 1 <= gtin.indicator <= 8
    return Explanation(
        code=squeezed,
        kind=_kind(squeezed),
        gtin=gtin,
        country=None if gtin.is_in_store else country_of(gtin.prefix),
        in_store=read_in_store(gtin, layouts),
        carton=carton_of(gtin) if is_piece else None,
        piece=piece_of(gtin) if is_carton else None,
        notes=_notes(squeezed, gtin),
    )


def _kind(code: str) -> CodeKind:
    if len(code) == 14:
        return CodeKind.ITF_14 if "1" <= code[0] <= "8" else CodeKind.GTIN_14
    return {8: CodeKind.EAN_8, 12: CodeKind.UPC_A, 13: CodeKind.EAN_13}[len(code)]


def _notes(code: str, gtin: Gtin) -> tuple[str, ...]:
    notes = []
    if len(gtin.printed) == 12:
        notes.append(
            _(
                "UPC-A %(short)s dan EAN-13 %(long)s adalah barang yang sama.",
                short=gtin.digits[2:],
                long=gtin.digits[1:],
            )
        )
    if gtin.is_in_store:
        notes.append(_("Kode buatan toko: hanya berlaku di toko yang membuatnya."))
    if gtin.prefix in {"977", "978", "979"} and not gtin.is_short:
        notes.append(_("Kode terbitan: buku, majalah, atau musik."))
    if gtin.indicator == 9:
        notes.append(_("Barang dengan ukuran berubah-ubah: berat ditulis di kode lain."))
    if len(code) == 8 and code[0] in "02":
        notes.append(_("Kode pendek buatan toko, atau kode 8 angka yang bukan EAN-8."))
    return tuple(notes)
