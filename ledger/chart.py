"""The standard chart of accounts of a consumer co-operative (domain guide §6).

Names are Indonesian, as on every statement the meeting sees; the layout follows SAK EP.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.models import Account, AccountKind

DRAWER = "1-1010"
SAFE = "1-1020"
PETTY_CASH = "1-1030"
CASH_IN_TRANSIT = "1-1040"
BANK = "1-1110"
QRIS_RECEIVABLE = "1-1120"
PROVIDER_DEPOSIT = "1-1130"
MEMBER_CREDIT = "1-1210"
OTHER_CREDIT = "1-1220"
DOUBTFUL_CREDIT = "1-1290"
MERCHANDISE = "1-1310"
SUPPLIES = "1-1330"
GOODS_IN_TRANSIT = "1-1350"
SUPPLIER_ADVANCES = "1-1420"
VAT_PAID = "1-1510"
INTER_SHOP = "1-1990"
FIXED_ASSETS = "1-2010"
PAYABLES = "2-1010"
NOT_INVOICED = "2-1015"
CONSIGNMENT_PAYABLES = "2-1020"
VOLUNTARY_SAVINGS = "2-1110"
LEAVERS_PAYABLE = "2-1190"
SURPLUS_PAYABLE = "2-1210"
BOARD_FUND = "2-1220"
STAFF_FUND = "2-1230"
EDUCATION_FUND = "2-1240"
SOCIAL_FUND = "2-1250"
AREA_FUND = "2-1260"
TAX_PAYABLE = "2-1310"
VAT_PAYABLE = "2-1320"
DONATIONS = "2-1410"
VOUCHERS = "2-1420"
POTS = "2-1421"
CONTAINER_DEPOSITS = "2-1440"
PROGRAMME_FUNDS = "2-1450"
SHARE_CAPITAL = "3-1010"
MANDATORY_SAVINGS = "3-1020"
PARTICIPATION = "3-1040"
GRANTS = "3-1050"
RESERVES = "3-1060"
LAST_SURPLUS = "3-1080"
THIS_SURPLUS = "3-1090"
OPENING_BALANCE = "3-1099"
MEMBER_SALES = "4-1010"
MEMBER_RETURNS = "4-1020"
OTHER_SALES = "4-2010"
OTHER_RETURNS = "4-2020"
MEMBER_COMMISSION = "4-3011"
OTHER_COMMISSION = "4-3012"
MEMBER_SERVICE_FEES = "4-3021"
OTHER_SERVICE_FEES = "4-3022"
ROUNDING_GAIN = "4-9010"
CASH_OVER = "4-9020"
EXIT_FEES = "4-9040"
STOCK_OVER = "4-9050"
LAPSED_VOUCHERS = "4-9060"
MEMBER_COST = "5-1010"
OTHER_COST = "5-2010"
LOSS_OF_GOODS = "5-3010"
COST_DIFFERENCE = "5-3020"
QRIS_FEES = "6-1040"
USED_BY_SHOP = "6-1050"
PROMOTION_EXPENSES = "6-1060"
GENERAL_EXPENSES = "6-2010"
DOUBTFUL_EXPENSES = "6-2020"
SAVINGS_INTEREST = "7-1010"
CASH_SHORT = "7-9010"
ROUNDING_LOSS = "7-9020"

_STANDARD = """
1-1010 Kas laci
1-1020 Kas besar
1-1030 Kas kecil
1-1040 Kas dalam perjalanan
1-1110 Bank
1-1120 Piutang QRIS
1-1130 Saldo deposit PPOB
1-1210 Piutang anggota (kasbon)
1-1220 Piutang non-anggota
1-1290 Penyisihan piutang
1-1310 Persediaan
1-1330 Perlengkapan
1-1350 Barang dalam perjalanan
1-1410 Beban dibayar di muka
1-1420 Uang muka pemasok
1-1510 PPN masukan
1-1990 Rekening antar toko
1-2010 Aset tetap
1-2090 Akumulasi penyusutan
2-1010 Utang usaha
2-1015 Barang diterima belum ditagih
2-1020 Utang konsinyasi
2-1110 Simpanan sukarela
2-1190 Utang simpanan anggota keluar
2-1210 SHU belum dibayar
2-1220 Dana pengurus
2-1230 Dana karyawan
2-1240 Dana pendidikan
2-1250 Dana sosial
2-1260 Dana daerah kerja
2-1310 Utang pajak
2-1320 PPN keluaran
2-1330 Beban masih harus dibayar
2-1410 Donasi titipan
2-1420 Voucher
2-1421 Titipan bertujuan anggota
2-1430 Pendapatan diterima di muka
2-1440 Uang jaminan kemasan
2-1450 Dana program terikat
2-2010 Utang bank
3-1010 Simpanan pokok
3-1020 Simpanan wajib
3-1040 Modal penyertaan
3-1050 Hibah
3-1060 Cadangan
3-1080 SHU tahun lalu
3-1090 SHU tahun berjalan
3-1099 Saldo awal
4-1010 Partisipasi bruto anggota
4-1020 Retur anggota
4-2010 Penjualan non-anggota
4-2020 Retur non-anggota
4-3011 Komisi konsinyasi anggota
4-3012 Komisi konsinyasi non-anggota
4-3021 Jasa PPOB anggota
4-3022 Jasa PPOB non-anggota
4-9010 Pembulatan
4-9020 Selisih kas lebih
4-9030 Bunga bank
4-9040 Iuran keluar
4-9050 Selisih stok lebih
4-9060 Voucher hangus
5-1010 HPP anggota
5-2010 HPP non-anggota
5-3010 Barang rusak dan hilang
5-3020 Selisih harga beli
6-1010 Gaji
6-1020 Listrik
6-1030 Sewa
6-1040 Biaya MDR QRIS
6-1050 Barang dipakai toko
6-1060 Promosi
6-2010 Beban umum
6-2020 Beban penyisihan piutang
6-3010 Beban perkoperasian
7-1010 Jasa simpanan
7-1020 Bunga pinjaman
7-9010 Selisih kas kurang
7-9020 Pembulatan (debet)
8-1010 Pajak
"""

_KINDS = {
    "1": AccountKind.ASSET,
    "2": AccountKind.LIABILITY,
    "3": AccountKind.EQUITY,
    "4": AccountKind.INCOME,
}


def kind_of(code: str) -> AccountKind:
    """What an account is, by the first digit of its code; 5 to 8 are expenses."""
    return _KINDS.get(code[0], AccountKind.EXPENSE)


def standard_accounts() -> Iterator[Account]:
    """Every account of the standard chart, in order of code."""
    for line in _STANDARD.strip().splitlines():
        code, name = line.split(" ", 1)
        yield Account(code=code, name=name, kind=kind_of(code))


def install(session: Session) -> None:
    """Add the standard accounts the database does not have yet."""
    known = set(session.scalars(select(Account.code)))
    session.add_all(account for account in standard_accounts() if account.code not in known)
    session.flush()
