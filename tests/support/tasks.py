"""Everything a clerk does at the till, each once: the steps, and what they prove is possible."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.support.hands import Clerk
from tests.support.world import PIN

MIE, AIR, GAS, RICE = "Mie goreng", "Air mineral", "Gas LPG", "Beras"
SARI, JOKO = "Sari Wulandari", "Joko Prasetyo"
Steps = Callable[[Clerk], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a clerk does, from an empty basket to an empty basket."""

    covers: tuple[str, ...]
    """Words of the input line; ``key:…`` actions with a key, ``screen:…`` and ``dialog:…`` what is
    shown, ``kind:…`` kinds of goods."""
    steps: Steps

    @property
    def name(self) -> str:
        return self.steps.__name__

    @property
    def dialogs(self) -> set[str]:
        """Those that it opens."""
        return {name.removeprefix("dialog:") for name in self.covers if name.startswith("dialog:")}


TASKS: list[Task] = []


def task(*covers: str) -> Callable[[Steps], Steps]:
    """Add it to the list."""

    def add(steps: Steps) -> Steps:
        TASKS.append(Task(covers, steps))
        return steps

    return add


# Coming and going


@task("KUNCI", "key:lock", "screen:sign-in")
def lock_and_switch(clerk: Clerk) -> None:
    clerk.command("KUNCI")
    _sign_in(clerk, JOKO)
    clerk.press("F10", "#lock")
    clerk.push(clerk.at("#operators button", has_text=SARI))
    clerk.push(clerk.at("#pin-back"))
    _sign_in(clerk, SARI)


@task("TUTUP", "screen:close-shift", "screen:closed", "screen:open-shift", "screen:sell")
def close_and_open_a_shift(clerk: Clerk) -> None:
    clerk.push(clerk.at("#go-close"))
    clerk.press("Escape", "#close-back")
    clerk.command("TUTUP")
    clerk.sees("#close-shift")
    clerk.sees_no("#go-close")
    clerk.write("1", "#count-rows input >> nth=1")
    clerk.push(clerk.at("#close-submit"))
    clerk.press("Escape", "#close-again")
    clerk.push(clerk.at("#close-submit"))
    clerk.push(clerk.at("#close-second"))
    clerk.press("Escape", "#approve-cancel")
    clerk.push(clerk.at("#close-yes"))
    clerk.sees("#closed-answer", "Seharusnya")
    clerk.write("abc", "#closed-reason")
    clerk.push(clerk.at("#closed-why button"))
    clerk.sees_no("#closed-why")
    clerk.push(clerk.at("#closed-done"))
    open_shift(clerk)


def open_shift(clerk: Clerk) -> None:
    """With 200,000."""
    clerk.sees("#open-shift")
    clerk.write("200rb", "#float")
    clerk.push(clerk.at("#open-form button"))
    clerk.sees("#sell")


def _sign_in(clerk: Clerk, name: str) -> None:
    clerk.push(clerk.at("#operators button", has_text=name))
    clerk.pin(PIN)
    clerk.sees("#sell")
    clerk.sees("#operator", name)


@task("LATIHAN")
def practise(clerk: Clerk) -> None:
    clerk.command("LATIHAN")
    clerk.ring(MIE)
    exact(clerk, "XXX")
    clerk.push(clerk.at("#practice-end"))
    clerk.sees_no("#practice-strip")


@task("LAYAR")
def show_the_customer(clerk: Clerk) -> None:
    with clerk.page.expect_popup() as opened:
        clerk.command("LAYAR")
    opened.value.close()


@task("TOMBOL", "dialog:keys-dialog")
def look_at_the_keys(clerk: Clerk) -> None:
    clerk.command("TOMBOL")
    clerk.push(clerk.at("#keys-usual"))
    clerk.sees("#keys-message", "Semua tombol seperti semula.")
    clerk.press("Escape", "#keys-close")


@task("key:menu", "dialog:menu-dialog", "dialog:unsent-dialog")
def leave_the_menu_and_what_is_unsent(clerk: Clerk) -> None:
    clerk.press("F3", "#menu")
    clerk.press("Escape", "#menu-close")
    clerk.push(clerk.at("#unsent"))
    clerk.press("Escape", "#unsent-close")
    clerk.push(clerk.at("#sound"))
    clerk.push(clerk.at("#sound"))


# Goods and members in the basket


@task("key:find", "key:quantity", "key:remove", "key:exact")
def find_change_and_remove_goods(clerk: Clerk) -> None:
    clerk.press("F2", "#find")
    clerk.ring(MIE)
    clerk.press("F7", "#change-quantity")
    clerk.write("3", "#quantity-field")
    clerk.press("Enter", "#quantity-form [type=submit]")
    total(clerk, "10.500")
    clerk.ring(AIR)
    total(clerk, "14.500")
    clerk.press("Delete", "#remove-line")
    total(clerk, "10.500")
    exact(clerk)


