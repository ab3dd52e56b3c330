"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core import columns
from migrations.append_only import protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "asset",
                "liability",
                "equity",
                "income",
                "expense",
                name="accountkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_account")),
    )
    op.create_table(
        "backup_record",
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_record")),
    )
    op.create_index(op.f("ix_backup_record_at"), "backup_record", ["at"], unique=False)
    op.create_table(
        "coop",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coop")),
    )
    op.create_table(
        "product",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("receipt_name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("base_unit", sa.String(length=20), nullable=False),
        sa.Column("fractions", sa.Boolean(), nullable=False),
        sa.Column("counts_for_patronage", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goods",
                "package",
                "service",
                "container",
                name="productkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ceiling", columns.MoneyColumn(), nullable=True),
        sa.Column(
            "vat_class",
            sa.Enum(
                "PPN",
                "PPN_BEBAS",
                "NON_BKP",
                "PPN_FEE_ONLY",
                name="vatclass",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("minimum_age", sa.BigInteger(), nullable=True),
        sa.Column("container_id", columns.KeyColumn(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["container_id"], ["product.id"], name=op.f("fk_product_container_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("code", name=op.f("uq_product_code")),
    )
    op.create_index(op.f("ix_product_category"), "product", ["category"], unique=False)
    op.create_index(op.f("ix_product_changed_at"), "product", ["changed_at"], unique=False)
    op.create_index(op.f("ix_product_name"), "product", ["name"], unique=False)
    op.create_table(
        "shop",
        sa.Column("code", sa.String(length=3), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("shop", "office", name="shopkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("npwp", sa.Text(), nullable=False),
        sa.Column("receipt_header", sa.Text(), nullable=False),
        sa.Column("receipt_footer", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sa.UniqueConstraint("code", name=op.f("uq_shop_code")),
    )
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("expires_at", columns.InstantColumn(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_expires_at"), "web_session", ["expires_at"], unique=False)
    op.create_table(
        "customer",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("credit_limit", columns.MoneyColumn(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_customer_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
    )
    op.create_index(op.f("ix_customer_name"), "customer", ["name"], unique=False)
    op.create_index(op.f("ix_customer_shop_id"), "customer", ["shop_id"], unique=False)
    op.create_table(
        "journal_entry",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_journal_entry_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("shop_id", "number", name=op.f("uq_journal_entry_shop_id_number")),
        sa.UniqueConstraint("source", name=op.f("uq_journal_entry_source")),
    )
    op.create_index("ix_journal_entry_booked_on", "journal_entry", ["booked_on"], unique=False)
    op.create_index(
        "ix_journal_entry_shop_id_booked_on",
        "journal_entry",
        ["shop_id", "booked_on"],
        unique=False,
    )
    op.create_table(
        "journal_head",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_journal_head_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "operator",
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("locked_until", columns.InstantColumn(), nullable=True),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_operator_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("login", name=op.f("uq_operator_login")),
    )
    op.create_table(
        "pack",
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("factor", columns.QuantityColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_pack_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
    )
    op.create_index("uq_pack_product_id_unit", "pack", ["product_id", "unit"], unique=True)
    op.create_table(
        "package_part",
        sa.Column("package_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["product.id"], name=op.f("fk_package_part_package_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_package_part_product_id")
        ),
        sa.PrimaryKeyConstraint("package_id", "product_id", name=op.f("pk_package_part")),
    )
    op.create_table(
        "stock",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.Column("cost_quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("cost_value", columns.MoneyColumn(), nullable=False),
        sa.Column("moves", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_stock_product_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stock_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", "product_id", name=op.f("pk_stock")),
    )
    op.create_table(
        "stock_move",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening",
                "receipt",
                "sale",
                "return",
                "exchange",
                "count",
                name="movekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("moved_at", columns.InstantColumn(), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("value", columns.MoneyColumn(), nullable=False),
        sa.Column("balance_quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("balance_value", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_stock_move_product_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stock_move_shop_id")),
        sa.PrimaryKeyConstraint("shop_id", "product_id", "number", name=op.f("pk_stock_move")),
    )
    op.create_index("ix_stock_move_source", "stock_move", ["source"], unique=False)
    op.create_table(
        "till",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("name", sa.String(length=3), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("series", sa.String(length=3), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("seen_at", columns.InstantColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_till_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_till_shop_id_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_till_token_hash")),
    )
    op.create_table(
        "approval_grant",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "discount",
                "price",
                "credit",
                "return",
                "void",
                "correction",
                "cash_out",
                "withdrawal",
                "drawer",
                "count",
                name="approvalaction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum("pin", "code", "limit", name="approvalmethod", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("granted_by", columns.KeyColumn(), nullable=False),
        sa.Column("granted_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["operator.id"], name=op.f("fk_approval_grant_granted_by")
        ),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_approval_grant_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_grant")),
    )
    op.create_index(
        "ix_approval_grant_till_id_code", "approval_grant", ["till_id", "code"], unique=False
    )
    op.create_table(
        "approval_review",
        sa.Column("document_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "discount",
                "price",
                "credit",
                "return",
                "void",
                "correction",
                "cash_out",
                "withdrawal",
                "drawer",
                "count",
                name="approvalaction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_by", columns.KeyColumn(), nullable=False),
        sa.Column("reviewed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["operator.id"], name=op.f("fk_approval_review_reviewed_by")
        ),
        sa.PrimaryKeyConstraint("document_id", "action", name=op.f("pk_approval_review")),
    )
    op.create_table(
        "audit_record",
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=True),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_audit_record_operator_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_audit_record_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_record")),
    )
    op.create_index(op.f("ix_audit_record_action"), "audit_record", ["action"], unique=False)
    op.create_index(op.f("ix_audit_record_at"), "audit_record", ["at"], unique=False)
    op.create_table(
        "barcode",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_barcode_pack_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_barcode")),
    )
    op.create_index(op.f("ix_barcode_pack_id"), "barcode", ["pack_id"], unique=False)
    op.create_table(
        "empty_count",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("counted", columns.QuantityColumn(), nullable=False),
        sa.Column("expected", columns.QuantityColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counted_at", columns.InstantColumn(), nullable=False),
        sa.Column("counted_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counted_by"], ["operator.id"], name=op.f("fk_empty_count_counted_by")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_empty_count_product_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_empty_count_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_empty_count")),
    )
    op.create_table(
        "former_link_key",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_former_link_key_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_link_key")),
        sa.UniqueConstraint("key", name=op.f("uq_former_link_key_key")),
    )
    op.create_index(
        op.f("ix_former_link_key_till_id"), "former_link_key", ["till_id"], unique=False
    )
    op.create_table(
        "held_document",
        sa.Column("document_key", sa.Text(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("cleared_at", columns.InstantColumn(), nullable=True),
        sa.Column("cleared_by", columns.KeyColumn(), nullable=True),
        sa.Column("cleared_note", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["operator.id"], name=op.f("fk_held_document_cleared_by")
        ),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_held_document_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_document")),
        sa.UniqueConstraint(
            "document_key", "body_hash", name=op.f("uq_held_document_document_key_body_hash")
        ),
    )
    op.create_index(
        op.f("ix_held_document_document_key"), "held_document", ["document_key"], unique=False
    )
    op.create_index(
        op.f("ix_held_document_received_at"), "held_document", ["received_at"], unique=False
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("expires_at", columns.InstantColumn(), nullable=False),
        sa.Column("used_at", columns.InstantColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_invitation_operator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_table(
        "member",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("credit_limit", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "calon",
                "aktif",
                "berhenti",
                "dikeluarkan",
                "meninggal",
                name="memberstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("created_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["operator.id"], name=op.f("fk_member_created_by")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_member_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("card", name=op.f("uq_member_card")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
    )
    op.create_index(op.f("ix_member_changed_at"), "member", ["changed_at"], unique=False)
    op.create_index(op.f("ix_member_name"), "member", ["name"], unique=False)
    op.create_index(op.f("ix_member_phone"), "member", ["phone"], unique=False)
    op.create_table(
        "operator_role",
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "clerk",
                "manager",
                "treasurer",
                "chair",
                "auditor",
                "admin",
                "member",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_operator_role_operator_id")
        ),
        sa.PrimaryKeyConstraint("operator_id", "role", name=op.f("pk_operator_role")),
    )
    op.create_table(
        "posting",
        sa.Column("entry_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("till_id", columns.KeyColumn(), nullable=True),
        sa.Column("party_id", columns.KeyColumn(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.code"], name=op.f("fk_posting_account")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_posting_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_posting")),
    )
    op.create_index(
        "ix_posting_account", "posting", ["account", "entry_id", "amount"], unique=False
    )
    op.create_index(
        "ix_posting_member_id",
        "posting",
        ["member_id", "account", "amount"],
        unique=False,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_index(
        "ix_posting_party_id",
        "posting",
        ["party_id", "account", "amount"],
        unique=False,
        sqlite_where=sa.text("party_id IS NOT NULL"),
        postgresql_where=sa.text("party_id IS NOT NULL"),
    )
    op.create_index(
        "ix_posting_till_id",
        "posting",
        ["till_id", "account", "amount"],
        unique=False,
        sqlite_where=sa.text("till_id IS NOT NULL"),
        postgresql_where=sa.text("till_id IS NOT NULL"),
    )
    op.create_table(
        "practice_receipt",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_practice_receipt_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_receipt")),
    )
    op.create_index(
        op.f("ix_practice_receipt_created_at"), "practice_receipt", ["created_at"], unique=False
    )
    op.create_table(
        "price",
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "list",
            sa.Enum(
                "umum", "anggota", "grosir", "tempo", name="pricelist", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("least", columns.QuantityColumn(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("set_by", columns.KeyColumn(), nullable=True),
        sa.Column("set_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_price_pack_id")),
        sa.ForeignKeyConstraint(["set_by"], ["operator.id"], name=op.f("fk_price_set_by")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_price_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price")),
    )
    op.create_index("ix_price_pack_id", "price", ["pack_id", "list", "valid_from"], unique=False)
    op.create_index(op.f("ix_price_set_at"), "price", ["set_at"], unique=False)
    op.create_table(
        "printer",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("columns", sa.BigInteger(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("cutter", sa.Boolean(), nullable=False),
        sa.Column("drawer", sa.Boolean(), nullable=False),
        sa.Column("native_qr", sa.Boolean(), nullable=False),
        sa.Column("code_page", sa.Text(), nullable=False),
        sa.Column("double_byte", sa.Boolean(), nullable=False),
        sa.Column("density", sa.BigInteger(), nullable=True),
        sa.Column("answers", sa.Boolean(), nullable=True),
        sa.Column("paper_low", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_printer_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
    )
    op.create_index(op.f("ix_printer_till_id"), "printer", ["till_id"], unique=False)
    op.create_table(
        "promotion",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "percent",
                "amount",
                "price",
                "n_for",
                "buy_get",
                "mix",
                name="promotionkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("for_members", sa.Boolean(), nullable=False),
        sa.Column("percent", sa.BigInteger(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("free", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("created_by", columns.KeyColumn(), nullable=True),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["operator.id"], name=op.f("fk_promotion_created_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_promotion_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        sa.UniqueConstraint("number", name=op.f("uq_promotion_number")),
    )
    op.create_index(op.f("ix_promotion_changed_at"), "promotion", ["changed_at"], unique=False)
    op.create_index(op.f("ix_promotion_valid_to"), "promotion", ["valid_to"], unique=False)
    op.create_table(
        "provider_check",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("stated", columns.MoneyColumn(), nullable=False),
        sa.Column("booked", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("adjusted", sa.Boolean(), nullable=False),
        sa.Column("checked_by", columns.KeyColumn(), nullable=False),
        sa.Column("checked_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["operator.id"], name=op.f("fk_provider_check_checked_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_provider_check_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_check")),
    )
    op.create_index(
        "ix_provider_check_shop_id", "provider_check", ["shop_id", "checked_at"], unique=False
    )
    op.create_table(
        "provider_top_up",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "paid_from",
            sa.Enum("bank", "safe", name="paidfrom", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("entered_by", columns.KeyColumn(), nullable=False),
        sa.Column("entered_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["operator.id"], name=op.f("fk_provider_top_up_entered_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_provider_top_up_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_top_up")),
    )
    op.create_index(
        "ix_provider_top_up_shop_id", "provider_top_up", ["shop_id", "paid_on"], unique=False
    )
    op.create_table(
        "qris_settlement",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("row_number", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("paid_at", columns.InstantColumn(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("gross", columns.MoneyColumn(), nullable=False),
        sa.Column("fee", columns.MoneyColumn(), nullable=False),
        sa.Column("net", columns.MoneyColumn(), nullable=False),
        sa.Column("uploaded_by", columns.KeyColumn(), nullable=False),
        sa.Column("uploaded_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_qris_settlement_shop_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["operator.id"], name=op.f("fk_qris_settlement_uploaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qris_settlement")),
        sa.UniqueConstraint(
            "shop_id", "fingerprint", name=op.f("uq_qris_settlement_shop_id_fingerprint")
        ),
    )
    op.create_index(
        "ix_qris_settlement_shop_id_paid_on",
        "qris_settlement",
        ["shop_id", "paid_on"],
        unique=False,
    )
    op.create_table(
        "quick_key",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("picture_mark", sa.String(length=32), nullable=True),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_quick_key_pack_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_quick_key_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quick_key")),
        sa.UniqueConstraint("shop_id", "pack_id", name=op.f("uq_quick_key_shop_id_pack_id")),
    )
    op.create_index("ix_quick_key_picture_mark", "quick_key", ["picture_mark"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("set_by", columns.KeyColumn(), nullable=True),
        sa.Column("set_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["operator.id"], name=op.f("fk_setting_set_by")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_setting_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint(
            "key", "shop_id", "valid_from", name=op.f("uq_setting_key_shop_id_valid_from")
        ),
    )
    op.create_table(
        "shift",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("opened_at", columns.InstantColumn(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("float", columns.MoneyColumn(), nullable=False),
        sa.Column("closed_at", columns.InstantColumn(), nullable=True),
        sa.Column("closed_by", columns.KeyColumn(), nullable=True),
        sa.Column("counted", columns.MoneyColumn(), nullable=True),
        sa.Column("expected", columns.MoneyColumn(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["operator.id"], name=op.f("fk_shift_closed_by")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_shift_operator_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_shift_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_shift_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_till_id_opened_at", "shift", ["till_id", "opened_at"], unique=False)
    op.create_table(
        "voucher_batch",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("face", columns.MoneyColumn(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column(
            "paid_by",
            sa.Enum(
                "programme",
                "promotion",
                "safe",
                "bank",
                name="paidby",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by", columns.KeyColumn(), nullable=False),
        sa.Column("issued_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["operator.id"], name=op.f("fk_voucher_batch_issued_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_voucher_batch_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_batch")),
    )
    op.create_index("ix_voucher_batch_newest", "voucher_batch", ["issued_at", "id"], unique=False)
    op.create_table(
        "approval",
        sa.Column("document_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "discount",
                "price",
                "credit",
                "return",
                "void",
                "correction",
                "cash_out",
                "withdrawal",
                "drawer",
                "count",
                name="approvalaction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("pin", "code", "limit", name="approvalmethod", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("claimed_by", columns.KeyColumn(), nullable=True),
        sa.Column("grant_id", columns.KeyColumn(), nullable=True),
        sa.Column("requested_by", columns.KeyColumn(), nullable=False),
        sa.Column("requested_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["approval_grant.id"], name=op.f("fk_approval_grant_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["operator.id"], name=op.f("fk_approval_requested_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_approval_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_approval_till_id")),
        sa.PrimaryKeyConstraint("document_id", "action", name=op.f("pk_approval")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_approval_grant_id")),
    )
    op.create_index("ix_approval_requested_at", "approval", ["requested_at"], unique=False)
    op.create_table(
        "bon",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("customer_id", columns.KeyColumn(), nullable=True),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("instalments", sa.BigInteger(), nullable=False),
        sa.Column(
            "every",
            sa.Enum("week", "month", name="every", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("unit", sa.BigInteger(), nullable=False),
        sa.Column("last_due_on", sa.Date(), nullable=False),
        sa.Column("last_amount", columns.MoneyColumn(), nullable=False),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (customer_id IS NULL)", name=op.f("ck_bon_one_debtor")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_bon_customer_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_bon_member_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_bon_shop_id")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_bon")),
    )
    op.create_index(
        "ix_bon_customer_id_booked_on", "bon", ["customer_id", "booked_on"], unique=False
    )
    op.create_index("ix_bon_member_id_booked_on", "bon", ["member_id", "booked_on"], unique=False)
    op.create_table(
        "bon_payment",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("customer_id", columns.KeyColumn(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("paid_at", columns.InstantColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("rounding", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "tender",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("remaining", columns.MoneyColumn(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("coming", sa.JSON(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (customer_id IS NULL)", name=op.f("ck_bon_payment_one_debtor")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_bon_payment_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_bon_payment_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_bon_payment_operator_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_bon_payment_shift_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_bon_payment_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_bon_payment_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bon_payment")),
    )
    op.create_index(
        "ix_bon_payment_member_id", "bon_payment", ["member_id", "booked_on"], unique=False
    )
    op.create_index(
        "ix_bon_payment_newest", "bon_payment", ["booked_on", "paid_at", "id"], unique=False
    )
    op.create_index(op.f("ix_bon_payment_number"), "bon_payment", ["number"], unique=False)
    op.create_index(op.f("ix_bon_payment_shift_id"), "bon_payment", ["shift_id"], unique=False)
    op.create_table(
        "cash_move",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("in", "out", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "safe", "petty", "bank", "expense", name="purpose", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_at", columns.InstantColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_cash_move_operator_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_cash_move_shift_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_cash_move_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_cash_move_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_move")),
    )
    op.create_index(op.f("ix_cash_move_purpose"), "cash_move", ["purpose"], unique=False)
    op.create_index(
        "ix_cash_move_shift_id",
        "cash_move",
        ["shift_id", "direction", "purpose", "amount"],
        unique=False,
    )
    op.create_table(
        "document",
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale",
                "return",
                "cash_move",
                "drawer_opened",
                "bon_payment",
                "member_money",
                "tender_correction",
                "shift_open",
                "shift_close",
                name="documentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("series", sa.String(length=3), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("counter", sa.BigInteger(), nullable=True),
        sa.Column("cash", columns.MoneyColumn(), nullable=False),
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_document_shift_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_document_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_shift_id", "document", ["shift_id", "kind", "cash"], unique=False)
    op.create_index(
        "ix_document_till_id_counter_series",
        "document",
        ["till_id", "counter", "series"],
        unique=False,
    )
    op.create_index(
        "ix_document_till_id_series_sequence",
        "document",
        ["till_id", "series", "sequence"],
        unique=False,
    )
    op.create_table(
        "member_money",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "account",
            sa.Enum(
                "pokok", "wajib", "sukarela", "kasbon", name="account", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("in", "out", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("paid_at", columns.InstantColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "tender",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("balance", columns.MoneyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_money_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_member_money_operator_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_member_money_shift_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_member_money_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_member_money_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_money")),
    )
    op.create_index(
        "ix_member_money_member_id", "member_money", ["member_id", "booked_on"], unique=False
    )
    op.create_index(
        "ix_member_money_newest", "member_money", ["booked_on", "paid_at", "id"], unique=False
    )
    op.create_index(op.f("ix_member_money_number"), "member_money", ["number"], unique=False)
    op.create_index(op.f("ix_member_money_shift_id"), "member_money", ["shift_id"], unique=False)
    op.create_table(
        "patronage",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_patronage_member_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_patronage_shop_id")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_patronage")),
    )
    op.create_index(
        "ix_patronage_member_id_booked_on", "patronage", ["member_id", "booked_on"], unique=False
    )
    op.create_table(
        "print_job",
        sa.Column("printer_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "receipt", "copy", "drawer", "test", name="jobkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("copy_number", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "confirmed",
                "sent",
                "unknown",
                "expired",
                "cancelled",
                "parked",
                name="jobstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("doubts", sa.BigInteger(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("asked_at", columns.InstantColumn(), nullable=False),
        sa.Column("expires_at", columns.InstantColumn(), nullable=False),
        sa.Column("finished_at", columns.InstantColumn(), nullable=True),
        sa.Column(
            "trouble",
            sa.Enum(
                "unreachable",
                "paper_out",
                "offline",
                "silent",
                "interrupted",
                "forbidden",
                "unsupported",
                "cut_off",
                "undrawable",
                "too_late",
                name="jobtrouble",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printer.id"], name=op.f("fk_print_job_printer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("source", "copy_number", name=op.f("uq_print_job_source_copy_number")),
    )
    op.create_index(
        "ix_print_job_state_printer_id", "print_job", ["state", "printer_id"], unique=False
    )
    op.create_table(
        "promotion_pack",
        sa.Column("promotion_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_promotion_pack_pack_id")),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_pack_promotion_id")
        ),
        sa.PrimaryKeyConstraint("promotion_id", "pack_id", name=op.f("pk_promotion_pack")),
    )
    op.create_index(op.f("ix_promotion_pack_pack_id"), "promotion_pack", ["pack_id"], unique=False)
    op.create_table(
        "reversal",
        sa.Column("document_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sale",
                "return",
                "cash_move",
                "drawer_opened",
                "bon_payment",
                "member_money",
                "tender_correction",
                "shift_open",
                "shift_close",
                name="documentkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "remedy",
            sa.Enum(
                "move",
                "safe",
                "count",
                "bank",
                "never",
                "savings",
                name="remedy",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("to_member_id", columns.KeyColumn(), nullable=True),
        sa.Column("to_customer_id", columns.KeyColumn(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("reversed_at", columns.InstantColumn(), nullable=False),
        sa.Column("reversed_by", columns.KeyColumn(), nullable=False),
        sa.CheckConstraint(
            "to_member_id IS NULL OR to_customer_id IS NULL", name=op.f("ck_reversal_one_right_one")
        ),
        sa.ForeignKeyConstraint(
            ["reversed_by"], ["operator.id"], name=op.f("fk_reversal_reversed_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_reversal_shop_id")),
        sa.ForeignKeyConstraint(
            ["to_customer_id"], ["customer.id"], name=op.f("fk_reversal_to_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_member_id"], ["member.id"], name=op.f("fk_reversal_to_member_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reversal")),
    )
    op.create_table(
        "sale",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("series", sa.String(length=3), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("sold_at", columns.InstantColumn(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("total", columns.MoneyColumn(), nullable=False),
        sa.Column("rounding", columns.MoneyColumn(), nullable=False),
        sa.Column("kept_savings", columns.MoneyColumn(), nullable=False),
        sa.Column("kept_donation", columns.MoneyColumn(), nullable=False),
        sa.Column("vat", columns.MoneyColumn(), nullable=False),
        sa.Column("cost", columns.MoneyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_sale_member_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_sale_operator_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_sale_shift_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_sale_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_sale_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
    )
    op.create_index("ix_sale_newest", "sale", ["sold_on", "sold_at", "id"], unique=False)
    op.create_index(
        "ix_sale_newest_of_member", "sale", ["member_id", "sold_on", "sold_at", "id"], unique=False
    )
    op.create_index(
        "ix_sale_newest_of_shop", "sale", ["shop_id", "sold_on", "sold_at", "id"], unique=False
    )
    op.create_index("ix_sale_number", "sale", ["number"], unique=False)
    op.create_index("ix_sale_shift_id_total", "sale", ["shift_id", "total"], unique=False)
    op.create_index(
        "ix_sale_till_id_counter_series", "sale", ["till_id", "counter", "series"], unique=False
    )
    op.create_table(
        "shift_count",
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("denomination", columns.MoneyColumn(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_count_shift_id")),
        sa.PrimaryKeyConstraint("shift_id", "denomination", name=op.f("pk_shift_count")),
    )
    op.create_table(
        "shift_slip",
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("counted", columns.MoneyColumn(), nullable=False),
        sa.Column("booked", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_shift_slip_shift_id")),
        sa.PrimaryKeyConstraint("shift_id", "kind", name=op.f("pk_shift_slip")),
    )
    op.create_table(
        "voucher",
        sa.Column("batch_id", columns.KeyColumn(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["voucher_batch.id"], name=op.f("fk_voucher_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("batch_id", "serial", name=op.f("uq_voucher_batch_id_serial")),
        sa.UniqueConstraint("code", name=op.f("uq_voucher_code")),
    )
    op.create_table(
        "z_report",
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("document_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("made_at", columns.InstantColumn(), nullable=False),
        sa.Column("unsent", sa.BigInteger(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_z_report_operator_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_z_report_shift_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_z_report_till_id")),
        sa.PrimaryKeyConstraint("shift_id", name=op.f("pk_z_report")),
        sa.UniqueConstraint("till_id", "number", name=op.f("uq_z_report_till_id_number")),
    )
    op.create_table(
        "bank_deposit",
        sa.Column("cash_move_id", columns.KeyColumn(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("confirmed_by", columns.KeyColumn(), nullable=False),
        sa.Column("confirmed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_move_id"], ["cash_move.id"], name=op.f("fk_bank_deposit_cash_move_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["operator.id"], name=op.f("fk_bank_deposit_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("cash_move_id", name=op.f("pk_bank_deposit")),
    )
    op.create_table(
        "goods_return",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("sale_id", columns.KeyColumn(), nullable=True),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("series", sa.String(length=3), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("returned_at", columns.InstantColumn(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("received_at", columns.InstantColumn(), nullable=False),
        sa.Column("total", columns.MoneyColumn(), nullable=False),
        sa.Column("rounding", columns.MoneyColumn(), nullable=False),
        sa.Column("vat", columns.MoneyColumn(), nullable=False),
        sa.Column("cost", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_goods_return_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_goods_return_operator_id")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_goods_return_sale_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_goods_return_shift_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_goods_return_shop_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_goods_return_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_return")),
    )
    op.create_index(
        "ix_goods_return_newest", "goods_return", ["returned_on", "returned_at", "id"], unique=False
    )
    op.create_index(
        "ix_goods_return_newest_of_shop",
        "goods_return",
        ["shop_id", "returned_on", "returned_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_goods_return_number"), "goods_return", ["number"], unique=False)
    op.create_index(op.f("ix_goods_return_sale_id"), "goods_return", ["sale_id"], unique=False)
    op.create_index(op.f("ix_goods_return_shift_id"), "goods_return", ["shift_id"], unique=False)
    op.create_table(
        "late_paper",
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("entered_by", columns.KeyColumn(), nullable=False),
        sa.Column("entered_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["operator.id"], name=op.f("fk_late_paper_entered_by")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_late_paper_sale_id")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_late_paper_till_id")),
        sa.PrimaryKeyConstraint("sale_id", name=op.f("pk_late_paper")),
        sa.UniqueConstraint(
            "till_id", "sold_on", "paper", name=op.f("uq_late_paper_till_id_sold_on_paper")
        ),
    )
    op.create_index(op.f("ix_late_paper_entered_at"), "late_paper", ["entered_at"], unique=False)
    op.create_table(
        "qris_match",
        sa.Column("settlement_id", columns.KeyColumn(), nullable=False),
        sa.Column("payment", sa.Text(), nullable=False),
        sa.Column("sale_id", columns.KeyColumn(), nullable=True),
        sa.Column(
            "basis",
            sa.Enum("reference", "time", name="matchbasis", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("accepted_by", columns.KeyColumn(), nullable=False),
        sa.Column("accepted_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["operator.id"], name=op.f("fk_qris_match_accepted_by")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_qris_match_sale_id")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["qris_settlement.id"], name=op.f("fk_qris_match_settlement_id")
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_qris_match")),
        sa.UniqueConstraint("payment", name=op.f("uq_qris_match_payment")),
    )
    op.create_table(
        "sale_flag",
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "price",
                "amount",
                "rounding",
                "stock",
                "clock",
                "operator",
                "member",
                "number",
                "shift",
                "discount",
                "credit",
                "savings",
                "approval",
                "unconfirmed",
                "customer",
                "instalments",
                "container",
                "late_paper",
                "voucher",
                name="flagkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seen_at", columns.InstantColumn(), nullable=True),
        sa.Column("seen_by", columns.KeyColumn(), nullable=True),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_flag_sale_id")),
        sa.ForeignKeyConstraint(["seen_by"], ["operator.id"], name=op.f("fk_sale_flag_seen_by")),
        sa.PrimaryKeyConstraint("sale_id", "position", name=op.f("pk_sale_flag")),
    )
    op.create_index(
        "ix_sale_flag_unseen",
        "sale_flag",
        ["sale_id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.create_table(
        "sale_line",
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("base_quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("unit_price", columns.MoneyColumn(), nullable=False),
        sa.Column("discount", columns.MoneyColumn(), nullable=False),
        sa.Column("promotion_id", columns.KeyColumn(), nullable=True),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("cost", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goods",
                "package",
                "service",
                "container",
                name="productkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "vat_class",
            sa.Enum(
                "PPN",
                "PPN_BEBAS",
                "NON_BKP",
                "PPN_FEE_ONLY",
                name="vatclass",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("exchanged", sa.Boolean(), nullable=True),
        sa.Column("counts_for_patronage", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_sale_line_pack_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_sale_line_product_id")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_line_sale_id")),
        sa.PrimaryKeyConstraint("sale_id", "position", name=op.f("pk_sale_line")),
    )
    op.create_index("ix_sale_line_product_id", "sale_line", ["product_id"], unique=False)
    op.create_table(
        "sale_tender",
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("given", columns.MoneyColumn(), nullable=False),
        sa.Column("change", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("customer_id", columns.KeyColumn(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_sale_tender_customer_id")
        ),
        sa.ForeignKeyConstraint(["sale_id"], ["sale.id"], name=op.f("fk_sale_tender_sale_id")),
        sa.PrimaryKeyConstraint("sale_id", "position", name=op.f("pk_sale_tender")),
    )
    op.create_table(
        "tender_correction",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("till_id", columns.KeyColumn(), nullable=False),
        sa.Column("shift_id", columns.KeyColumn(), nullable=False),
        sa.Column("operator_id", columns.KeyColumn(), nullable=False),
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("corrected_at", columns.InstantColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_tender_correction_operator_id")
        ),
        sa.ForeignKeyConstraint(
            ["sale_id"], ["sale.id"], name=op.f("fk_tender_correction_sale_id")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shift.id"], name=op.f("fk_tender_correction_shift_id")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_tender_correction_shop_id")
        ),
        sa.ForeignKeyConstraint(
            ["till_id"], ["till.id"], name=op.f("fk_tender_correction_till_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender_correction")),
    )
    op.create_index(
        op.f("ix_tender_correction_sale_id"), "tender_correction", ["sale_id"], unique=False
    )
    op.create_table(
        "voucher_end",
        sa.Column("voucher_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("void", "lapsed", name="endkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("ended_by", columns.KeyColumn(), nullable=False),
        sa.Column("ended_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["operator.id"], name=op.f("fk_voucher_end_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_end_voucher_id")
        ),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_voucher_end")),
    )
    op.create_table(
        "corrected_tender",
        sa.Column("correction_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["tender_correction.id"],
            name=op.f("fk_corrected_tender_correction_id"),
        ),
        sa.PrimaryKeyConstraint("correction_id", "position", name=op.f("pk_corrected_tender")),
    )
    op.create_table(
        "return_flag",
        sa.Column("return_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "excess",
                "amount",
                "receipt",
                "void",
                "rounding",
                "operator",
                "member",
                "shift",
                "number",
                "clock",
                name="returnflagkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seen_at", columns.InstantColumn(), nullable=True),
        sa.Column("seen_by", columns.KeyColumn(), nullable=True),
        sa.ForeignKeyConstraint(
            ["return_id"], ["goods_return.id"], name=op.f("fk_return_flag_return_id")
        ),
        sa.ForeignKeyConstraint(["seen_by"], ["operator.id"], name=op.f("fk_return_flag_seen_by")),
        sa.PrimaryKeyConstraint("return_id", "position", name=op.f("pk_return_flag")),
    )
    op.create_index(
        "ix_return_flag_unseen",
        "return_flag",
        ["return_id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.create_table(
        "return_line",
        sa.Column("return_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sale_id", columns.KeyColumn(), nullable=True),
        sa.Column("sale_position", sa.BigInteger(), nullable=True),
        sa.Column("product_id", columns.KeyColumn(), nullable=False),
        sa.Column("pack_id", columns.KeyColumn(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("base_quantity", columns.QuantityColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("share", columns.MoneyColumn(), nullable=False),
        sa.Column("cost", columns.MoneyColumn(), nullable=False),
        sa.Column("vat", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goods",
                "package",
                "service",
                "container",
                name="productkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("back_on_shelf", sa.Boolean(), nullable=False),
        sa.Column("counts_for_patronage", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_return_line_pack_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_return_line_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["goods_return.id"], name=op.f("fk_return_line_return_id")
        ),
        sa.ForeignKeyConstraint(
            ["sale_id", "sale_position"],
            ["sale_line.sale_id", "sale_line.position"],
            name=op.f("fk_return_line_sale_id_sale_position"),
        ),
        sa.PrimaryKeyConstraint("return_id", "position", name=op.f("pk_return_line")),
    )
    op.create_index(
        "ix_return_line_sale_id", "return_line", ["sale_id", "sale_position"], unique=False
    )
    op.create_table(
        "return_refund",
        sa.Column("return_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "qris",
                "transfer",
                "kasbon",
                "savings",
                "voucher",
                name="tenderkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["goods_return.id"], name=op.f("fk_return_refund_return_id")
        ),
        sa.PrimaryKeyConstraint("return_id", "position", name=op.f("pk_return_refund")),
    )
    op.create_table(
        "service_state",
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("pending", "success", "failed", name="state", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("token", sa.String(length=100), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_by", columns.KeyColumn(), nullable=False),
        sa.Column("noted_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["operator.id"], name=op.f("fk_service_state_noted_by")
        ),
        sa.ForeignKeyConstraint(
            ["sale_id", "position"],
            ["sale_line.sale_id", "sale_line.position"],
            name=op.f("fk_service_state_sale_id_position"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_state")),
    )
    op.create_index(
        "ix_service_state_sale_id",
        "service_state",
        ["sale_id", "position", "noted_at"],
        unique=False,
    )
    op.create_table(
        "voucher_use",
        sa.Column("voucher_id", columns.KeyColumn(), nullable=False),
        sa.Column("sale_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("booked_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sale_id", "position"],
            ["sale_tender.sale_id", "sale_tender.position"],
            name=op.f("fk_voucher_use_sale_id_position"),
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_use_voucher_id")
        ),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_voucher_use")),
    )
    op.create_index("ix_voucher_use_sale_id", "voucher_use", ["sale_id", "position"], unique=False)
    protect("approval", [("document_id", "action"), ("grant_id",)])
    protect("approval_grant", [("id",)])
    protect("approval_review", [("document_id", "action")])
    protect("audit_record", [("id",)])
    protect("bank_deposit", [("cash_move_id",)])
    protect("bon", [("source",)])
    protect("bon_payment", [("id",)])
    protect("cash_move", [("id",)])
    protect("corrected_tender", [("correction_id", "position")])
    protect("document", [("id",)])
    protect("empty_count", [("id",)])
    protect("former_link_key", [("id",), ("key",)])
    protect("goods_return", [("id",)])
    protect("journal_entry", [("id",), ("shop_id", "number"), ("source",)])
    protect("late_paper", [("sale_id",), ("till_id", "sold_on", "paper")])
    protect("member_money", [("id",)])
    protect("patronage", [("source",)])
    protect("posting", [("entry_id", "position")])
    protect("provider_check", [("id",)])
    protect("provider_top_up", [("id",)])
    protect("qris_match", [("settlement_id",), ("payment",)])
    protect("qris_settlement", [("id",), ("shop_id", "fingerprint")])
    protect("return_line", [("return_id", "position")])
    protect("return_refund", [("return_id", "position")])
    protect("reversal", [("document_id",)])
    protect("sale", [("id",)])
    protect("sale_line", [("sale_id", "position")])
    protect("sale_tender", [("sale_id", "position")])
    protect("service_state", [("id",)])
    protect("shift_count", [("shift_id", "denomination")])
    protect("shift_slip", [("shift_id", "kind")])
    protect("stock_move", [("shop_id", "product_id", "number")])
    protect("tender_correction", [("id",)])
    protect("voucher", [("id",), ("batch_id", "serial"), ("code",)])
    protect("voucher_batch", [("id",)])
    protect("voucher_end", [("voucher_id",)])
    protect("voucher_use", [("voucher_id",)])
    protect("z_report", [("shift_id",), ("till_id", "number")])
