"""The text of a QRIS code: read, checked, and made to ask for an amount.

EMVCo merchant-presented mode: objects of tag, length and value, the last of them a check sum.
Lengths count characters, the check sum counts the bytes of UTF-8. Nothing is ever replaced in
the text itself: it is taken apart and written anew. static/pos/till/qris.js is the twin;
tests/vectors/qris.json holds for both.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.money import Money

FORMAT, METHOD, CURRENCY, AMOUNT, NAME, CITY, ADDITIONAL = "00", "01", "53", "54", "59", "60", "62"
BILL = "01"
"""The bill number inside ``ADDITIONAL``."""
STATIC, DYNAMIC = "11", "12"
RUPIAH = "360"
"""ISO 4217 number of the rupiah."""
HEAD_LENGTH = 4
"""Tag and length, before each value."""
BEGINNING = "000201"
CHECK_SUM_HEAD = "6304"
"""Tag and length of the check sum; they are summed too."""
ACCOUNTS = frozenset(f"{tag:02}" for tag in range(2, 52))
"""Who is paid, one object for each scheme."""
TEMPLATES = frozenset(f"{tag:02}" for tag in range(26, 52)) | {ADDITIONAL, "64"}
"""Objects that hold objects."""
REQUIRED = ("52", CURRENCY, "58", NAME, CITY)
REPLACED = frozenset({AMOUNT, "55", "56", "57"})
"""Amount, tip and fees: a code that asks for an amount says them itself."""
LONGEST_VALUE = 99
LONGEST_BILL = 25
LONGEST_PAYLOAD = 512
"""Bytes; more makes a code too dense for a phone's camera (EMVCo)."""