@task("key:tiles")
def sell_by_tiles(clerk: Clerk) -> None:
    clerk.ring(AIR)
    clerk.press("Insert", "#show-tiles")
    clerk.push(clerk.at(".tile", has_text=RICE))
    total(clerk, "18.000")
    exact(clerk)


@task("key:member")
def name_a_member_and_take_the_name_away(clerk: Clerk) -> None:
    clerk.ring(MIE)
    siti(clerk)
    total(clerk, "3.300")
    clerk.push(clerk.at("#member-remove"))
    total(clerk, "3.500")
    exact(clerk)


@task("TAHAN", "key:hold", "dialog:hold-dialog")
def hold_resume_and_drop(clerk: Clerk) -> None:
    for _each in range(2):
        clerk.ring(MIE)
        clerk.press("PageDown", "#hold")
        clerk.write("Ani", "#hold-name")
        clerk.press("Enter", "#hold-submit")
        clerk.sees("#message", "ditahan")
    clerk.command("TAHAN")
    drop = clerk.at("#hold-list [data-do=drop] >> nth=0")
    clerk.push(drop)
    expect(drop).to_have_text("Yakin, buang")
    expect(clerk.at("#hold-list li")).to_have_count(2)
    clerk.push(drop)
    expect(clerk.at("#hold-list li")).to_have_count(1)
    clerk.push(clerk.at("#hold-list [data-do=resume]"))
    total(clerk, "3.500")
    clerk.press("PageDown", "#hold")
    expect(clerk.at("#hold-name")).to_have_value("Ani")
    clerk.press("Escape", "#hold-close")
    exact(clerk)


@task("CEK", "dialog:check-dialog")
def check_a_price(clerk: Clerk) -> None:
    clerk.command("CEK")
    clerk.write("mie", "#check-field")
    clerk.press("Enter", "#check-form [type=submit]")
    clerk.sees("#check-found", "Rp3.500")
    clerk.press("Escape", "#check-close")


@task("POTONGAN", "dialog:discount-dialog")
def give_a_discount(clerk: Clerk) -> None:
    clerk.ring(RICE)
    clerk.command("POTONGAN")
    clerk.choose("#discount-on-basket")
    clerk.write("10%", "#discount-value")
    clerk.press("Enter", "#discount-form [type=submit]")
    total(clerk, "12.600")
    exact(clerk)


@task("HARGA", "dialog:price-dialog", "dialog:approve-dialog")
def change_a_price(clerk: Clerk) -> None:
    clerk.ring(RICE)
    clerk.command("HARGA")
    clerk.write("9rb", "#price-value")
    clerk.press("Enter", "#price-form [type=submit]")
    approve(clerk)
    total(clerk, "9.000")
    exact(clerk)


# The steps that several tasks share


def approve(clerk: Clerk) -> None:
    """Somebody else agrees, by PIN; the way over the telephone can be chosen too."""
    clerk.sees("#approve-dialog")
    clerk.push(clerk.at("#approve-by-code"))
    clerk.sees("#approve-code")
    clerk.push(clerk.at("#approve-by-pin"))
    clerk.pick("#approve-who", JOKO)
    clerk.write(PIN, "#approve-pin")
    clerk.press("Enter", "#approve-form [type=submit]")
    clerk.sees_no("#approve-dialog")


def sold(clerk: Clerk, name: str) -> str:
    """One thing, paid exactly: the number of the sale."""
    clerk.ring(name)
    return exact(clerk)


def tender(clerk: Clerk, given: str = "") -> None:
    """Ask how it is paid, with so much typed."""
    clerk.press("F9", "#pay")
    clerk.sees("#face-tender")
    if given:
        clerk.write(given, "#given")


def paid(clerk: Clerk, *texts: str) -> str:
    """It is, and the next sale begins; the number of this one."""
    clerk.sees("#face-paid", *texts)
    number = clerk.at("#paid-number").inner_text()
    clerk.press("Escape", "#next-sale")
    clerk.sees("#face-total")
    return number


def sent(clerk: Clerk) -> None:
    """The server has everything."""
    expect(clerk.at("#unsent")).to_have_text(re.compile(r"\b0\b"), timeout=45_000)


def exact(clerk: Clerk, *texts: str) -> str:
    """Paid with exactly the money it costs; the number of the sale."""
    clerk.press("F8", "#exact")
    return paid(clerk, *texts)


def siti(clerk: Clerk) -> None:
    clerk.press("F4", "#ask-member")
    clerk.ring("Siti")
    clerk.sees("#member-name", "Siti")


def total(clerk: Clerk, amount: str) -> None:
    """So much is to be paid."""
    expect(clerk.at("#total")).to_have_text(amount)
