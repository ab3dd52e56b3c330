"""Flags on sales: what they mean in words, and that somebody has looked.

A flag says what was odd about a sale that happened; the money was booked as the till took it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from core import audit
from core.format import day, moment, quantity, rupiah
from core.i18n import _, lazy
from core.ids import OperatorId, ShopId
from core.money import Money
from core.quantity import Quantity
from core.words import Codes
from pos.approvals.words import ACTIONS as APPROVAL_WORDS
from pos.documents import ApprovalAction
from pos.models import FlagKind, Sale, SaleFlag
from pos.queries import SaleDetail
from pos.vouchers.words import finding as voucher_finding

Details = dict[str, Any]

WORDS = {
    FlagKind.PRICE: lazy("Harga tidak sama dengan daftar harga hari itu"),
    FlagKind.AMOUNT: lazy("Jumlah baris tidak sama dengan harga × banyaknya"),
    FlagKind.ROUNDING: lazy("Pembulatan tidak menurut aturan"),
    FlagKind.STOCK: lazy("Stok menjadi kurang dari nol"),
    FlagKind.CLOCK: lazy("Jam kasir tidak masuk akal"),
    FlagKind.OPERATOR: lazy("Petugas tidak dikenal atau tidak boleh menjual"),
    FlagKind.MEMBER: lazy("Anggota tidak dikenal; dicatat sebagai bukan anggota"),
    FlagKind.NUMBER: lazy("Nomor struk sudah pernah dipakai"),
    FlagKind.SHIFT: lazy("Giliran kasir tidak cocok"),
    FlagKind.DISCOUNT: lazy("Potongan tidak menurut aturan"),
    FlagKind.CREDIT: lazy("Kasbon melewati plafon"),
    FlagKind.SAVINGS: lazy("Simpanan sukarela tidak cukup"),
    FlagKind.APPROVAL: lazy("Persetujuan belum terbukti"),
    FlagKind.UNCONFIRMED: lazy("QRIS menunggu rekonsiliasi"),
    FlagKind.CUSTOMER: lazy("Pelanggan kasbon tidak dikenal"),
    FlagKind.INSTALMENTS: lazy("Kasbon dicicil lebih dari yang boleh"),
    FlagKind.OVERDUE: lazy("Kasbon baru, padahal ada yang lewat jatuh tempo"),
    FlagKind.CONTAINER: lazy("Jaminan kemasan tidak cocok"),
    FlagKind.LATE_PAPER: lazy("Nota susulan"),
    FlagKind.VOUCHER: lazy("Voucher tidak berlaku"),
    FlagKind.EXPIRED: lazy("Mungkin sudah kedaluwarsa"),
}

VALUES: Codes = {"sale.flags": WORDS}
"""What the audit log calls the codes beside it."""

ADVICE = {
    FlagKind.PRICE: lazy(
        "Biasanya harga diganti saat kasir sedang luring. Cocokkan dengan label rak."
    ),
    FlagKind.AMOUNT: lazy(
        "Kasir dan server menghitung berbeda. Kalau terulang, muat ulang halaman kasir itu."
    ),
    FlagKind.ROUNDING: lazy("Biasanya aturan pembulatan diganti saat kasir sedang luring."),
    FlagKind.STOCK: lazy("Catat barang masuk yang terlupa, atau hitung isi raknya."),
    FlagKind.CLOCK: lazy("Setel jam perangkat kasir itu."),
    FlagKind.OPERATOR: lazy("Tanyakan siapa yang melayani saat itu."),
    FlagKind.MEMBER: lazy("Belanja ini tidak menambah jasa usaha siapa pun."),
    FlagKind.NUMBER: lazy(
        "Biasanya token satu kasir dipakai di dua perangkat. Buat token baru untuk salah satunya."
    ),
    FlagKind.SHIFT: lazy("Cocokkan isi laci dengan giliran yang bersangkutan."),
    FlagKind.DISCOUNT: lazy("Tanyakan kepada kasir mengapa potongan ini diberikan."),
    FlagKind.CREDIT: lazy("Bicarakan dengan anggotanya, atau naikkan plafonnya."),
    FlagKind.SAVINGS: lazy("Saldonya menjadi kurang dari nol; minta anggota menyetor."),
    FlagKind.APPROVAL: lazy("Tanyakan kepada yang disebut menyetujui."),
    FlagKind.UNCONFIRMED: lazy("Cocokkan dengan mutasi QRIS hari itu."),
    FlagKind.CUSTOMER: lazy("Utangnya tercatat tanpa nama: tanyakan kasir, lalu catat siapa."),
    FlagKind.INSTALMENTS: lazy(
        "Biasanya aturannya diganti saat kasir sedang luring. Janjinya tetap berlaku."
    ),
    FlagKind.OVERDUE: lazy("Ingatkan yang bersangkutan; pesannya siap di halaman Kasbon."),
    FlagKind.CONTAINER: lazy("Tanyakan kepada kasir, lalu hitung kemasan kosongnya."),
    FlagKind.LATE_PAPER: lazy("Cocokkan dengan nota kertasnya, lalu simpan kertas itu."),
    FlagKind.VOUCHER: lazy(
        "Cocokkan dengan kertas voucher di laci. Kalau uangnya diterima dengan cara lain, "
        "koreksi pembayarannya di kasir."
    ),
    FlagKind.EXPIRED: lazy(
        "Lihat tanggal yang masih di rak dan tarik yang lewat. Kalau sudah tidak ada, catat di "
        "Kedaluwarsa."
    ),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A flag as the manager reads it."""

    title: str
    finding: str
    """What exactly was odd about this sale."""
    advice: str
    number: str | None
    """The receipt number to look for, where another receipt has it too."""
    seen_at: datetime | None
    seen_by: str | None


