"""A receipt to print, and receipts that hypothesis makes up to break the layout."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from core.money import Money, total
from core.quantity import Quantity
from members.instalments import Instalment
from pos.receipts import Receipt, ReceiptLine, ReceiptMember, ReceiptTender

LINES = (
    ReceiptLine("Beras Ramos 5 kg", Quantity.of(2), "pcs", Money(72_500), Money(145_000)),
    ReceiptLine("Indomie Goreng", Quantity.of(1), "pcs", Money(3_500), Money(3_500)),
    ReceiptLine("Telur ayam", Quantity(1_500), "kg", Money(28_000), Money(42_000)),
    ReceiptLine("Gula pasir curah", Quantity(714), "kg", Money(14_000), Money(10_000)),
    ReceiptLine(
        "Minyak goreng Bimoli Spesial isi ulang 2 liter",
        Quantity.of(1),
        "pcs",
        Money(38_765),
        Money(38_765),
    ),
)
RECEIPT = Receipt(
    coop="SBMI Mart",
    shop="Toko Wonosobo",
    address=("Jl. Dieng Km 3, Kalianget", "Wonosobo 56319"),
    npwp="013000666091000",
    header="Milik bersama, untung bersama",
    footer="Terima kasih, sampai jumpa.",
    number="WSB-T1-A-000123",
    sold_at=datetime(2026, 11, 22, 13, 5),  # noqa: DTZ001 - the shop's wall clock
    till="T1",
    clerk="Siti Aminah",
    member=ReceiptMember("0042", "Sri Wahyuni", Money(1_234_500)),
    lines=LINES,
    total=Money(239_265),
    rounding=Money(-65),
    tenders=(ReceiptTender("cash", "Tunai", Money(239_200), Money(250_000)),),
    change=Money(10_800),
    is_demo=False,
)

NASTY = "\x00\x07\x1b\x1bp\x10\x04\x1dV\n\r\t\x7f\x9b\xa0\u200b\u202e\u3000๕ข้าวＡé😀👩‍👩‍👧中“”–€½"
_texts = st.text() | st.text(NASTY, min_size=1, max_size=60) | st.text("ab -", max_size=200)
_amounts = st.integers(-(10**12), 10**12).map(Money)
_lines = st.builds(
    ReceiptLine,
    name=_texts,
    quantity=st.integers(-(10**9), 10**9).map(Quantity),
    unit=st.sampled_from(["pcs", "kg", "dus"]) | _texts,
    unit_price=_amounts,
    amount=_amounts,
    discount=st.just(Money(0)) | _amounts,
    discount_name=_texts,
    reference=st.just("") | _texts,
)
_parts = st.builds(Instalment, st.dates(), _amounts)
_tenders = st.builds(
    ReceiptTender,
    kind=st.just("cash") | _texts,
    label=_texts,
    amount=_amounts,
    given=_amounts,
    remark=st.just("") | _texts,
    instalments=st.lists(_parts, max_size=9).map(tuple),
)
_perhaps = st.none() | _amounts
_members = st.builds(
    ReceiptMember,
    number=_texts,
    name=_texts,
    purchases=_perhaps,
    savings=_perhaps,
    credit=_perhaps,
    due=st.none() | _parts,
    wajib_due=_perhaps,
    wajib_since=st.none() | st.dates(),
    expected_shu=_perhaps,
    expected_as_of=st.none() | st.dates(),
)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """Any receipt that the types allow, however mad; only the number is one of ours."""
    lines = tuple(draw(st.lists(_lines, max_size=4)))
    return Receipt(
        coop=draw(_texts),
        shop=draw(_texts),
        address=tuple(draw(st.lists(_texts, max_size=3))),
        npwp=draw(st.just("") | st.from_regex(r"[0-9]{15,16}", fullmatch=True) | _texts),
        header=draw(_texts),
        footer=draw(_texts),
        number=draw(st.from_regex(r"[A-Z]{3}-T[0-9]{1,2}-[A-Z]-[0-9]{6}", fullmatch=True)),
        sold_at=draw(st.datetimes()),
        till=draw(_texts),
        clerk=draw(_texts),
        member=draw(st.none() | _members),
        lines=lines,
        total=total(line.amount for line in lines),
        rounding=draw(st.integers(-99, 99).map(Money)),
        tenders=tuple(draw(st.lists(_tenders, max_size=2))),
        change=draw(_amounts),
        is_demo=draw(st.booleans()),
        copy_of=draw(st.none() | st.integers(1, 99)),
        reprint=draw(st.booleans()),
        late=draw(st.booleans()),
    )
