"""What ``pos`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core import slip_printing
from core.registry import Registry
from core.words import ACTIONS, DETAILS, VALUES
from inventory.reports.sold import SOURCES
from members.pages.sections import SECTIONS
from pos import api, cli, flags, invariants, price_cli, sales_views, sold_goods, views, words
from pos.approvals import api as approvals_api
from pos.approvals import views as approvals_views
from pos.approvals import words as approvals_words
from pos.bon_payments import api as bon_payments_api
from pos.cash import api as cash_api
from pos.cash import views as cash_views
from pos.cash import words as cash_words
from pos.closing import api as closing_api
from pos.closing import invariants as closing_invariants
from pos.closing import views as closing_views
from pos.demo import cli as demo_cli
from pos.demo import views as demo_views
from pos.e_receipts import views as e_receipts_views
from pos.firstrun import cli as firstrun_cli
from pos.firstrun import equipping_views
from pos.firstrun import views as firstrun_views
from pos.late_sales import views as late_sales_views
from pos.late_sales import words as late_sales_words
from pos.member_access import api as member_access_api
from pos.member_money import api as member_money_api
from pos.member_money import invariants as money_invariants
from pos.member_receipts import views as member_receipts_views
from pos.offline import certificate_views, file_views
from pos.offline import views as offline_views
from pos.offline.certificate_cli import make_certificate
from pos.practice import api as practice_api
from pos.printing import cli as printing_cli
from pos.printing import doctor_views, parked_views
from pos.printing import views as printing_views
from pos.producer_slips import producer_slips
from pos.provider import invariants as provider_invariants
from pos.provider import views as provider_views
from pos.provider import words as provider_words
from pos.qris import cli as qris_cli
from pos.qris import invariants as qris_invariants
from pos.qris import views as qris_views
from pos.qris import words as qris_words
from pos.quick_keys import views as quick_keys_views
from pos.quick_keys import words as quick_keys_words
from pos.returns import api as returns_api
from pos.returns import findings
from pos.returns import invariants as returns_invariants
from pos.returns import views as returns_views
from pos.returns import words as return_words
from pos.reversals import invariants as reversals_invariants
from pos.reversals import views as reversals_views
from pos.reversals import words as reversals_words
from pos.vouchers import api as vouchers_api
from pos.vouchers import invariants as voucher_invariants
from pos.vouchers import views as voucher_views
from pos.vouchers import words as voucher_words

ACTIONS.update(words.ACTIONS | return_words.ACTIONS)
DETAILS.update(words.DETAILS)
ACTIONS.update(cash_words.ACTIONS | quick_keys_words.ACTIONS)
ACTIONS.update(late_sales_words.ACTIONS | qris_words.ACTIONS | provider_words.ACTIONS)
ACTIONS.update(voucher_words.ACTIONS)
DETAILS.update(late_sales_words.DETAILS | qris_words.DETAILS | provider_words.DETAILS)
ACTIONS.update(reversals_words.ACTIONS)
DETAILS.update(reversals_words.DETAILS)
VALUES.update(words.VALUES | approvals_words.VALUES | provider_words.VALUES)
VALUES.update(flags.VALUES | findings.VALUES | reversals_words.VALUES)
SOURCES[:] = [sold_goods.booked]
SECTIONS["receipts"] = member_receipts_views.SECTION
slip_printing.HANDED_IN[:] = [producer_slips.PRINTING]


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints += [views.blueprint, sales_views.blueprint, printing_views.blueprint]
    registry.blueprints += [
        firstrun_views.blueprint, equipping_views.blueprint, demo_views.blueprint,
    ]  # fmt: skip
    registry.blueprints += [
        offline_views.blueprint, file_views.blueprint, certificate_views.blueprint,
    ]  # fmt: skip
    registry.commands.append(make_certificate)
    registry.blueprints.append(e_receipts_views.blueprint)
    registry.blueprints += [doctor_views.blueprint, parked_views.blueprint]
    registry.blueprints.append(quick_keys_views.blueprint)
    registry.navigation += quick_keys_views.NAVIGATION
    registry.entrance = firstrun_views.entrance
    registry.api_blueprints += [
        api.blueprint,
        approvals_api.blueprint,
        practice_api.blueprint,
        returns_api.blueprint,
    ]
    registry.blueprints += [approvals_views.blueprint, returns_views.blueprint]
    registry.api_blueprints += [bon_payments_api.blueprint, member_money_api.blueprint]
    registry.api_blueprints.append(member_access_api.blueprint)
    registry.blueprints.append(member_receipts_views.blueprint)
    registry.blueprints.append(reversals_views.blueprint)
    registry.navigation += reversals_views.NAVIGATION
    registry.commands += [*cli.COMMANDS, *printing_cli.COMMANDS]
    registry.commands += [*qris_cli.COMMANDS, *price_cli.COMMANDS]
    registry.commands += [firstrun_cli.init, demo_cli.demo]
    registry.navigation += [
        *views.NAVIGATION, *sales_views.NAVIGATION, *returns_views.NAVIGATION,
        *approvals_views.NAVIGATION, *printing_views.NAVIGATION,
    ]  # fmt: skip
    registry.blueprints += [cash_views.blueprint, closing_views.blueprint]
    registry.api_blueprints += [cash_api.blueprint, closing_api.blueprint]
    registry.navigation += cash_views.NAVIGATION
    registry.blueprints.append(late_sales_views.blueprint)
    registry.navigation += late_sales_views.NAVIGATION
    registry.blueprints.append(qris_views.blueprint)
    registry.navigation += qris_views.NAVIGATION
    registry.blueprints.append(provider_views.blueprint)
    registry.navigation += provider_views.NAVIGATION
    registry.blueprints.append(voucher_views.blueprint)
    registry.api_blueprints.append(vouchers_api.blueprint)
    registry.navigation += voucher_views.NAVIGATION
    registry.add_invariant("pos.vouchers", voucher_invariants.vouchers_are_booked)
    registry.add_invariant("pos.voucher_uses", voucher_invariants.vouchers_are_used_once)
    registry.add_invariant("pos.drawers", closing_invariants.drawers_match_the_books)
    registry.add_invariant("pos.counts", closing_invariants.counts_add_up)
    registry.add_invariant("pos.z_reports", closing_invariants.reports_without_gaps)
    registry.add_invariant("pos.qris", qris_invariants.settlements_are_booked)
    registry.add_invariant("pos.provider", provider_invariants.deposit_is_booked)
    registry.add_invariant("pos.sales", invariants.sales_add_up)
    registry.add_invariant("pos.receipts", invariants.receipts_without_gaps)
    registry.add_invariant("pos.journal", invariants.sales_are_in_the_journal)
    registry.add_invariant("pos.books", invariants.sales_are_booked)
    registry.add_invariant("pos.returns", returns_invariants.returns_add_up)
    registry.add_invariant("pos.returned", returns_invariants.never_more_than_sold)
    registry.add_invariant("pos.return_books", returns_invariants.returns_are_booked)
    registry.add_invariant("pos.bon_payments", money_invariants.payments_are_booked)
    registry.add_invariant("pos.member_money", money_invariants.money_is_booked)
    registry.add_invariant("pos.reversals", reversals_invariants.reversals_are_booked)