def explain(detail: SaleDetail, flag: SaleFlag) -> Explained:
    """A flag of a sale in words."""
    return Explained(
        title=str(WORDS[flag.kind]),
        finding=_FINDINGS[flag.kind](detail, flag.details),
        advice=str(ADVICE[flag.kind]),
        number=flag.details.get("number"),
        seen_at=flag.seen_at,
        seen_by=detail.people.get(flag.seen_by) if flag.seen_by else None,
    )


def mark_seen(session: Session, sale: Sale, *, at: datetime, by: OperatorId) -> None:
    """Note that a manager has looked at everything odd about a sale."""
    seen = session.scalars(
        update(SaleFlag)
        .where(SaleFlag.sale_id == sale.id, SaleFlag.seen_at.is_(None))
        .values(seen_at=at, seen_by=by)
        .returning(SaleFlag.kind)
    ).all()
    if seen:
        audit.record(
            session,
            "sale.flags_seen",
            at=at,
            by=by,
            shop_id=ShopId(sale.shop_id),
            subject=sale.number,
            flags=sorted(kind.value for kind in seen),
        )


_WRONG_SHIFT = {
    "unknown": lazy("Pembukaan kasirnya belum pernah sampai; kas awalnya dianggap nol."),
    "other till": lazy("Giliran yang disebut milik kasir lain."),
    "closed": lazy("Terjadi sesudah kasir ditutup; tidak ikut dihitung saat tutup."),
}


def _price(detail: SaleDetail, given: Details) -> str:
    line, price, rule = _name(detail, given), _rupiah(given["sold"]), given["rule"]
    if rule is None:
        return str(_("%(line)s: dijual %(sold)s, padahal belum ada harganya.",
                     line=line, sold=price))  # fmt: skip
    return str(_("%(line)s: dijual %(sold)s, menurut daftar harga %(rule)s.",
                 line=line, sold=price, rule=_rupiah(rule)))  # fmt: skip


def _amount(detail: SaleDetail, given: Details) -> str:
    line, rule = detail.lines[given["line"]], given["rule"]
    written = _(
        "%(line)s: %(quantity)s %(unit)s × %(price)s ditulis %(sold)s.",
        line=_name(detail, given),
        quantity=quantity(line.quantity),
        unit=line.unit,
        price=rupiah(line.unit_price),
        sold=_rupiah(given["sold"]),
    )
    return f"{written} {_('Seharusnya %(rule)s.', rule=_rupiah(rule))}" if rule else str(written)


def _stock(detail: SaleDetail, given: Details) -> str:
    return str(_("%(line)s: catatan stoknya kurang dari yang dijual.",
                 line=_name(detail, given)))  # fmt: skip


def _expired(detail: SaleDetail, given: Details) -> str:
    return str(_("%(line)s: menurut catatan masih ada di rak yang kedaluwarsa %(day)s.",
                 line=_name(detail, given), day=day(date.fromisoformat(given["day"]))))  # fmt: skip


def _rounding(sold: int, rule: int) -> str:
    return str(_("Di struk %(sold)s, menurut aturan hari itu %(rule)s.",
                 sold=_rupiah(sold), rule=_rupiah(rule)))  # fmt: skip


