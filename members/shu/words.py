"""What people call the surplus and its parts. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import _, lazy
from members.shu.allocation import Leavers
from members.shu.capital import CapitalBasis
from members.shu.models import RunState
from members.shu.settings import GROSS_PROFIT, NET_SALES, SHU_CAPITAL_BASIS, SHU_LEAVERS

POOLS = {
    "cadangan": lazy("Dana cadangan"),
    "jasa_usaha": lazy("Jasa usaha"),
    "jasa_modal": lazy("Jasa modal"),
    "pengurus": lazy("Dana pengurus"),
    "karyawan": lazy("Dana karyawan"),
    "pendidikan": lazy("Dana pendidikan"),
    "sosial": lazy("Dana sosial"),
    "daerah_kerja": lazy("Dana pembangunan daerah kerja"),
    "sukarela": lazy("Simpanan sukarela anggota masing-masing"),
}
"""Pools by the code of the by-laws, and the savings that may take rests."""
STATES = {
    RunState.PROPOSED: lazy("Menunggu rapat"),
    RunState.WITHDRAWN: lazy("Ditarik"),
    RunState.RATIFIED: lazy("Disahkan"),
    RunState.POSTED: lazy("Dibukukan"),
}
METHODS = {
    GROSS_PROFIT: lazy("Menurut laba kotor"),
    NET_SALES: lazy("Menurut penjualan bersih"),
    "tetap": lazy("Persen tetap dari rapat"),
}
"""How the part of the surplus that members earned is found."""

ACTIONS = {
    "surplus.proposed": lazy("Mengusulkan pembagian SHU"),
    "surplus.withdrawn": lazy("Menarik usulan SHU"),
    "surplus.ratified": lazy("Mengesahkan pembagian SHU"),
    "surplus.posted": lazy("Membukukan pembagian SHU"),
    "surplus.lapsed": lazy("Menghanguskan SHU yang tidak diambil"),
    "surplus.deficit_covered": lazy("Menutup rugi dari cadangan"),
    "books.closed": lazy("Menutup buku"),
}
DETAILS = {
    "fingerprint": lazy("sidik jari"),
    "surplus": lazy("SHU"),
    "decision": lazy("keputusan"),
}


def pool_name(code: str) -> str:
    """A pool in the user's language; one that only a by-law knows by its own word."""
    return str(POOLS.get(code, code))


def run_state(state: RunState) -> str:
    """How far a run is, in the user's language."""
    return str(STATES[state])


def basis_name(basis: CapitalBasis) -> str:
    """By which days capital is measured."""
    return str(SHU_CAPITAL_BASIS.choices[basis])


def leavers_name(leavers: Leavers) -> str:
    """What those who left get."""
    return str(SHU_LEAVERS.choices[leavers])


def run_title(year: int, number: int) -> str:
    """What a run is called."""
    return _("SHU %(year)s, usulan ke-%(number)s", year=year, number=number)
