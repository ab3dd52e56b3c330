"""Every report of members there is: its name, what it answers, and how it can be asked."""

from __future__ import annotations

from core.i18n import lazy
from core.reports.kind import Kind
from members.reports import (
    activity,
    arrears,
    growth,
    lapsed,
    savings_by_kind,
    spread,
    women_and_returned,
)

_MONTH, _SHOP = lazy("Bulan"), lazy("Toko")

_EVERY = (
    Kind(
        "pertumbuhan", lazy("Pertumbuhan anggota"),
        lazy("Berapa yang masuk, yang keluar, dan yang aktif, bulan demi bulan."),
        growth.build,
        {growth.BY_MONTH: _MONTH, growth.BY_SHOP: _SHOP},
        is_monthly=True, has_search=False,
    ),
    Kind(
        "keaktifan", lazy("Keaktifan anggota"),
        lazy("Berapa anggota yang berbelanja, seberapa sering, dan untuk berapa."),
        activity.build,
        {activity.BY_MONTH: _MONTH, activity.BY_SHOP: _SHOP},
        is_monthly=True, has_search=False,
    ),
    Kind(
        "lama-tidak-belanja", lazy("Lama tidak berbelanja"),
        lazy("Anggota aktif yang lama tidak terlihat di toko, untuk disapa."),
        lapsed.build,
        {str(days): lazy("%(days)s hari", days=days) for days in lapsed.DAYS},
        ways_label=lazy("Tidak berbelanja selama"), usual=str(lapsed.USUAL), has_days=False,
    ),
    Kind(
        "simpanan", lazy("Simpanan menurut jenis"),
        lazy("Pokok, wajib, sukarela, dan penyertaan di akhir setiap bulan, seperti di buku."),
        savings_by_kind.build,
        {savings_by_kind.BY_MONTH: _MONTH, savings_by_kind.BY_SHOP: _SHOP},
        is_monthly=True, has_search=False,
    ),
    Kind(
        "tunggakan", lazy("Tunggakan simpanan wajib"),
        lazy("Berapa yang belum dibayar, sejak kapan, dan oleh siapa."),
        arrears.build,
        {arrears.BY_AGE: lazy("Umur"), arrears.BY_MEMBER: lazy("Anggota"), arrears.BY_SHOP: _SHOP},
        has_days=False,
    ),
    Kind(
        "perempuan-dan-purna-pmi", lazy("Perempuan dan purna PMI"),
        lazy("Bagian mereka dari anggota, yang diterima, simpanan, dan belanja."),
        women_and_returned.build,
        {
            women_and_returned.BY_SEX: lazy("Jenis kelamin"),
            women_and_returned.BY_MIGRANT: lazy("Pekerja migran (PMI)"),
            women_and_returned.WOMEN_BY_SHOP: lazy("Perempuan di setiap toko"),
            women_and_returned.RETURNED_BY_SHOP: lazy("Purna PMI di setiap toko"),
        },
        is_monthly=True, has_shops=False, has_search=False,
    ),
    Kind(
        "sebaran-belanja", lazy("Sebaran belanja anggota"),
        lazy("Bagian anggota mana yang membawa bagian belanja yang mana."),
        spread.build,
        {spread.BY_PARTS: lazy("Kelompok"), spread.BY_AMOUNT: lazy("Besar belanja")},
        is_monthly=True, has_search=False,
    ),
)  # fmt: skip

REPORTS = {kind.name: kind for kind in _EVERY}
"""By name, in the order in which the list shows them."""
