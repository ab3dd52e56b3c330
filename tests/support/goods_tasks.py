"""What a clerk does with goods that are not simply a piece of something."""

from __future__ import annotations

from tests.support.hands import Clerk
from tests.support.tasks import GAS, MIE, RICE, exact, task, total

PULSA, PARCEL = "Pulsa 10 ribu", "Paket sembako"


@task("kind:goods", "dialog:quantity-dialog")
def sell_by_weight_and_for_so_much_money(clerk: Clerk) -> None:
    for how_much, cost in (("1/4", "3.500"), ("0,5", "7.000"), ("21rb", "21.000")):
        clerk.ring(RICE)
        clerk.press("F7", "#change-quantity")
        clerk.write(how_much, "#quantity-field")
        clerk.press("Enter", "#quantity-form [type=submit]")
        total(clerk, cost)
        exact(clerk)


@task("kind:package")
def sell_a_package(clerk: Clerk) -> None:
    clerk.ring(PARCEL)
    total(clerk, "50.000")
    exact(clerk)


@task("kind:container", "TUKAR")
def sell_gas_without_an_empty(clerk: Clerk) -> None:
    clerk.ring(GAS)
    total(clerk, "20.000")
    clerk.command("TUKAR")
    total(clerk, "170.000")
    clerk.push(clerk.at(".line-exchange:visible"))
    total(clerk, "20.000")
    exact(clerk)


@task("kind:service", "dialog:service-dialog")
def sell_pulsa_and_write_its_number_down_later(clerk: Clerk) -> None:
    clerk.ring(PULSA)
    clerk.sees("#service-name", PULSA)
    clerk.press("Escape", "#service-cancel")
    clerk.sees(".line.is-problem", "Isi nomor pelanggan dulu")
    clerk.push(clerk.at(".line-choose"))
    clerk.write("0812 3456 7890", "#service-number")
    clerk.write("10.200", "#service-cost")
    clerk.press("Enter", "#service-form [type=submit]")
    clerk.sees_no(".line.is-problem")
    total(clerk, "12.000")
    exact(clerk)


@task()
def say_what_an_unknown_code_is(clerk: Clerk) -> None:
    clerk.scan("4006381333931")
    clerk.sees(".line.is-problem", "Belum dikenal")
    clerk.push(clerk.at(".line-choose"))
    clerk.ring(MIE)
    clerk.sees_no(".line.is-problem")
    total(clerk, "3.500")
    clerk.push(clerk.at(".line-remove"))
    total(clerk, "0")
