"""Say what is known of a product: brand, origin and permits, with who changed what and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.format import day
from core.ids import OperatorId, ProductId
from inventory.facts.models import Permit, ProductFacts
from inventory.facts.permits import PermitDetails
from inventory.models import Product


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a product."""

    brand: str = ""
    is_local: bool = False
    village: str = ""
    regency: str = ""
    permits: tuple[PermitDetails, ...] = ()
    """At most one of each kind."""

    @property
    def origin(self) -> str:
        """Where it comes from, in one line."""
        return ", ".join(part for part in (self.village, self.regency) if part)


def of_product(session: Session, product_id: ProductId) -> Facts:
    """What is known of a product; nothing at first."""
    row = session.get(ProductFacts, product_id)
    permits = session.scalars(
        select(Permit).where(Permit.product_id == product_id).order_by(Permit.kind)
    )
    kept = tuple(PermitDetails(permit.kind, permit.number, permit.expires_on) for permit in permits)
    if row is None:
        return Facts(permits=kept)
    return Facts(row.brand, row.is_local, row.village, row.regency, kept)


def put(
    session: Session, product: Product, facts: Facts, *, at: datetime, by: OperatorId | None
) -> None:
    """Let these be the facts of a product; the audit log keeps what they were."""
    key = ProductId(product.id)
    before, after = _said(of_product(session, key)), _said(facts)
    if before == after:
        return
    session.merge(
        ProductFacts(
            product_id=key, brand=facts.brand, is_local=facts.is_local,
            village=facts.village, regency=facts.regency,
        )
    )  # fmt: skip
    _put_permits(session, key, facts.permits)
    changed: dict[str, Any] = {
        name: f"{before[name] or '–'} → {after[name] or '–'}"
        for name in after
        if before[name] != after[name]
    }
    audit.record(session, "product.facts_changed", at=at, by=by, subject=product.code, **changed)


def _put_permits(session: Session, product_id: ProductId, wanted: Sequence[PermitDetails]) -> None:
    kinds = {permit.kind for permit in wanted}
    for old in session.scalars(select(Permit).where(Permit.product_id == product_id)).all():
        if old.kind not in kinds:
            session.delete(old)
    for permit in wanted:
        session.merge(
            Permit(
                product_id=product_id, kind=permit.kind, number=permit.number,
                expires_on=permit.expires_on,
            )
        )  # fmt: skip
    session.flush()


def _said(facts: Facts) -> dict[str, str]:
    """The facts as the audit log says them."""
    said = {
        "brand": facts.brand,
        "local": "✓" if facts.is_local else "",
        "origin": facts.origin,
        "pirt": "",
        "bpom": "",
        "halal": "",
    }
    for permit in facts.permits:
        until = f" ({day(permit.expires_on)})" if permit.expires_on else ""
        said[permit.kind.value] = permit.number + until
    return said