_HEAD = re.compile("[0-9]{2}(?:0[1-9]|[1-9][0-9])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PERCENT_ENCODED = re.compile("%[0-9A-Fa-f]{2}")


class QrisRefused(InvalidInput):
    """A payload that cannot be used; ``why`` is the same short word as in the till's script."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class DataObject:
    """A value under its tag."""

    tag: str
    value: str

    def __post_init__(self) -> None:
        if not _HEAD.fullmatch(f"{self.tag}{len(self.value):02}"):
            raise ValueError(f"no data object: {self.tag!r} {self.value!r}")

    def __str__(self) -> str:
        return f"{self.tag}{len(self.value):02}{self.value}"

    @property
    def parts(self) -> tuple[DataObject, ...]:
        """The objects inside a template; none in any other object."""
        return tuple(_objects(self.value)) if self.tag in TEMPLATES else ()


@dataclass(frozen=True, slots=True)
class Payload:
    """A sound payload."""

    objects: tuple[DataObject, ...]
    """In their order; the check sum follows from them and is left out."""

    @property
    def text(self) -> str:
        """What the QR code says."""
        return self._summed + self.check_sum

    @property
    def check_sum(self) -> str:
        """Four hexadecimal digits over everything before them."""
        return check_sum(self._summed)

    @property
    def _summed(self) -> str:
        return "".join(map(str, self.objects)) + CHECK_SUM_HEAD

    def value(self, tag: str) -> str | None:
        """What stands under a tag."""
        return next((one.value for one in self.objects if one.tag == tag), None)

    def parts(self, tag: str) -> tuple[DataObject, ...]:
        """The objects inside a template, none where there is no such template."""
        return next((one.parts for one in self.objects if one.tag == tag), ())

    @property
    def method(self) -> str:
        """``static``, ``dynamic`` (made for one payment), or empty when it does not say."""
        return {STATIC: "static", DYNAMIC: "dynamic"}.get(self.value(METHOD) or "", "")

    @property
    def bill(self) -> str | None:
        """The bill number."""
        return next((one.value for one in self.parts(ADDITIONAL) if one.tag == BILL), None)


def check_sum(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text as UTF-8: ``123456789`` gives 29B1."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def import_payload(text: str) -> Payload:
    """A payload as it was pasted: with white space around it, or percent-encoded."""
    pasted = text.strip()
    try:
        return parse(pasted)
    except QrisRefused:
        if not _PERCENT_ENCODED.search(pasted):
            raise
    return parse(unquote(pasted).strip())


def parse(text: str) -> Payload:
    """Read a payload; QrisRefused says what is wrong with a damaged one."""
    _check_text(text)
    *objects, last = _objects(text)
    _check_templates(objects)
    if last.tag != CHECK_SUM_HEAD[:2] or len(last.value) != 4:
        raise QrisRefused("no_crc", _("Isi QRIS tidak berakhir dengan jumlah uji (CRC)."))
    payload = Payload(tuple(objects))
    if payload.check_sum != last.value.upper():
        raise QrisRefused(
            "crc",
            _("Isi QRIS rusak: jumlah uji (CRC) tertulis %(written)s, seharusnya %(right)s.",
              written=last.value, right=payload.check_sum),
        )  # fmt: skip
    _check_complete(payload)
    return payload


def import_static(text: str) -> Payload:
    """The printed code of a shop, as it was pasted: sound, static and in rupiah."""
    payload = import_payload(text)
    check_static(payload)
    return payload


def check_static(payload: Payload) -> None:
    """Refuse what an amount may not be put into."""
    if payload.method == "dynamic":
        raise QrisRefused(
            "dynamic", _("QRIS ini dinamis, untuk satu pembayaran. Pakai yang statis.")
        )
    if payload.method != "static":
        raise QrisRefused("method", _("QRIS ini tidak menyebut dirinya statis (01 harus 11)."))
    if payload.value(CURRENCY) != RUPIAH:
        raise QrisRefused("currency", _("QRIS ini tidak dalam rupiah (53 harus 360)."))


def make_dynamic(static: Payload, amount: Money, *, limit: Money, bill: str = "") -> Payload:
    """The same payee asked for an amount in whole rupiah, with a bill number if there is one.

    QrisRefused for a payload that is not static or not in rupiah, an amount that is not above
    zero or above the limit of one payment, and a bill number that has no room.
    """
    check_static(static)
    _check_amount(amount, limit)
    objects = tuple(one for one in static.objects if one.tag not in REPLACED)
    objects = _put(objects, DataObject(METHOD, DYNAMIC))
    objects = _put(objects, DataObject(AMOUNT, str(amount.amount)))
    if bill:
        objects = _put(objects, _with_bill(static.parts(ADDITIONAL), bill))
    payload = Payload(objects)
    _check_size(payload.text)
    return payload


def _objects(text: str, at: int = 0) -> Iterator[DataObject]:
    """The objects of a text that stands at a place in the payload."""
    seen: set[str] = set()
    here = 0
    while here < len(text):
        head = text[here : here + HEAD_LENGTH]
        if not _HEAD.fullmatch(head) or len(text) < here + HEAD_LENGTH + int(head[2:]):
            raise QrisRefused(
                "structure",
                _("Isi QRIS rusak atau terpotong pada huruf ke-%(place)s.", place=at + here + 1),
            )
        found = DataObject(head[:2], text[here + HEAD_LENGTH : here + HEAD_LENGTH + int(head[2:])])
        if found.tag in seen:
            raise QrisRefused("double", _("Isi QRIS rusak: tag %(tag)s dua kali.", tag=found.tag))
        seen.add(found.tag)
        yield found
        here += len(str(found))


def _check_templates(objects: Iterable[DataObject]) -> None:
    at = 0
    for one in objects:
        if one.tag in TEMPLATES:
            list(_objects(one.value, at + HEAD_LENGTH))
        at += len(str(one))


def _check_text(text: str) -> None:
    if not text:
        raise QrisRefused("empty", _("Isi QRIS masih kosong."))
    if _CONTROL.search(text):
        raise QrisRefused(
            "unprintable", _("Isi QRIS berisi ganti baris atau tanda yang tak terbaca.")
        )
    if not text.startswith(BEGINNING):
        raise QrisRefused("not_qris", _("Ini bukan isi QRIS: awalnya harus 000201."))
    _check_size(text)


def _check_size(text: str) -> None:
    if len(text.encode()) > LONGEST_PAYLOAD:
        raise QrisRefused(
            "too_long",
            _("Isi QRIS terlalu panjang (paling banyak %(most)s).", most=LONGEST_PAYLOAD),
        )


def _check_complete(payload: Payload) -> None:
    tags = {one.tag for one in payload.objects}
    if not tags & ACCOUNTS:
        raise QrisRefused(
            "payee", _("Isi QRIS tidak menyebut siapa yang dibayar (tag 02 sampai 51).")
        )
    for tag in REQUIRED:
        if tag not in tags:
            raise QrisRefused(
                "missing", _("Isi QRIS tidak lengkap: tag %(tag)s tidak ada.", tag=tag)
            )


def _check_amount(amount: Money, limit: Money) -> None:
    if amount.amount <= 0:
        raise QrisRefused("amount", _("Jumlah QRIS harus lebih dari nol."))
    if amount > limit:
        raise QrisRefused(
            "limit", _("QRIS paling banyak %(most)s sekali bayar.", most=rupiah(limit))
        )


def _with_bill(parts: tuple[DataObject, ...], bill: str) -> DataObject:
    """The additional data with this bill number in it."""
    if len(bill) > LONGEST_BILL or not (bill.isascii() and bill.isprintable()):
        raise QrisRefused(
            "bill",
            _("Nomor nota untuk QRIS paling panjang %(most)s huruf atau angka biasa.",
              most=LONGEST_BILL),
        )  # fmt: skip
    merged = "".join(map(str, _put(parts, DataObject(BILL, bill))))
    if len(merged) > LONGEST_VALUE:
        raise QrisRefused("bill_room", _("Tidak ada tempat untuk nomor nota di QRIS ini."))
    return DataObject(ADDITIONAL, merged)


def _put(objects: Iterable[DataObject], new: DataObject) -> tuple[DataObject, ...]:
    """With the new object instead of the one with its tag, else before the first higher tag.

    Some providers do not sort theirs, so this never sorts what is there.
    """
    present = tuple(objects)
    tags = [one.tag for one in present]
    if new.tag in tags:
        return tuple(new if one.tag == new.tag else one for one in present)
    place = next((n for n, tag in enumerate(tags) if tag > new.tag), len(tags))
    return (*present[:place], new, *present[place:])
