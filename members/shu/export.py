"""One file from which anybody works a division out again: rules, weights, and how to do it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from core.exports import harmless
from core.format import rupiah
from core.money import ZERO
from members.shu import queries, runs
from members.shu.allocation import percent
from members.shu.inputs import Inputs
from members.shu.models import SurplusRun
from members.shu.queries import ShareRow

_SAME_TIME = (2000, 1, 1, 0, 0, 0)
"""Of every file, so that the same run is always the same bytes."""


def run_zip(session: Session, run: SurplusRun, *, with_names: bool = False) -> bytes:
    """The files of a run; members' names only where they were asked for."""
    inputs, shares = runs.inputs_of(session, run), queries.all_shares(session, run)
    files = {
        "README.txt": _readme(run, inputs),
        "rules.json": _json(_rules(session, run, inputs)),
        "members.csv": _members(shares, with_names=with_names),
        "case.json": _json(inputs.case()),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _SAME_TIME), text.encode(),
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    return packed.getvalue()


def file_name(run: SurplusRun) -> str:
    """What the file is called."""
    return f"shu-{run.year}-usulan-{run.number}.zip"


def _rules(session: Session, run: SurplusRun, inputs: Inputs) -> dict[str, Any]:
    rules = inputs.rules
    return {
        "year": run.year,
        "number": run.number,
        "state": run.state,
        "decision": run.decision,
        "decided_on": run.decided_on.isoformat() if run.decided_on else None,
        "fingerprint": run.fingerprint,
        "case": inputs.rules_as_case(),
        "capital_basis": rules.basis,
        "counts_sukarela": rules.counts_sukarela,
        "rest_to": rules.rest_to,
        "pools": {code: each.amount for code, each in runs.pools_of(session, run.id).items()},
        "payout_remainder": run.payout_remainder.amount,
    }


def _members(shares: Sequence[ShareRow], *, with_names: bool) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    names = ["name"] if with_names else []
    writer.writerow(["number", *names, "patronage", "capital", "left", "jasa_usaha", "jasa_modal",
                     "total"])  # fmt: skip
    writer.writerows(_cells(shares, with_names=with_names))
    return file.getvalue()


def _cells(shares: Sequence[ShareRow], *, with_names: bool) -> Iterator[list[object]]:
    for each in shares:
        name = [harmless(each.name)] if with_names else []
        yield [each.number, *name, each.patronage, each.capital, int(each.left),
               each.by_patronage.amount, each.by_capital.amount, each.total.amount]  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _readme(run: SurplusRun, inputs: Inputs) -> str:
    plan = inputs.rules.plan
    lines = "\n".join(f"   {line.code:<14} {percent(line.points)}%" for line in plan.member.lines)
    return _TEXT.format(
        year=run.year, number=run.number, surplus=rupiah(max(run.surplus, ZERO)),
        member=rupiah(run.member_surplus), other=rupiah(run.other_surplus), lines=lines,
        to=plan.remainder_to, unit=plan.payout_unit, fingerprint=run.fingerprint,
        leavers=plan.leavers.value,
    )  # fmt: skip


_TEXT = """PEMBAGIAN SHU {year}, USULAN KE-{number}
=======================================

Isi file ini cukup untuk menghitung ulang seluruh pembagian tanpa program koperasi.

rules.json    aturan, dana-dana, dan sidik jari
members.csv   tiap anggota: belanja (patronage), bobot simpanan (capital), keluar (left),
              lalu hasilnya: jasa usaha, jasa modal, dibayar (total)
case.json     semuanya sekali lagi, untuk perintah: lumbung shu compute case.json

Sidik jari: {fingerprint}

CARA MENGHITUNG ULANG DENGAN LEMBAR KERJA

1. SHU seluruhnya {surplus}: dari anggota {member}, dari bukan anggota {other}.
   Bagian anggota = SHU x (sisi anggota : kedua sisi), dibulatkan ke bawah.
2. Tiap dana = bagian anggota x persennya, dibulatkan ke bawah:
{lines}
   Yang dari bukan anggota dibagi menurut "other_policy" di rules.json.
   Semua sisa pembulatan masuk ke {to}. Jumlah semua dana tepat sama dengan SHU.
3. Buka members.csv. Bobot yang negatif dihitung 0. Anggota yang keluar (left = 1)
   menurut aturan "{leavers}":
   prorata = dihitung seperti yang lain; patronage_only = capital dihitung 0;
   nothing = patronage dan capital dihitung 0.
4. Jasa usaha anggota = dana jasa_usaha x patronage : jumlah semua patronage.
   Jasa modal anggota = dana jasa_modal x capital : jumlah semua capital.
   Bulatkan semuanya ke bawah. Rupiah yang tersisa dibagikan satu-satu kepada anggota dengan
   pecahan terbesar; pada pecahan yang sama, nomor anggota yang lebih kecil lebih dulu.
5. Dibayar = jasa usaha + jasa modal, dibulatkan ke bawah ke kelipatan Rp{unit}.
6. Bandingkan dengan kolom jasa_usaha, jasa_modal, dan total. Tidak boleh ada selisih serupiah pun.
"""
