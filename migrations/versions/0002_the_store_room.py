"""The store room"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core import columns
from migrations.append_only import protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supplier",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("npwp", sa.Text(), nullable=False),
        sa.Column("is_pkp", sa.Boolean(), nullable=False),
        sa.Column("terms_days", sa.BigInteger(), nullable=False),
        sa.Column("lead_days", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("number", name=op.f("uq_supplier_number")),
    )
    op.create_index(op.f("ix_supplier_name"), "supplier", ["name"], unique=False)
    op.create_table(
        "surplus_estimate",
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("surplus", columns.MoneyColumn(), nullable=False),
        sa.Column("member_surplus", columns.MoneyColumn(), nullable=False),
        sa.Column("patronage_pool", columns.MoneyColumn(), nullable=False),
        sa.Column("capital_pool", columns.MoneyColumn(), nullable=False),
        sa.Column("patronage_weight", sa.BigInteger(), nullable=False),
        sa.Column("capital_weight", sa.BigInteger(), nullable=False),
        sa.Column(
            "capital_basis",
            sa.Enum(
                "avg_daily",
                "avg_month_end",
                "closing",
                "avg_open_close",
                name="capitalbasis",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("counts_sukarela", sa.Boolean(), nullable=False),
        sa.Column("made_at", columns.InstantColumn(), nullable=False),
        sa.PrimaryKeyConstraint("as_of", name=op.f("pk_surplus_estimate")),
    )
    op.create_table(
        "document_counter",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("series", sa.String(length=4), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_document_counter_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", "series", name=op.f("pk_document_counter")),
    )
    op.create_table(
        "import_run",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "products",
                "suppliers",
                "prices",
                "opening",
                "counts",
                name="runkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("count_number", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("by", columns.KeyColumn(), nullable=True),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("same", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["operator.id"], name=op.f("fk_import_run_by")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_import_run_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("number", name=op.f("uq_import_run_number")),
    )
    op.create_index("ix_import_run_at", "import_run", ["at"], unique=False)
    op.create_index("ix_import_run_fingerprint", "import_run", ["fingerprint"], unique=False)
    op.create_table(
        "purchase_order",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "closed",
                "cancelled",
                name="orderstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_by", columns.KeyColumn(), nullable=True),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["operator.id"], name=op.f("fk_purchase_order_created_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_purchase_order_shop_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_purchase_order_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order")),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_order_number")),
    )
    op.create_index(
        op.f("ix_purchase_order_ordered_on"), "purchase_order", ["ordered_on"], unique=False
    )
    op.create_index(
        "ix_purchase_order_shop_id_state", "purchase_order", ["shop_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_purchase_order_supplier_id"), "purchase_order", ["supplier_id"], unique=False
    )
    op.create_table(
        "repacking",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("reverses_id", columns.KeyColumn(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("packed_at", columns.InstantColumn(), nullable=False),
        sa.Column("packed_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packed_by"], ["operator.id"], name=op.f("fk_repacking_packed_by")
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["repacking.id"], name=op.f("fk_repacking_reverses_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_repacking_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repacking")),
        sa.UniqueConstraint("number", name=op.f("uq_repacking_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_repacking_reverses_id")),
    )
    op.create_index("ix_repacking_shop_id", "repacking", ["shop_id", "packed_at"], unique=False)
    op.create_table(
        "stock_count",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("all", "category", "chosen", name="scopekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "reviewed",
                "posted",
                "dropped",
                name="countstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", columns.InstantColumn(), nullable=False),
        sa.Column("opened_by", columns.KeyColumn(), nullable=False),
        sa.Column("closed_at", columns.InstantColumn(), nullable=True),
        sa.Column("closed_by", columns.KeyColumn(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["operator.id"], name=op.f("fk_stock_count_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["operator.id"], name=op.f("fk_stock_count_opened_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stock_count_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
        sa.UniqueConstraint("number", name=op.f("uq_stock_count_number")),
    )
    op.create_index("ix_stock_count_shop_id", "stock_count", ["shop_id", "opened_at"], unique=False)
    op.create_index(op.f("ix_stock_count_status"), "stock_count", ["status"], unique=False)
    op.create_table(
        "supplier_invoice",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("their_number", sa.String(length=40), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("total", columns.MoneyColumn(), nullable=False),
        sa.Column("vat", columns.MoneyColumn(), nullable=False),
        sa.Column("entered_at", columns.InstantColumn(), nullable=False),
        sa.Column("entered_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["operator.id"], name=op.f("fk_supplier_invoice_entered_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_supplier_invoice_shop_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_supplier_invoice_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_supplier_invoice_number")),
        sa.UniqueConstraint(
            "supplier_id", "their_number", name=op.f("uq_supplier_invoice_supplier_id_their_number")
        ),
    )
    op.create_index(
        op.f("ix_supplier_invoice_due_on"), "supplier_invoice", ["due_on"], unique=False
    )
    op.create_table(
        "supplier_payment",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "paid_from",
            sa.Enum("safe", "bank", name="paidfrom", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("paid_at", columns.InstantColumn(), nullable=False),
        sa.Column("paid_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paid_by"], ["operator.id"], name=op.f("fk_supplier_payment_paid_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_supplier_payment_shop_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_supplier_payment_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_supplier_payment_number")),
    )
    op.create_index(
        op.f("ix_supplier_payment_paid_at"), "supplier_payment", ["paid_at"], unique=False
    )
    op.create_index(
        op.f("ix_supplier_payment_supplier_id"), "supplier_payment", ["supplier_id"], unique=False
    )
    op.create_table(
        "transfer",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("from_shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("to_shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sent_at", columns.InstantColumn(), nullable=False),
        sa.Column("sent_by", columns.KeyColumn(), nullable=True),
        sa.Column("closed_at", columns.InstantColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_shop_id"], ["shop.id"], name=op.f("fk_transfer_from_shop_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["operator.id"], name=op.f("fk_transfer_sent_by")),
        sa.ForeignKeyConstraint(["to_shop_id"], ["shop.id"], name=op.f("fk_transfer_to_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("number", name=op.f("uq_transfer_number")),
    )
    op.create_index(
        "ix_transfer_from_shop_id", "transfer", ["from_shop_id", "sent_at"], unique=False
    )
    op.create_index("ix_transfer_sent_at", "transfer", ["sent_at"], unique=False)
    op.create_index("ix_transfer_to_shop_id", "transfer", ["to_shop_id", "sent_at"], unique=False)
    op.create_table(
        "write_off",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "damaged",
                "expired",
                "lost",
                "used",
                name="writeoffkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "waiting",
                "booked",
                "dropped",
                name="writeoffstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("written_at", columns.InstantColumn(), nullable=False),
        sa.Column("written_by", columns.KeyColumn(), nullable=False),
        sa.Column("closed_at", columns.InstantColumn(), nullable=True),
        sa.Column("closed_by", columns.KeyColumn(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["operator.id"], name=op.f("fk_write_off_closed_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_write_off_shop_id")),
        sa.ForeignKeyConstraint(
            ["written_by"], ["operator.id"], name=op.f("fk_write_off_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_off")),
        sa.UniqueConstraint("number", name=op.f("uq_write_off_number")),
    )
    op.create_index("ix_write_off_shop_id", "write_off", ["shop_id", "written_at"], unique=False)
    op.create_index(
        "ix_write_off_written_by", "write_off", ["written_by", "booked_on"], unique=False
    )
    op.create_table(
        "consignor",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consignor_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignor")),
        sa.UniqueConstraint("number", name=op.f("uq_consignor_number")),
    )
    op.create_index(op.f("ix_consignor_name"), "consignor", ["name"], unique=False)
    op.create_table(
        "goods_receipt",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column("order_id", columns.KeyColumn(), nullable=True),
        sa.Column("delivery_note", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("received_by", columns.KeyColumn(), nullable=True),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["purchase_order.id"], name=op.f("fk_goods_receipt_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["received_by"], ["operator.id"], name=op.f("fk_goods_receipt_received_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_goods_receipt_shop_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_goods_receipt_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_receipt")),
        sa.UniqueConstraint("number", name=op.f("uq_goods_receipt_number")),
    )
    op.create_index(op.f("ix_goods_receipt_order_id"), "goods_receipt", ["order_id"], unique=False)
    op.create_index(
        op.f("ix_goods_receipt_received_at"), "goods_receipt", ["received_at"], unique=False
    )
    op.create_index(
        op.f("ix_goods_receipt_supplier_id"), "goods_receipt", ["supplier_id"], unique=False
    )
    op.create_table(
        "import_made",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "product",
                "revived",
                "words",
                "pack",
                "factor",
                "barcode",
                "price",
                "opening",
                "cost",
                "supplier",
                "supplier_words",
                "count",
                name="madekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", columns.KeyColumn(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_import_made_run_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_made")),
    )
    op.create_index("ix_import_made_key", "import_made", ["key", "kind"], unique=False)
    op.create_table(
        "import_undone",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("by", columns.KeyColumn(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["operator.id"], name=op.f("fk_import_undone_by")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_undone_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_import_undone")),
    )
    op.create_table(
        "paid_invoice",
        sa.Column("payment_id", columns.KeyColumn(), nullable=False),
        sa.Column("invoice_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["supplier_invoice.id"], name=op.f("fk_paid_invoice_invoice_id")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["supplier_payment.id"], name=op.f("fk_paid_invoice_payment_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", "invoice_id", name=op.f("pk_paid_invoice")),
    )
    op.create_index(
        op.f("ix_paid_invoice_invoice_id"), "paid_invoice", ["invoice_id"], unique=False
    )
    op.create_table(
        "transfer_date",
        sa.Column("transfer_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_date_transfer_id")
        ),
        sa.PrimaryKeyConstraint("transfer_id", "position", "place", name=op.f("pk_transfer_date")),
    )
    op.create_table(
        "transfer_step",
        sa.Column("transfer_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("arrived", "lost", name="stepkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_at", columns.InstantColumn(), nullable=False),
        sa.Column("noted_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["operator.id"], name=op.f("fk_transfer_step_noted_by")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_step_transfer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_step")),
    )
    op.create_index(
        op.f("ix_transfer_step_transfer_id"), "transfer_step", ["transfer_id"], unique=False
    )
    op.create_table(
        "consignment_agreement",
        sa.Column("consignor_id", columns.KeyColumn(), nullable=False),
        sa.Column("basis_points", sa.BigInteger(), nullable=False),
        sa.Column("cycle_days", sa.BigInteger(), nullable=False),
        sa.Column("shelf_days", sa.BigInteger(), nullable=True),
        sa.Column(
            "loss_bearer",
            sa.Enum("shop", "producer", name="bearer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "spoilage_bearer",
            sa.Enum("shop", "producer", name="bearer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("set_by", columns.KeyColumn(), nullable=True),
        sa.Column("set_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consignor_id"], ["consignor.id"], name=op.f("fk_consignment_agreement_consignor_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["operator.id"], name=op.f("fk_consignment_agreement_set_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_agreement")),
    )
    op.create_index(
        "ix_consignment_agreement_days",
        "consignment_agreement",
        ["consignor_id", "valid_from"],
        unique=False,
    )
    op.create_table(
        "consignment_intake",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("consignor_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("taken_at", columns.InstantColumn(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consignor_id"], ["consignor.id"], name=op.f("fk_consignment_intake_consignor_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_consignment_intake_shop_id")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["operator.id"], name=op.f("fk_consignment_intake_taken_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_intake")),
        sa.UniqueConstraint("number", name=op.f("uq_consignment_intake_number")),
    )
    op.create_index(
        "ix_consignment_intake_of_consignor",
        "consignment_intake",
        ["consignor_id", "shop_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_consignment_intake_of_shop",
        "consignment_intake",
        ["shop_id", "taken_on", "id"],
        unique=False,
    )
    op.create_table(
        "consignment_settlement",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("consignor_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("owed", columns.MoneyColumn(), nullable=False),
        sa.Column("paid_at", columns.InstantColumn(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("paid_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consignor_id"], ["consignor.id"], name=op.f("fk_consignment_settlement_consignor_id")
        ),
        sa.ForeignKeyConstraint(
            ["paid_by"], ["operator.id"], name=op.f("fk_consignment_settlement_paid_by")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_consignment_settlement_shop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_settlement")),
        sa.UniqueConstraint("number", name=op.f("uq_consignment_settlement_number")),
    )
    op.create_index(
        "ix_consignment_settlement_of_consignor",
        "consignment_settlement",
        ["consignor_id", "shop_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_consignment_settlement_of_shop",
        "consignment_settlement",
        ["shop_id", "paid_on", "id"],
        unique=False,
    )
    op.create_table(
        "invoiced_receipt",
        sa.Column("receipt_id", columns.KeyColumn(), nullable=False),
        sa.Column("invoice_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["supplier_invoice.id"], name=op.f("fk_invoiced_receipt_invoice_id")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["goods_receipt.id"], name=op.f("fk_invoiced_receipt_receipt_id")
        ),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_invoiced_receipt")),
    )
    op.create_index(
        op.f("ix_invoiced_receipt_invoice_id"), "invoiced_receipt", ["invoice_id"], unique=False
    )
    op.create_table(
        "sent_back",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column("receipt_id", columns.KeyColumn(), nullable=False),
        sa.Column("is_credit", sa.Boolean(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", columns.InstantColumn(), nullable=False),
        sa.Column("sent_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["goods_receipt.id"], name=op.f("fk_sent_back_receipt_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["operator.id"], name=op.f("fk_sent_back_sent_by")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_sent_back_shop_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_sent_back_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_back")),
        sa.UniqueConstraint("number", name=op.f("uq_sent_back_number")),
    )
    op.create_index(op.f("ix_sent_back_receipt_id"), "sent_back", ["receipt_id"], unique=False)
    op.create_index(op.f("ix_sent_back_sent_at"), "sent_back", ["sent_at"], unique=False)
    op.create_index(op.f("ix_sent_back_supplier_id"), "sent_back", ["supplier_id"], unique=False)
    op.create_table(
        "transfer_step_line",
        sa.Column("step_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["transfer_step.id"], name=op.f("fk_transfer_step_line_step_id")
        ),
        sa.PrimaryKeyConstraint("step_id", "position", name=op.f("pk_transfer_step_line")),
    )
    op.create_table(
        "assortment",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("least", columns.QuantityColumn(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_assortment_product_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_assortment_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", "product_id", name=op.f("pk_assortment")),
    )
    op.create_index(op.f("ix_assortment_product_id"), "assortment", ["product_id"], unique=False)
    op.create_table(
        "batch",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("noted_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_batch_product_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_batch_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("ix_batch_shop_id_expires_on", "batch", ["shop_id", "expires_on"], unique=False)
    op.create_index(
        "ix_batch_shop_id_product_id",
        "batch",
        ["shop_id", "product_id", "expires_on"],
        unique=False,
    )
    op.create_index("ix_batch_source", "batch", ["source"], unique=False)
    op.create_table(
        "consigned_sale",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("consignor_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("payable", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consignor_id"], ["consignor.id"], name=op.f("fk_consigned_sale_consignor_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_consigned_sale_product_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_consigned_sale_shop_id")),
        sa.PrimaryKeyConstraint("source", "position", name=op.f("pk_consigned_sale")),
    )
    op.create_index(
        "ix_consigned_sale_place",
        "consigned_sale",
        ["consignor_id", "shop_id", "booked_on"],
        unique=False,
    )
    op.create_index(
        "ix_consigned_sale_product_id", "consigned_sale", ["product_id", "shop_id"], unique=False
    )
    op.create_table(
        "consignment_ending",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("consignor_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "taken_home", "spoilt", "lost", name="endingkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("owed", columns.MoneyColumn(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_at", columns.InstantColumn(), nullable=False),
        sa.Column("ended_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consignor_id"], ["consignor.id"], name=op.f("fk_consignment_ending_consignor_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["operator.id"], name=op.f("fk_consignment_ending_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_consignment_ending_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_consignment_ending_shop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_ending")),
    )
    op.create_index(
        "ix_consignment_ending_place",
        "consignment_ending",
        ["consignor_id", "shop_id", "ended_on"],
        unique=False,
    )
    op.create_index(
        "ix_consignment_ending_product_id",
        "consignment_ending",
        ["product_id", "shop_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consignment_ending_source"), "consignment_ending", ["source"], unique=False
    )
    op.create_table(
        "consignment_intake_line",
        sa.Column("intake_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intake_id"],
            ["consignment_intake.id"],
            name=op.f("fk_consignment_intake_line_intake_id"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_consignment_intake_line_product_id")
        ),
        sa.PrimaryKeyConstraint("intake_id", "position", name=op.f("pk_consignment_intake_line")),
    )
    op.create_index(
        "ix_consignment_intake_line_product_id",
        "consignment_intake_line",
        ["product_id"],
        unique=False,
    )
    op.create_table(
        "consignment_net_price",
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("set_by", columns.KeyColumn(), nullable=True),
        sa.Column("set_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_consignment_net_price_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["operator.id"], name=op.f("fk_consignment_net_price_set_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_net_price")),
    )
    op.create_index(
        "ix_consignment_net_price_days",
        "consignment_net_price",
        ["product_id", "valid_from"],
        unique=False,
    )
    op.create_table(
        "consignment_settlement_part",
        sa.Column("settlement_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "safe", "bank", "savings", "kasbon", name="paidby", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["consignment_settlement.id"],
            name=op.f("fk_consignment_settlement_part_settlement_id"),
        ),
        sa.PrimaryKeyConstraint(
            "settlement_id", "way", name=op.f("pk_consignment_settlement_part")
        ),
    )
    op.create_table(
        "count_line",
        sa.Column("count_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("is_recount", sa.Boolean(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("shelf", sa.String(length=40), nullable=False),
        sa.Column("counted_at", columns.InstantColumn(), nullable=False),
        sa.Column("counted_by", columns.KeyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_count_line_count_id")
        ),
        sa.ForeignKeyConstraint(
            ["counted_by"], ["operator.id"], name=op.f("fk_count_line_counted_by")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_count_line_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_line")),
    )
    op.create_index(
        "ix_count_line_count_id", "count_line", ["count_id", "product_id", "number"], unique=False
    )
    op.create_index(op.f("ix_count_line_product_id"), "count_line", ["product_id"], unique=False)
    op.create_table(
        "count_product",
        sa.Column("count_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_count_product_count_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_count_product_product_id")
        ),
        sa.PrimaryKeyConstraint("count_id", "product_id", name=op.f("pk_count_product")),
    )
    op.create_index(
        op.f("ix_count_product_product_id"), "count_product", ["product_id"], unique=False
    )
    op.create_table(
        "count_result",
        sa.Column("count_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("counted", columns.QuantityColumn(), nullable=False),
        sa.Column("expected", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.Column("settlement", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"], ["stock_count.id"], name=op.f("fk_count_result_count_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_count_result_product_id")
        ),
        sa.PrimaryKeyConstraint("count_id", "product_id", name=op.f("pk_count_result")),
    )
    op.create_index(
        op.f("ix_count_result_product_id"), "count_result", ["product_id"], unique=False
    )
    op.create_table(
        "product_facts",
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("is_local", sa.Boolean(), nullable=False),
        sa.Column("village", sa.String(length=60), nullable=False),
        sa.Column("regency", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_facts_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_facts")),
    )
    op.create_index(op.f("ix_product_facts_brand"), "product_facts", ["brand"], unique=False)
    op.create_table(
        "product_permit",
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("pirt", "bpom", "halal", name="permitkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_permit_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "kind", name=op.f("pk_product_permit")),
    )
    op.create_index("ix_product_permit_expires_on", "product_permit", ["expires_on"], unique=False)
    op.create_table(
        "product_picture",
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_picture_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_picture")),
    )
    op.create_index("ix_product_picture_mark", "product_picture", ["mark"], unique=False)
    op.create_table(
        "sent_back_line",
        sa.Column("sent_back_id", columns.KeyColumn(), nullable=False),
        sa.Column("receipt_position", sa.BigInteger(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("cost", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sent_back_id"], ["sent_back.id"], name=op.f("fk_sent_back_line_sent_back_id")
        ),
        sa.PrimaryKeyConstraint("sent_back_id", "receipt_position", name=op.f("pk_sent_back_line")),
    )
    op.create_table(
        "used_credit",
        sa.Column("payment_id", columns.KeyColumn(), nullable=False),
        sa.Column("sent_back_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["supplier_payment.id"], name=op.f("fk_used_credit_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_id"], ["sent_back.id"], name=op.f("fk_used_credit_sent_back_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", "sent_back_id", name=op.f("pk_used_credit")),
    )
    op.create_index(
        op.f("ix_used_credit_sent_back_id"), "used_credit", ["sent_back_id"], unique=False
    )
    op.create_table(
        "write_off_line",
        sa.Column("write_off_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_write_off_line_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["write_off_id"], ["write_off.id"], name=op.f("fk_write_off_line_write_off_id")
        ),
        sa.PrimaryKeyConstraint("write_off_id", "product_id", name=op.f("pk_write_off_line")),
    )
    op.create_index(
        op.f("ix_write_off_line_product_id"), "write_off_line", ["product_id"], unique=False
    )
    op.create_table(
        "batch_end",
        sa.Column("batch_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", columns.InstantColumn(), nullable=False),
        sa.Column("ended_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_end_batch_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["operator.id"], name=op.f("fk_batch_end_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_end")),
    )
    op.create_index(op.f("ix_batch_end_batch_id"), "batch_end", ["batch_id"], unique=False)
    op.create_index(op.f("ix_batch_end_source"), "batch_end", ["source"], unique=False)
    op.create_table(
        "goods_receipt_line",
        sa.Column("receipt_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("factor", columns.QuantityColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("free", columns.QuantityColumn(), nullable=False),
        sa.Column("damaged", columns.QuantityColumn(), nullable=False),
        sa.Column("price", columns.MoneyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("batch_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["pack.id"], name=op.f("fk_goods_receipt_line_pack_id")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["goods_receipt.id"], name=op.f("fk_goods_receipt_line_receipt_id")
        ),
        sa.PrimaryKeyConstraint("receipt_id", "position", name=op.f("pk_goods_receipt_line")),
    )
    op.create_index(
        op.f("ix_goods_receipt_line_pack_id"), "goods_receipt_line", ["pack_id"], unique=False
    )
    op.create_table(
        "label_request",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_label_request_pack_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_label_request_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", "pack_id", "due_on", name=op.f("pk_label_request")),
    )
    op.create_index(op.f("ix_label_request_pack_id"), "label_request", ["pack_id"], unique=False)
    op.create_table(
        "purchase_order_line",
        sa.Column("order_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("price", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["purchase_order.id"], name=op.f("fk_purchase_order_line_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["pack.id"], name=op.f("fk_purchase_order_line_pack_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_purchase_order_line")),
    )
    op.create_index(
        op.f("ix_purchase_order_line_pack_id"), "purchase_order_line", ["pack_id"], unique=False
    )
    op.create_table(
        "repacking_line",
        sa.Column("repacking_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("opened", "filled", name="side", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("packs", columns.QuantityColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("content", columns.QuantityColumn(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_repacking_line_pack_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_repacking_line_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["repacking_id"], ["repacking.id"], name=op.f("fk_repacking_line_repacking_id")
        ),
        sa.PrimaryKeyConstraint("repacking_id", "position", name=op.f("pk_repacking_line")),
    )
    op.create_index(
        op.f("ix_repacking_line_product_id"), "repacking_line", ["product_id"], unique=False
    )
    op.create_table(
        "supplier_goods",
        sa.Column("supplier_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("their_code", sa.String(length=40), nullable=False),
        sa.Column("their_name", sa.Text(), nullable=False),
        sa.Column("last_price", columns.MoneyColumn(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_supplier_goods_pack_id")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_supplier_goods_supplier_id")
        ),
        sa.PrimaryKeyConstraint("supplier_id", "pack_id", name=op.f("pk_supplier_goods")),
    )
    op.create_index(op.f("ix_supplier_goods_pack_id"), "supplier_goods", ["pack_id"], unique=False)
    op.create_table(
        "transfer_line",
        sa.Column("transfer_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("packs", columns.QuantityColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_transfer_line_pack_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_transfer_line_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.id"], name=op.f("fk_transfer_line_transfer_id")
        ),
        sa.PrimaryKeyConstraint("transfer_id", "position", name=op.f("pk_transfer_line")),
    )
    op.create_index(
        op.f("ix_transfer_line_product_id"), "transfer_line", ["product_id"], unique=False
    )
    op.create_index(
        "ix_goods_return_late",
        "goods_return",
        ["shop_id", "booked_on"],
        unique=False,
        sqlite_where=sa.text("booked_on > returned_on"),
        postgresql_where=sa.text("booked_on > returned_on"),
    )
    op.add_column(
        "product",
        sa.Column(
            "consignor_id",
            columns.KeyColumn(),
            sa.ForeignKey("consignor.id", name=op.f("fk_product_consignor_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_product_consignor_id"), "product", ["consignor_id"], unique=False)
    op.add_column(
        "return_line",
        sa.Column(
            "consignor_id",
            columns.KeyColumn(),
            sa.ForeignKey("consignor.id", name=op.f("fk_return_line_consignor_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(
        "ix_sale_late",
        "sale",
        ["shop_id", "booked_on"],
        unique=False,
        sqlite_where=sa.text("booked_on > sold_on"),
        postgresql_where=sa.text("booked_on > sold_on"),
    )
    op.add_column(
        "sale_line",
        sa.Column(
            "consignor_id",
            columns.KeyColumn(),
            sa.ForeignKey("consignor.id", name=op.f("fk_sale_line_consignor_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(
        "ix_stock_move_shop_id_moved_at", "stock_move", ["shop_id", "moved_at"], unique=False
    )
    protect("batch", [("id",)])
    protect("batch_end", [("id",)])
    protect("consigned_sale", [("source", "position")])
    protect("consignment_ending", [("id",)])
    protect("consignment_intake", [("id",), ("number",)])
    protect("consignment_intake_line", [("intake_id", "position")])
    protect("consignment_settlement", [("id",), ("number",)])
    protect("consignment_settlement_part", [("settlement_id", "way")])
    protect("count_line", [("id",)])
    protect("count_result", [("count_id", "product_id")])
    protect("goods_receipt", [("id",), ("number",)])
    protect("goods_receipt_line", [("receipt_id", "position")])
    protect("import_made", [("run_id", "number")])
    protect("import_run", [("id",), ("number",)])
    protect("import_undone", [("run_id",)])
    protect("invoiced_receipt", [("receipt_id",)])
    protect("paid_invoice", [("payment_id", "invoice_id")])
    protect("repacking", [("id",), ("number",), ("reverses_id",)])
    protect("repacking_line", [("repacking_id", "position")])
    protect("sent_back", [("id",), ("number",)])
    protect("sent_back_line", [("sent_back_id", "receipt_position")])
    protect("supplier_invoice", [("id",), ("number",), ("supplier_id", "their_number")])
    protect("supplier_payment", [("id",), ("number",)])
    protect("surplus_estimate", [("as_of",)])
    protect("transfer_date", [("transfer_id", "position", "place")])
    protect("transfer_line", [("transfer_id", "position")])
    protect("transfer_step", [("id",)])
    protect("transfer_step_line", [("step_id", "position")])
    protect("used_credit", [("payment_id", "sent_back_id")])