def _clock(detail: SaleDetail) -> str:
    zone = detail.shop.time_zone
    return str(
        _(
            "Kasir menulis %(till)s, server menerimanya %(received)s. Dicatat pada %(day)s.",
            till=moment(detail.sale.sold_at, zone),
            received=moment(detail.sale.received_at, zone),
            day=day(detail.sale.sold_on),
        )
    )


def _operator(detail: SaleDetail, given: Details) -> str:
    claimed = detail.people.get(UUID(given["claimed"]))
    if claimed:
        return str(_("%(name)s tidak boleh menjual saat itu.", name=claimed))
    return str(_("Petugasnya tidak ada di server; dicatat atas nama %(name)s.",
                 name=detail.clerk))  # fmt: skip


def _member(key: str) -> str:
    return str(_("Anggota dengan kunci %(key)s tidak ada di server.", key=key))


def _number(number: str) -> str:
    return str(_("Ada struk lain yang juga bernomor %(number)s.", number=number))


def _discount(detail: SaleDetail, given: Details) -> str:
    return str(_("%(line)s: dipotong %(sold)s, menurut aturan %(rule)s.", line=_name(detail, given),
                 sold=_rupiah(given["sold"]), rule=_rupiah(given["rule"])))  # fmt: skip


def _over(given: Details) -> str:
    return str(_("Dipakai %(used)s, yang boleh %(allowed)s.", used=_rupiah(given["used"]),
                 allowed=_rupiah(given["allowed"])))  # fmt: skip


def _approval(given: Details) -> str:
    action = APPROVAL_WORDS[ApprovalAction(given["action"])]
    return str(_("%(action)s: menunggu pengesahan.", action=str(action)))


def _name(detail: SaleDetail, given: Details) -> str:
    place = given["line"]
    return str(_("Baris %(n)s, %(name)s", n=place + 1, name=detail.lines[place].name))


def _instalments(used: int, allowed: int) -> str:
    return str(_("Dicicil %(used)s kali, yang boleh %(allowed)s.", used=used, allowed=allowed))


def _overdue(since: str, after: int) -> str:
    return str(_("Jatuh tempo %(day)s; yang dibiarkan paling lama %(n)s hari.",
                 day=day(date.fromisoformat(since)), n=after))  # fmt: skip


def _container(given: Details) -> str:
    return str(_("%(container)s: jaminan yang diterima %(sold)s, yang dibawa tanpa tukar %(rule)s.",
                 container=given["container"], sold=quantity(Quantity(given["sold"])),
                 rule=quantity(Quantity(given["rule"]))))  # fmt: skip


def _late_paper(paper: str) -> str:
    return str(_("Ditulis di nota kertas nomor %(paper)s, dicatat sesudahnya.", paper=paper))


def _rupiah(amount: int) -> str:
    return rupiah(Money(amount))


_FINDINGS: dict[FlagKind, Callable[[SaleDetail, Details], str]] = {
    FlagKind.PRICE: _price,
    FlagKind.AMOUNT: _amount,
    FlagKind.ROUNDING: lambda _detail, given: _rounding(given["sold"], given["rule"]),
    FlagKind.STOCK: _stock,
    FlagKind.CLOCK: lambda detail, _given: _clock(detail),
    FlagKind.OPERATOR: _operator,
    FlagKind.MEMBER: lambda _detail, given: _member(given["claimed"]),
    FlagKind.NUMBER: lambda _detail, given: _number(given["number"]),
    FlagKind.SHIFT: lambda _detail, given: str(_WRONG_SHIFT[given["why"]]),
    FlagKind.DISCOUNT: lambda detail, given: _discount(detail, given),
    FlagKind.CREDIT: lambda _detail, given: _over(given),
    FlagKind.SAVINGS: lambda _detail, given: _over(given),
    FlagKind.APPROVAL: lambda _detail, given: _approval(given),
    FlagKind.UNCONFIRMED: lambda _detail, given: _rupiah(given["amount"]),
    FlagKind.CUSTOMER: lambda _detail, given: _member(given["claimed"]),
    FlagKind.INSTALMENTS: lambda _detail, given: _instalments(given["used"], given["allowed"]),
    FlagKind.OVERDUE: lambda _detail, given: _overdue(given["since"], given["allowed"]),
    FlagKind.CONTAINER: lambda _detail, given: _container(given),
    FlagKind.LATE_PAPER: lambda _detail, given: _late_paper(given["paper"]),
    FlagKind.VOUCHER: lambda _detail, given: voucher_finding(given),
    FlagKind.EXPIRED: _expired,
}
"""What a flag found, from the sale and from the flag's details (``pos.review``)."""
