"""The editor of the rules: percents per pool, flat or nested, as by-laws and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import forms, parse
from core.errors import InvalidInput
from core.format import number
from core.i18n import _
from core.settings import Setting
from members.shu.allocation import WHOLE, Plan, percent
from members.shu.drafts import ByLaws
from members.shu.inputs import Rules
from members.shu.settings import (
    BASES,
    RESERVES,
    SHU_CAPITAL_BASIS,
    SHU_CAPITAL_CAP,
    SHU_COUNTS_SUKARELA,
    SHU_LEAVERS,
    SHU_MEMBER_PART,
    SHU_OTHER_POLICY,
    SHU_PAYOUT_UNIT,
    SHU_POLICY,
    SHU_REST_TO,
)

Form = Mapping[str, str]
FUNDS = ("cadangan", "pengurus", "karyawan", "pendidikan", "sosial", "daerah_kerja")
"""The pools that are not shared among the members."""
POOLS = ("cadangan", "jasa_usaha", "jasa_modal", *FUNDS[1:])
"""All pools of the members' side, in the order of the page."""
NESTED, FIXED = "anggota", "tetap"
SIDES = ("m_", "n_", "o_")
"""What must be whole: the members' side, what is inside of their part, the others' side."""
_POINTS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")
SETTINGS: tuple[Setting[Any], ...] = (
    SHU_POLICY, SHU_OTHER_POLICY, SHU_MEMBER_PART, SHU_CAPITAL_BASIS, SHU_COUNTS_SUKARELA,
    SHU_LEAVERS, SHU_PAYOUT_UNIT, SHU_REST_TO, SHU_CAPITAL_CAP,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edited:
    """Rules as somebody tries them: the texts as by-laws would keep them, and what they mean."""

    texts: Mapping[str, str]
    """By the setting's key."""
    laws: ByLaws


def typed_of(laws: ByLaws) -> dict[str, str]:
    """The fields of the editor for rules that hold."""
    rules, plan = laws.rules, laws.rules.plan
    part = rules.part
    method = FIXED if part.points is not None else str(part)
    return {
        **{f"m_{line.code}": percent(line.points) for line in plan.member.lines},
        **{f"o_{line.code}": percent(line.points) for line in plan.other.lines},
        "part": method,
        "part_points": percent(part.points) if part.points is not None else "",
        "basis": rules.basis.value,
        "sukarela": "ya" if rules.counts_sukarela else "tidak",
        "leavers": plan.leavers.value,
        "unit": str(plan.payout_unit),
        "rest_to": rules.rest_to,
        "cap": percent(laws.capital_cap),
    }


def edited(form: Form) -> Edited:
    """The rules as typed. Raises InvalidInput with the field that is wrong."""
    texts = {
        SHU_POLICY.key: member_text(form),
        SHU_OTHER_POLICY.key: _side_text(form, "o_", FUNDS),
        SHU_MEMBER_PART.key: _part_text(form),
        SHU_CAPITAL_BASIS.key: form.get("basis", ""),
        SHU_COUNTS_SUKARELA.key: form.get("sukarela", ""),
        SHU_LEAVERS.key: form.get("leavers", ""),
        SHU_PAYOUT_UNIT.key: _unit_text(form),
        SHU_REST_TO.key: form.get("rest_to", ""),
        SHU_CAPITAL_CAP.key: form.get("cap", "").strip() or "0",
    }
    read = {setting.key: _parsed(setting, texts[setting.key]) for setting in SETTINGS}
    return Edited(texts, _laws(read))


def member_text(form: Form) -> str:
    """The members' side as a by-law writes it: ``cadangan 60, anggota 40 (jasa_modal 30, …)``."""
    if form.get("nested") != "1":
        return _side_text(form, "m_", POOLS)
    inner = ", ".join(_written(form, "n_", BASES))
    group = f"{NESTED} {_typed(form, f'm_{NESTED}')} ({inner})"
    return ", ".join([*_written(form, "m_", FUNDS), group])


def sum_of(form: Form, prefix: str) -> str:
    """What the percents of a side add up to, as far as they can be read: ``97,5``."""
    return percent(_summed(form, prefix))


def lack_of(form: Form, prefix: str) -> str:
    """What a side lacks or has too much of, in words; empty when it is whole."""
    points = _summed(form, prefix)
    if points < WHOLE:
        return _("kurang %(percent)s%%: baru %(points)s dari 10.000",
                 percent=percent(WHOLE - points), points=number(points))  # fmt: skip
    if points > WHOLE:
        return _("lebih %(percent)s%%: sudah %(points)s dari 10.000",
                 percent=percent(points - WHOLE), points=number(points))  # fmt: skip
    return ""


def others_get_some(form: Form) -> bool:
    """Whether what others earned goes anywhere but to the reserves."""
    return any(_points(form.get(f"o_{code}", "")) != 0 for code in FUNDS[1:]
               if form.get(f"o_{code}", "").strip())  # fmt: skip


def member_words(form: Form) -> str:
    """Whose shares are shown: part of a name, or a number; empty: everybody's."""
    return " ".join(form.get("member", "").split())[:60]


def _summed(form: Form, prefix: str) -> int:
    members = (*FUNDS, NESTED) if form.get("nested") == "1" else POOLS
    names = {"m_": members, "n_": tuple(BASES), "o_": FUNDS}[prefix]
    return sum(_points(form.get(f"{prefix}{name}", "")) or 0 for name in names)


def saved_from(form: Form) -> date:
    """The day from which the by-laws hold."""
    on = forms.iso_day(form, "valid_from", required=_("Isi mulai kapan aturan ini berlaku."))
    if on is None:
        raise InvalidInput(_("Isi mulai kapan aturan ini berlaku."), field="valid_from")
    return on


_FIELDS = {
    "shu_policy": "m_cadangan",
    "shu_other_policy": "o_cadangan",
    "shu_member_part": "part",
    "shu_capital_basis": "basis",
    "shu_counts_sukarela": "sukarela",
    "shu_leavers": "leavers",
    "shu_payout_unit": "unit",
    "shu_rest_to": "rest_to",
    "shu_capital_cap": "cap",
}
"""The field that is marked when a setting is wrong."""


def _parsed(setting: Setting[Any], text: str) -> object:
    field = _FIELDS[setting.key]
    if setting.choices and text not in setting.choices:
        raise InvalidInput(_("Pilih salah satu."), field=field)
    try:
        return setting.parse(text)
    except InvalidInput as refused:
        raise InvalidInput(refused.sentence, field=field) from refused
    except (ValueError, KeyError):
        raise InvalidInput(_("Nilai ini tidak dapat dipakai."), field=field) from None


def _laws(read: Mapping[str, object]) -> ByLaws:
    member, other, part, basis, sukarela, leavers, unit, rest_to, cap = (
        read[setting.key] for setting in SETTINGS
    )
    plan = Plan(member, other, RESERVES, leavers, unit)  # type: ignore[arg-type]
    return ByLaws(Rules(plan, part, basis, sukarela, rest_to), cap)  # type: ignore[arg-type]


def _side_text(form: Form, prefix: str, codes: Iterable[str]) -> str:
    return ", ".join(_written(form, prefix, codes))


def _written(form: Form, prefix: str, codes: Iterable[str]) -> list[str]:
    """Every pool that is given something; the reserves always, as rests go there."""
    named = ((code, _typed(form, f"{prefix}{code}")) for code in codes)
    return [f"{code} {text}" for code, text in named if text != "0" or code == RESERVES]


def _typed(form: Form, name: str) -> str:
    """A percent as typed; nothing is 0."""
    text = form.get(name, "").strip().removesuffix("%").strip()
    points = _points(text)
    if text and points is None:
        raise InvalidInput(
            _("“%(text)s” bukan persen. Paling banyak dua angka di belakang koma.", text=text[:20]),
            field=name,
        )
    return percent(points or 0)


def _points(text: str) -> int | None:
    found = _POINTS.fullmatch(text.strip().removesuffix("%").strip())
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if found else None


def _part_text(form: Form) -> str:
    chosen = form.get("part", "")
    return _typed(form, "part_points") if chosen == FIXED else chosen


def _unit_text(form: Form) -> str:
    try:
        return str(parse.money(form.get("unit", "1") or "1").amount)
    except InvalidInput as problem:
        raise InvalidInput(problem.sentence, field="unit") from None
