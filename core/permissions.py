"""Who may do what: the one table. What is not granted here is refused."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What an operator is in the co-operative; one person may hold several."""

    CLERK = "clerk"
    MANAGER = "manager"
    TREASURER = "treasurer"
    CHAIR = "chair"
    AUDITOR = "auditor"
    ADMIN = "admin"
    MEMBER = "member"


class Permission(StrEnum):
    """One thing a screen, an API call or a command lets somebody do."""

    SELL = "sell"
    OPEN_SHIFT = "open_shift"
    CLOSE_SHIFT = "close_shift"
    APPROVE = "approve"
    VIEW_SALES = "view_sales"
    CLEAR_HELD = "clear_held"
    VIEW_PRODUCTS = "view_products"
    EDIT_PRODUCTS = "edit_products"
    SET_PRICES = "set_prices"
    VIEW_STOCK = "view_stock"
    ENTER_STOCK = "enter_stock"
    COUNT_STOCK = "count_stock"
    PURCHASE = "purchase"
    """Order goods, receive them, send them back."""
    PAY_SUPPLIERS = "pay_suppliers"
    VIEW_PURCHASES = "view_purchases"
    TAKE_CONSIGNMENT = "take_consignment"
    """Take in what producers bring, and count what is left of it."""
    SETTLE_CONSIGNMENT = "settle_consignment"
    VIEW_MEMBERS = "view_members"
    EDIT_MEMBERS = "edit_members"
    ADMIT_MEMBERS = "admit_members"
    """Take people in, and decide that somebody is a member no more: the board's right."""
    SEE_IDENTITY = "see_identity"
    """Open a sealed NIK; each time is noted."""
    ACTIVATE_MEMBERS = "activate_members"
    """Hand out the code with which a member chooses the PIN of her own pages."""
    HANDLE_SAVINGS = "handle_savings"
    """Members' money over the office desk, dues, pots, participation, settlements."""
    WRITE_OFF_DEBTS = "write_off_debts"
    """Propose or approve, never both of one."""
    ENTER_OPENING = "enter_opening"
    VIEW_SURPLUS = "view_surplus"
    PREPARE_SURPLUS = "prepare_surplus"
    """Draft, propose, post and pay the yearly surplus."""
    RATIFY_SURPLUS = "ratify_surplus"
    """Write down what the meeting decided; never whoever proposed it."""
    RUN_MEETINGS = "run_meetings"
    CLOSE_BOOKS = "close_books"
    VIEW_BOOKS = "view_books"
    EXPORT_BOOKS = "export_books"
    RECONCILE = "reconcile"
    VIEW_VOUCHERS = "view_vouchers"
    ISSUE_VOUCHERS = "issue_vouchers"
    VIEW_AUDIT = "view_audit"
    MANAGE_TILLS = "manage_tills"
    MANAGE_PRINTERS = "manage_printers"
    MANAGE_OPERATORS = "manage_operators"
    MANAGE_COOP = "manage_coop"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_BACKUPS = "manage_backups"


_P = Permission

_CLERK = frozenset(
    {
        _P.SELL,
        _P.OPEN_SHIFT,
        _P.CLOSE_SHIFT,
        _P.VIEW_PRODUCTS,
        _P.COUNT_STOCK,
        _P.TAKE_CONSIGNMENT,
        _P.ACTIVATE_MEMBERS,
    }
)
_READ_ALL = frozenset(
    {
        _P.VIEW_SALES,
        _P.VIEW_PRODUCTS,
        _P.VIEW_STOCK,
        _P.VIEW_PURCHASES,
        _P.VIEW_MEMBERS,
        _P.VIEW_BOOKS,
        _P.EXPORT_BOOKS,
        _P.VIEW_AUDIT,
        _P.VIEW_VOUCHERS,
        _P.VIEW_SURPLUS,
    }
)
_MANAGER = _CLERK | {
    _P.APPROVE,
    _P.VIEW_SALES,
    _P.CLEAR_HELD,
    _P.EDIT_PRODUCTS,
    _P.SET_PRICES,
    _P.VIEW_STOCK,
    _P.ENTER_STOCK,
    _P.PURCHASE,
    _P.VIEW_PURCHASES,
    _P.SETTLE_CONSIGNMENT,
    _P.VIEW_MEMBERS,
    _P.EDIT_MEMBERS,
    _P.MANAGE_TILLS,
    _P.MANAGE_PRINTERS,
    _P.VIEW_VOUCHERS,
}
_TREASURER = _READ_ALL | {
    _P.APPROVE,
    _P.CLEAR_HELD,
    _P.RECONCILE,
    _P.ISSUE_VOUCHERS,
    _P.ENTER_STOCK,
    _P.PAY_SUPPLIERS,
    _P.SETTLE_CONSIGNMENT,
    _P.EDIT_MEMBERS,
    _P.ADMIT_MEMBERS,
    _P.SEE_IDENTITY,
    _P.ACTIVATE_MEMBERS,
    _P.HANDLE_SAVINGS,
    _P.WRITE_OFF_DEBTS,
    _P.ENTER_OPENING,
    _P.PREPARE_SURPLUS,
    _P.RUN_MEETINGS,
    _P.CLOSE_BOOKS,
    _P.MANAGE_SETTINGS,
    _P.MANAGE_BACKUPS,
}
_ADMIN = frozenset(
    {
        _P.MANAGE_TILLS,
        _P.MANAGE_PRINTERS,
        _P.MANAGE_OPERATORS,
        _P.MANAGE_COOP,
        _P.MANAGE_SETTINGS,
        _P.MANAGE_BACKUPS,
        _P.VIEW_AUDIT,
    }
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: _CLERK,
    Role.MANAGER: frozenset(_MANAGER),
    Role.TREASURER: frozenset(_TREASURER),
    Role.CHAIR: _READ_ALL
    | {
        _P.APPROVE,
        _P.ADMIT_MEMBERS,
        _P.WRITE_OFF_DEBTS,
        _P.RATIFY_SURPLUS,
        _P.RUN_MEETINGS,
        _P.MANAGE_SETTINGS,
    },
    Role.AUDITOR: _READ_ALL,
    Role.ADMIN: _ADMIN,
    Role.MEMBER: frozenset(),
}


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """The roles that may do something."""
    return tuple(role for role, held in GRANTS.items() if permission in held)


def granted(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything the roles together may do."""
    return frozenset().union(*(GRANTS[role] for role in roles))
