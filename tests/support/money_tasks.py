"""What a clerk does with money: every way of paying, goods that come back, members' money, cash."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.hands import Clerk
from tests.support.tasks import AIR, GAS, MIE, approve, paid, sent, siti, sold, task, tender

DARMI = "Darmi Lestari"
"""A customer who is no member."""

# Paying


@task("key:pay")
def pay_with_a_note_or_what_is_typed(clerk: Clerk) -> None:
    clerk.ring(MIE)
    clerk.push(clerk.at("#notes button", has_text="5.000"))
    paid(clerk, "1.500")
    clerk.ring(MIE)
    tender(clerk)
    clerk.press("Escape", "#tender-back")
    tender(clerk, "9rb")
    clerk.press("Enter", "#tender-accept")
    paid(clerk, "5.500")


@task()
def be_asked_about_far_too_much_money(clerk: Clerk) -> None:
    clerk.ring(MIE)
    tender(clerk, "200rb")
    clerk.press("Enter", "#tender-accept")
    clerk.sees("#tender-hint", "tekan sekali lagi")
    clerk.press("Enter", "#tender-accept")
    paid(clerk, "196.500")


@task("key:qris", "dialog:way-dialog")
def pay_by_qris(clerk: Clerk) -> None:
    for key, button in (("Enter", "#way-yes"), ("F8", "#way-wait")):
        clerk.ring(AIR)
        tender(clerk)
        clerk.press("q", "[data-way=qris]")
        clerk.sees("#way-dialog")
        clerk.press(key, button)
        paid(clerk, "QRIS")


@task("key:transfer")
def pay_cash_and_transfer_after_a_mistake(clerk: Clerk) -> None:
    clerk.ring(GAS)
    tender(clerk, "9rb")
    clerk.press("Enter", "#tender-accept")
    expect(clerk.at("#due")).to_have_text("11.000")
    clerk.push(clerk.at("#tender-parts button"))
    clerk.write("5rb", "#given")
    clerk.sees("#tender-hint", "sisanya dibayar cara lain")
    clerk.press("Enter", "#tender-accept")
    clerk.press("t", "[data-way=transfer]")
    clerk.write("abc", "#way-reference")
    clerk.press("Enter", "#way-yes")
    paid(clerk, "Transfer")


@task("key:kasbon", "BAYAR BON", "dialog:money-dialog")
def pay_by_kasbon_and_settle_it(clerk: Clerk) -> None:
    clerk.ring(AIR)
    siti(clerk)
    tender(clerk)
    clerk.press("b", "[data-way=kasbon]")
    clerk.sees("#way-facts", "Sisa plafon")
    clerk.press("Enter", "#way-yes")
    paid(clerk, "Kasbon")
    sent(clerk)
    clerk.command("BAYAR BON")
    _whose(clerk)
    clerk.push(clerk.at("#money-all"))
    clerk.write("5rb", "#money-given")
    _certain(clerk, done="Kembalian")


@task()
def lend_to_a_customer_in_two_parts_and_take_some_back(clerk: Clerk) -> None:
    clerk.ring(AIR)
    tender(clerk)
    clerk.press("b", "[data-way=kasbon]")
    clerk.sees("#message", "Kasbon siapa")
    clerk.ring(DARMI)
    clerk.sees("#way-member", DARMI)
    clerk.choose("#way-parts [value='2']")
    clerk.choose("#way-every [value=week]")
    expect(clerk.at("#way-plan div")).to_have_count(2)
    clerk.press("Enter", "#way-yes")
    paid(clerk, "Kasbon")
    sent(clerk)
    clerk.command("BAYAR BON")
    clerk.write(DARMI, "#money-member")
    clerk.push(clerk.at("#money-found button", has_text=DARMI))
    clerk.write("3rb", "#money-amount")
    _certain(clerk, DARMI.upper())


@task("key:savings", "SETOR", "TARIK")
def pay_from_savings_and_withdraw_the_rest(clerk: Clerk) -> None:
    clerk.command("SETOR")
    _whose(clerk)
    clerk.choose("#money-accounts [value=sukarela]")
    clerk.write("9rb", "#money-amount")
    _certain(clerk)
    sent(clerk)
    clerk.ring(AIR)
    siti(clerk)
    tender(clerk)
    clerk.press("s", "[data-way=savings]")
    clerk.sees("#way-facts", "Saldo")
    clerk.press("Enter", "#way-yes")
    paid(clerk, "Simpanan")
    sent(clerk)
    clerk.command("TARIK")
    _whose(clerk)
    clerk.write("2rb", "#money-amount")
    _certain(clerk, done="Serahkan")


@task("key:voucher", "key:temporary", "dialog:voucher-dialog", "dialog:temporary-dialog")
def pay_by_voucher_without_the_server_and_give_a_slip(clerk: Clerk) -> None:
    clerk.page.context.set_offline(True)
    clerk.ring(AIR)
    tender(clerk)
    clerk.press("v", "[data-way=voucher]")
    clerk.write("ABC", "#voucher-code")
    clerk.press("Enter", "#voucher-yes")
    clerk.write("5rb", "#voucher-worth")
    clerk.press("Enter", "#voucher-yes")
    clerk.sees("#face-paid", "Voucher")
    clerk.sees("#connection", "Luring")
    clerk.press("Pause", "#temporary")
    clerk.sees("#temporary-preview", "STRUK SEMENTARA")
    clerk.press("Escape", "#temporary-close")
    paid(clerk)
    clerk.page.context.set_offline(False)
    sent(clerk)


@task()
def carry_away_what_is_unsent(clerk: Clerk) -> None:
    clerk.page.context.set_offline(True)
    clerk.sees("#connection", "Luring")
    sold(clerk, MIE)
    clerk.push(clerk.at("#unsent"))
    with clerk.page.expect_download() as saved:
        clerk.push(clerk.at("#unsent-save"))
    assert saved.value.suggested_filename.endswith(".jsonl")
    clerk.page.context.set_offline(False)
    clerk.push(clerk.at("#unsent-close"))
    sent(clerk)


@task()
def leave_the_change(clerk: Clerk) -> None:
    for button in ("#keep-savings", "#keep-all", "#keep-donation"):
        clerk.ring(MIE)
        siti(clerk)
        tender(clerk, "9rb")
        clerk.push(clerk.at(button))
        paid(clerk)


def _whose(clerk: Clerk) -> None:
    clerk.write("1", "#money-member")
    clerk.press("Enter", "#money-next")
    clerk.sees("#money-name", "SITI AMINAH")


def _certain(clerk: Clerk, name: str = "SITI AMINAH", done: str = "") -> None:
    clerk.press("Enter", "#money-next")
    clerk.sees("#money-ask", name)
    clerk.press("Enter", "#money-next")
    clerk.sees("#money-done", done)
    clerk.press("Enter", "#money-next")
    clerk.sees_no("#money-dialog")


@task("AKTIVASI", "REKENING", "dialog:access-dialog")
def let_a_member_in_on_the_own_phone(clerk: Clerk) -> None:
    for word in ("AKTIVASI", "REKENING"):
        clerk.command(word)
        clerk.write("1", "#access-member")
        clerk.press("Enter", "#access-next")
        clerk.sees("#access-ask", "SITI AMINAH")
        clerk.press("Enter", "#access-next")
        clerk.sees("#access-done", "Siti Aminah")
        clerk.sees("#access-qr svg")
        clerk.press("Enter", "#access-next")
        clerk.sees_no("#access-dialog")


# Goods that come back, and what was wrong


@task("RETUR", "dialog:return-dialog")
def take_goods_back(clerk: Clerk) -> None:
    number = sold(clerk, MIE)
    clerk.command("RETUR")
    clerk.write(number[-3:], "#return-number")
    clerk.press("Enter", "#return-submit")
    clerk.sees("#return-what", number)
    clerk.push(clerk.at(".return-line [data-step='1']"))
    clerk.choose(".return-broken input")
    clerk.choose("#return-ways [value=transfer]")
    clerk.write("abc", "#return-reason")
    _given_back(clerk)


@task()
def take_goods_back_without_a_receipt(clerk: Clerk) -> None:
    clerk.ring(MIE)
    clerk.command("RETUR")
    clerk.push(clerk.at("#return-without"))
    clerk.push(clerk.at("#return-reasons button >> nth=0"))
    clerk.press("Enter", "#return-submit")
    approve(clerk)
    clerk.sees("#return-done", "Rp3.500")
    clerk.press("Enter", "#return-submit")


@task("BATAL")
def void_a_sale(clerk: Clerk) -> None:
    sold(clerk, MIE)
    clerk.command("BATAL")
    clerk.sees("#return-title", "Batalkan penjualan")
    clerk.write("abc", "#return-reason")
    _given_back(clerk)


def _given_back(clerk: Clerk) -> None:
    clerk.press("Enter", "#return-submit")
    clerk.sees("#return-done")
    clerk.press("Enter", "#return-submit")
    clerk.sees_no("#return-dialog")


@task("STRUK", "key:take_home", "dialog:receipt-dialog", "dialog:phone-dialog")
def print_a_copy_and_take_it_home(clerk: Clerk) -> None:
    clerk.ring(MIE)
    clerk.press("F8", "#exact")
    clerk.sees("#face-paid")
    clerk.press("PageUp", "#take-home")
    clerk.sees("#phone-code")
    clerk.press("Escape", "#phone-close")
    number = paid(clerk)
    sent(clerk)
    clerk.command("STRUK")
    clerk.press("PageUp", "#receipt-phone")
    clerk.sees("#phone-code")
    clerk.press("Escape", "#phone-close")
    clerk.command("STRUK")
    clerk.push(clerk.at("#receipt-list button", has_text=number))
    clerk.sees("#receipt-message", "Salinan ke-1")
    clerk.press("Escape", "#receipt-close")


@task("KOREKSI", "dialog:correction-dialog")
def correct_the_way_of_paying(clerk: Clerk) -> None:
    number = sold(clerk, MIE)
    sent(clerk)
    clerk.command("KOREKSI")
    clerk.write(number[-3:], "#correction-number")
    clerk.press("Enter", "#correction-form [type=submit]")
    clerk.sees("#correction-what", number)
    clerk.pick("#correction-to", "Transfer")
    clerk.write("abc", "#correction-reason")
    clerk.press("Enter", "#correction-form [type=submit]")
    approve(clerk)
    clerk.sees("#message", "dikoreksi")


# The drawer


@task("KAS MASUK", "KAS KELUAR", "dialog:cash-dialog")
def move_cash(clerk: Clerk) -> None:
    for word, purpose in (("KAS MASUK", "petty"), ("KAS KELUAR", "bank")):
        clerk.command(word)
        clerk.choose(f"#cash-purposes [value={purpose}]")
        clerk.write("5rb", "#cash-amount")
        clerk.write("abc", "#cash-reason")
        clerk.press("Enter", "#cash-form [type=submit]")
        clerk.sees("#message", "tersimpan")


@task("BUKA LACI", "dialog:drawer-dialog")
def open_the_drawer(clerk: Clerk) -> None:
    clerk.command("BUKA LACI")
    clerk.push(clerk.at("#drawer-reasons button >> nth=0"))
    clerk.sees("#message", "Laci dibuka")
    clerk.command("BUKA LACI")
    clerk.write("abc", "#drawer-reason")
    clerk.press("Enter", "#drawer-form [type=submit]")
    clerk.sees("#message", "abc")


@task("LAPORAN", "dialog:report-dialog")
def read_and_print_the_report(clerk: Clerk) -> None:
    clerk.command("LAPORAN")
    clerk.sees("#report-paper", "LAPORAN X")
    clerk.push(clerk.at("#report-print"))
    clerk.sees("#report-message", "printer")
    clerk.press("Escape", "#report-close")
