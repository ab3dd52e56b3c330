"""Member money"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core import columns
from core.ids import new_id
from migrations.append_only import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("funder", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "pot",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("paket", "arisan", "lain", name="potkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("weekly", columns.MoneyColumn(), nullable=True),
        sa.Column("target", columns.MoneyColumn(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_pot_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pot")),
    )
    op.create_table(
        "debt_provision",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_debt_provision_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_debt_provision_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_provision")),
    )
    op.create_index(
        op.f("ix_debt_provision_recorded_at"), "debt_provision", ["recorded_at"], unique=False
    )
    op.create_index(op.f("ix_debt_provision_shop_id"), "debt_provision", ["shop_id"], unique=False)
    op.create_table(
        "grant_received",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", columns.KeyColumn(), nullable=True),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "tunai",
                "bank",
                "peralatan",
                "perlengkapan",
                name="grantform",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_grant_received_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_grant_received_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_grant_received_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_received")),
        sa.UniqueConstraint("number", name=op.f("uq_grant_received_number")),
    )
    op.create_index(
        op.f("ix_grant_received_booked_on"), "grant_received", ["booked_on"], unique=False
    )
    op.create_index(
        op.f("ix_grant_received_programme_id"), "grant_received", ["programme_id"], unique=False
    )
    op.create_table(
        "interest_run",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("interest", columns.MoneyColumn(), nullable=False),
        sa.Column("tax", columns.MoneyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_interest_run_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_run")),
        sa.UniqueConstraint("month", "attempt", name=op.f("uq_interest_run_month_attempt")),
    )
    op.create_table(
        "meeting",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("rat", "rapat_luar_biasa", name="meetingkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("quorum", sa.BigInteger(), nullable=False),
        sa.Column("second_quorum", sa.BigInteger(), nullable=False),
        sa.Column("called_at", columns.InstantColumn(), nullable=False),
        sa.Column("called_by", columns.KeyColumn(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", columns.InstantColumn(), nullable=True),
        sa.Column("second_call_at", columns.InstantColumn(), nullable=True),
        sa.Column("closed_at", columns.InstantColumn(), nullable=True),
        sa.Column("chaired_by", sa.Text(), nullable=False),
        sa.Column("minutes_by", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["called_by"], ["operator.id"], name=op.f("fk_meeting_called_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("number", name=op.f("uq_meeting_number")),
    )
    op.create_index(op.f("ix_meeting_held_on"), "meeting", ["held_on"], unique=False)
    op.create_table(
        "opening",
        sa.Column("cut_over", sa.Date(), nullable=False),
        sa.Column("started_at", columns.InstantColumn(), nullable=False),
        sa.Column("started_by", columns.KeyColumn(), nullable=True),
        sa.Column("posted_at", columns.InstantColumn(), nullable=True),
        sa.Column("posted_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["posted_by"], ["operator.id"], name=op.f("fk_opening_posted_by")),
        sa.ForeignKeyConstraint(
            ["started_by"], ["operator.id"], name=op.f("fk_opening_started_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint("cut_over", name=op.f("uq_opening_cut_over")),
    )
    op.create_table(
        "period_close",
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("closed_at", columns.InstantColumn(), nullable=False),
        sa.Column("closed_by", columns.KeyColumn(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["operator.id"], name=op.f("fk_period_close_closed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_close")),
        sa.UniqueConstraint("through", name=op.f("uq_period_close_through")),
    )
    op.create_table(
        "surplus_lapse",
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_surplus_lapse_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_lapse")),
    )
    op.create_table(
        "surplus_run",
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("corrects_id", columns.KeyColumn(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "withdrawn",
                "ratified",
                "posted",
                name="runstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("surplus", columns.MoneyColumn(), nullable=False),
        sa.Column("member_surplus", columns.MoneyColumn(), nullable=False),
        sa.Column("other_surplus", columns.MoneyColumn(), nullable=False),
        sa.Column("payout_remainder", columns.MoneyColumn(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", columns.InstantColumn(), nullable=False),
        sa.Column("proposed_by", columns.KeyColumn(), nullable=False),
        sa.Column("ratified_at", columns.InstantColumn(), nullable=True),
        sa.Column("ratified_by", columns.KeyColumn(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("posted_at", columns.InstantColumn(), nullable=True),
        sa.Column("posted_by", columns.KeyColumn(), nullable=True),
        sa.Column("withdrawn_at", columns.InstantColumn(), nullable=True),
        sa.Column("withdrawn_by", columns.KeyColumn(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.CheckConstraint(
            "ratified_by IS NULL OR ratified_by <> proposed_by",
            name=op.f("ck_surplus_run_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["surplus_run.id"], name=op.f("fk_surplus_run_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["posted_by"], ["operator.id"], name=op.f("fk_surplus_run_posted_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["operator.id"], name=op.f("fk_surplus_run_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["ratified_by"], ["operator.id"], name=op.f("fk_surplus_run_ratified_by")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["operator.id"], name=op.f("fk_surplus_run_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surplus_run")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_surplus_run_year_number")),
    )
    op.create_index(
        "uq_surplus_run_one_open",
        "surplus_run",
        ["year"],
        unique=True,
        sqlite_where=sa.text("state IN ('proposed', 'ratified')"),
        postgresql_where=sa.text("state IN ('proposed', 'ratified')"),
    )
    op.create_index(
        "uq_surplus_run_one_posted",
        "surplus_run",
        ["year"],
        unique=True,
        sqlite_where=sa.text("state = 'posted' AND corrects_id IS NULL"),
        postgresql_where=sa.text("state = 'posted' AND corrects_id IS NULL"),
    )
    op.create_table(
        "activation_code",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", columns.InstantColumn(), nullable=False),
        sa.Column("expires_at", columns.InstantColumn(), nullable=False),
        sa.Column("made_by", columns.KeyColumn(), nullable=True),
        sa.Column("till_id", columns.KeyColumn(), nullable=True),
        sa.Column("used_at", columns.InstantColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["operator.id"], name=op.f("fk_activation_code_made_by")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_activation_code_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_activation_code_code_hash")),
    )
    op.create_index(
        op.f("ix_activation_code_member_id"), "activation_code", ["member_id"], unique=False
    )
    op.create_table(
        "attendance",
        sa.Column("meeting_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("came_at", columns.InstantColumn(), nullable=False),
        sa.Column("noted_by", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_attendance_member_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["operator.id"], name=op.f("fk_attendance_noted_by")),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_member_id"), "attendance", ["member_id"], unique=False)
    op.create_table(
        "authorised_buyer",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_authorised_buyer_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorised_buyer")),
        sa.UniqueConstraint("card", name=op.f("uq_authorised_buyer_card")),
    )
    op.create_index(
        op.f("ix_authorised_buyer_member_id"), "authorised_buyer", ["member_id"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", columns.InstantColumn(), nullable=False),
        sa.Column("by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["operator.id"], name=op.f("fk_consent_by")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_member_id", "consent", ["member_id", "purpose"], unique=False)
    op.create_table(
        "debt_write_off",
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("customer_id", columns.KeyColumn(), nullable=True),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", columns.InstantColumn(), nullable=False),
        sa.Column("proposed_by", columns.KeyColumn(), nullable=False),
        sa.Column("decided_at", columns.InstantColumn(), nullable=True),
        sa.Column("decided_by", columns.KeyColumn(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (customer_id IS NULL)",
            name=op.f("ck_debt_write_off_one_debtor"),
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by",
            name=op.f("ck_debt_write_off_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_debt_write_off_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["operator.id"], name=op.f("fk_debt_write_off_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_debt_write_off_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["operator.id"], name=op.f("fk_debt_write_off_proposed_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_debt_write_off_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_write_off")),
    )
    op.create_index(
        op.f("ix_debt_write_off_customer_id"), "debt_write_off", ["customer_id"], unique=False
    )
    op.create_index(
        op.f("ix_debt_write_off_member_id"), "debt_write_off", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_debt_write_off_proposed_at"), "debt_write_off", ["proposed_at"], unique=False
    )
    op.create_table(
        "due",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("made_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_due_member_id")),
        sa.PrimaryKeyConstraint("member_id", "month", name=op.f("pk_due")),
    )
    op.create_index(op.f("ix_due_month"), "due", ["month"], unique=False)
    op.create_table(
        "due_relief",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_due_relief_member_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_due_relief_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_relief")),
    )
    op.create_index(op.f("ix_due_relief_member_id"), "due_relief", ["member_id"], unique=False)
    op.create_table(
        "grant_release",
        sa.Column("grant_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "released_to",
            sa.Enum(
                "hibah", "penyertaan", "dipakai", name="releasedto", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant_received.id"], name=op.f("fk_grant_release_grant_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_grant_release_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_release")),
    )
    op.create_index(op.f("ix_grant_release_grant_id"), "grant_release", ["grant_id"], unique=False)
    op.create_table(
        "heir",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.InstantColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_heir_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heir")),
    )
    op.create_index(op.f("ix_heir_member_id"), "heir", ["member_id"], unique=False)
    op.create_table(
        "interest_share",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("rupiah_days", sa.BigInteger(), nullable=False),
        sa.Column("interest", columns.MoneyColumn(), nullable=False),
        sa.Column("tax", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_interest_share_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["interest_run.id"], name=op.f("fk_interest_share_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "member_id", name=op.f("pk_interest_share")),
    )
    op.create_index(
        op.f("ix_interest_share_member_id"), "interest_share", ["member_id"], unique=False
    )
    op.create_table(
        "interest_undone",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_interest_undone_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["interest_run.id"], name=op.f("fk_interest_undone_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_undone")),
        sa.UniqueConstraint("run_id", name=op.f("uq_interest_undone_run_id")),
    )
    op.create_table(
        "meeting_invitation",
        sa.Column("meeting_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("told_at", columns.InstantColumn(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_invitation_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_meeting_invitation_member_id")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_meeting_invitation")),
    )
    op.create_index(
        op.f("ix_meeting_invitation_member_id"), "meeting_invitation", ["member_id"], unique=False
    )
    op.create_table(
        "member_access",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("locked_until", columns.InstantColumn(), nullable=True),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_access_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_access")),
    )
    op.create_table(
        "member_photo",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_photo_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_photo")),
    )
    op.create_table(
        "member_programme",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("programme_id", columns.KeyColumn(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_programme_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_member_programme_programme_id")
        ),
        sa.PrimaryKeyConstraint("member_id", "programme_id", name=op.f("pk_member_programme")),
    )
    op.create_index(
        op.f("ix_member_programme_programme_id"), "member_programme", ["programme_id"], unique=False
    )
    op.create_table(
        "member_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("made_at", columns.InstantColumn(), nullable=False),
        sa.Column("seen_at", columns.InstantColumn(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("expires_at", columns.InstantColumn(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_session_member_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_member_session")),
    )
    op.create_index(
        op.f("ix_member_session_expires_at"), "member_session", ["expires_at"], unique=False
    )
    op.create_index(
        op.f("ix_member_session_member_id"), "member_session", ["member_id"], unique=False
    )
    op.create_table(
        "motion",
        sa.Column("meeting_id", columns.KeyColumn(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "umum",
                "shu",
                "shu_hangus",
                "tutup_rugi",
                name="motionkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("in_favour", sa.BigInteger(), nullable=True),
        sa.Column("against", sa.BigInteger(), nullable=True),
        sa.Column("abstained", sa.BigInteger(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=True),
        sa.Column("counted_at", columns.InstantColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_motion_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_motion_meeting_id_position")),
    )
    op.create_table(
        "office_money",
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "account",
            sa.Enum(
                "pokok",
                "wajib",
                "sukarela",
                "kasbon",
                "penyertaan",
                "titipan",
                "shu",
                "keluar",
                name="account",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("pot_id", columns.KeyColumn(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("in", "out", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "paid_by",
            sa.Enum(
                "tunai",
                "bank",
                "sukarela",
                "kasbon",
                "donasi",
                "program",
                "shu",
                name="paidby",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("balance", columns.MoneyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_office_money_member_id")
        ),
        sa.ForeignKeyConstraint(["pot_id"], ["pot.id"], name=op.f("fk_office_money_pot_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_office_money_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_office_money_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_money")),
        sa.UniqueConstraint("counter", name=op.f("uq_office_money_counter")),
        sa.UniqueConstraint("number", name=op.f("uq_office_money_number")),
    )
    op.create_index(op.f("ix_office_money_batch"), "office_money", ["batch"], unique=False)
    op.create_index(
        "ix_office_money_member_id", "office_money", ["member_id", "booked_on"], unique=False
    )
    op.create_index(
        "ix_office_money_newest", "office_money", ["booked_on", "recorded_at", "id"], unique=False
    )
    op.create_index(op.f("ix_office_money_pot_id"), "office_money", ["pot_id"], unique=False)
    op.create_table(
        "opening_account",
        sa.Column("opening_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["account.code"], name=op.f("fk_opening_account_account")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_account_opening_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_opening_account_shop_id")),
        sa.PrimaryKeyConstraint(
            "opening_id", "shop_id", "account", name=op.f("pk_opening_account")
        ),
    )
    op.create_table(
        "opening_bon",
        sa.Column("opening_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_opening_bon_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_bon_opening_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_opening_bon_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_bon")),
    )
    op.create_index(op.f("ix_opening_bon_member_id"), "opening_bon", ["member_id"], unique=False)
    op.create_index(op.f("ix_opening_bon_opening_id"), "opening_bon", ["opening_id"], unique=False)
    op.create_table(
        "opening_member",
        sa.Column("opening_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("pokok", columns.MoneyColumn(), nullable=False),
        sa.Column("wajib", columns.MoneyColumn(), nullable=False),
        sa.Column("sukarela", columns.MoneyColumn(), nullable=False),
        sa.Column("unpaid_shu", columns.MoneyColumn(), nullable=False),
        sa.Column("purchases", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_opening_member_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_member_opening_id")
        ),
        sa.PrimaryKeyConstraint("opening_id", "member_id", name=op.f("pk_opening_member")),
    )
    op.create_index(
        op.f("ix_opening_member_member_id"), "opening_member", ["member_id"], unique=False
    )
    op.create_table(
        "opening_month_end",
        sa.Column("opening_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("month_end", sa.Date(), nullable=False),
        sa.Column("shares", columns.MoneyColumn(), nullable=False),
        sa.Column("sukarela", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_opening_month_end_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_month_end_opening_id")
        ),
        sa.PrimaryKeyConstraint(
            "opening_id", "member_id", "month_end", name=op.f("pk_opening_month_end")
        ),
    )
    op.create_index(
        op.f("ix_opening_month_end_member_id"), "opening_month_end", ["member_id"], unique=False
    )
    op.create_table(
        "opening_party",
        sa.Column("opening_id", columns.KeyColumn(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("pemasok", "penitip", name="partykind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("party_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_party_opening_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_opening_party_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_party")),
    )
    op.create_index(
        op.f("ix_opening_party_opening_id"), "opening_party", ["opening_id"], unique=False
    )
    op.create_table(
        "participation",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=True),
        sa.Column("programme_id", columns.KeyColumn(), nullable=True),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "paid_by",
            sa.Enum(
                "tunai",
                "bank",
                "sukarela",
                "kasbon",
                "donasi",
                "program",
                "shu",
                name="paidby",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("batch", columns.KeyColumn(), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_participation_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_participation_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_participation_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_participation_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("number", name=op.f("uq_participation_number")),
    )
    op.create_index(op.f("ix_participation_batch"), "participation", ["batch"], unique=False)
    op.create_index(
        op.f("ix_participation_booked_on"), "participation", ["booked_on"], unique=False
    )
    op.create_index(
        op.f("ix_participation_member_id"), "participation", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_participation_programme_id"), "participation", ["programme_id"], unique=False
    )
    op.create_table(
        "printed_card",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("card", sa.String(length=40), nullable=False),
        sa.Column("printed_at", columns.InstantColumn(), nullable=False),
        sa.Column("printed_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_printed_card_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["printed_by"], ["operator.id"], name=op.f("fk_printed_card_printed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_card")),
    )
    op.create_index(
        "ix_printed_card_member_id", "printed_card", ["member_id", "card"], unique=False
    )
    op.create_table(
        "sealed_identity",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", columns.InstantColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_sealed_identity_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_sealed_identity")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_sealed_identity_fingerprint")),
    )
    op.create_table(
        "status_change",
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
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
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_status_change_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_status_change_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(
        op.f("ix_status_change_holds_from"), "status_change", ["holds_from"], unique=False
    )
    op.create_index(
        "ix_status_change_member_id", "status_change", ["member_id", "holds_from"], unique=False
    )
    op.create_table(
        "surplus_pool",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["surplus_run.id"], name=op.f("fk_surplus_pool_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "code", name=op.f("pk_surplus_pool")),
    )
    op.create_table(
        "surplus_share",
        sa.Column("run_id", columns.KeyColumn(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("patronage", sa.BigInteger(), nullable=False),
        sa.Column("capital", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("by_patronage", columns.MoneyColumn(), nullable=False),
        sa.Column("by_capital", columns.MoneyColumn(), nullable=False),
        sa.Column("total", columns.MoneyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_surplus_share_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["surplus_run.id"], name=op.f("fk_surplus_share_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_surplus_share")),
    )
    op.create_index("ix_surplus_share_member_id", "surplus_share", ["member_id"], unique=False)
    op.create_table(
        "debt_recovery",
        sa.Column("write_off_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "paid_by",
            sa.Enum(
                "tunai",
                "bank",
                "sukarela",
                "kasbon",
                "donasi",
                "program",
                "shu",
                name="paidby",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=False),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_debt_recovery_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_debt_recovery_shop_id")),
        sa.ForeignKeyConstraint(
            ["write_off_id"], ["debt_write_off.id"], name=op.f("fk_debt_recovery_write_off_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debt_recovery")),
    )
    op.create_index(
        op.f("ix_debt_recovery_write_off_id"), "debt_recovery", ["write_off_id"], unique=False
    )
    op.create_table(
        "office_money_undone",
        sa.Column("of_id", columns.KeyColumn(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_id"], ["office_money.id"], name=op.f("fk_office_money_undone_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_office_money_undone_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_money_undone")),
        sa.UniqueConstraint("of_id", name=op.f("uq_office_money_undone_of_id")),
    )
    op.create_table(
        "participation_return",
        sa.Column("participation_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column(
            "paid_by",
            sa.Enum(
                "tunai",
                "bank",
                "sukarela",
                "kasbon",
                "donasi",
                "program",
                "shu",
                name="paidby",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_participation_return_participation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_participation_return_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation_return")),
    )
    op.create_index(
        op.f("ix_participation_return_participation_id"),
        "participation_return",
        ["participation_id"],
        unique=False,
    )
    op.create_table(
        "settlement",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("shop_id", columns.KeyColumn(), nullable=False),
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
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("pokok", columns.MoneyColumn(), nullable=False),
        sa.Column("wajib", columns.MoneyColumn(), nullable=False),
        sa.Column("sukarela", columns.MoneyColumn(), nullable=False),
        sa.Column("pots", columns.MoneyColumn(), nullable=False),
        sa.Column("shu", columns.MoneyColumn(), nullable=False),
        sa.Column("credit", columns.MoneyColumn(), nullable=False),
        sa.Column("fee", columns.MoneyColumn(), nullable=False),
        sa.Column("net", columns.MoneyColumn(), nullable=False),
        sa.Column("heir_id", columns.KeyColumn(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(["heir_id"], ["heir.id"], name=op.f("fk_settlement_heir_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_settlement_member_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_settlement_recorded_by")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_settlement_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("number", name=op.f("uq_settlement_number")),
    )
    op.create_index(op.f("ix_settlement_member_id"), "settlement", ["member_id"], unique=False)
    op.create_index(op.f("ix_settlement_settled_on"), "settlement", ["settled_on"], unique=False)
    op.create_table(
        "settlement_transfer",
        sa.Column("settlement_id", columns.KeyColumn(), nullable=False),
        sa.Column("member_id", columns.KeyColumn(), nullable=False),
        sa.Column("amount", columns.MoneyColumn(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", columns.InstantColumn(), nullable=False),
        sa.Column("recorded_by", columns.KeyColumn(), nullable=True),
        sa.Column("id", columns.KeyColumn(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_settlement_transfer_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["operator.id"], name=op.f("fk_settlement_transfer_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_settlement_transfer_settlement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_transfer")),
    )
    op.create_index(
        op.f("ix_settlement_transfer_member_id"), "settlement_transfer", ["member_id"], unique=False
    )
    op.create_index(
        op.f("ix_settlement_transfer_settlement_id"),
        "settlement_transfer",
        ["settlement_id"],
        unique=False,
    )
    op.add_column("member", sa.Column("village", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "member", sa.Column("district", sa.String(length=8), server_default="", nullable=False)
    )
    op.add_column(
        "member", sa.Column("regency", sa.String(length=5), server_default="", nullable=False)
    )
    op.add_column("member", sa.Column("birth_place", sa.Text(), server_default="", nullable=False))
    op.add_column("member", sa.Column("birth_date", sa.Date(), nullable=True))
    op.add_column(
        "member",
        sa.Column(
            "sex",
            sa.Enum("perempuan", "laki_laki", name="sex", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("member", sa.Column("occupation", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "member",
        sa.Column(
            "migrant",
            sa.Enum(
                "purna_pmi",
                "calon_pmi",
                "keluarga",
                "bukan",
                name="migrant",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column(
        "member", sa.Column("destination", sa.String(length=2), server_default="", nullable=False)
    )
    op.add_column("member", sa.Column("admitted_by", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_member_regency"), "member", ["regency"], unique=False)
    op.drop_index(op.f("ix_patronage_member_id_booked_on"), table_name="patronage")
    op.create_index(
        "ix_patronage_member_id_booked_on",
        "patronage",
        ["member_id", "booked_on", "amount"],
        unique=False,
    )
    protect("attendance", [("meeting_id", "member_id")])
    protect("consent", [("id",)])
    protect("debt_provision", [("id",)])
    protect("debt_recovery", [("id",)])
    protect("due", [("member_id", "month")])
    protect("due_relief", [("id",)])
    protect("grant_received", [("id",), ("number",)])
    protect("grant_release", [("id",)])
    protect("interest_run", [("id",), ("month", "attempt")])
    protect("interest_share", [("run_id", "member_id")])
    protect("interest_undone", [("id",), ("run_id",)])
    protect("office_money", [("id",), ("counter",), ("number",)])
    protect("office_money_undone", [("id",), ("of_id",)])
    protect("participation", [("id",), ("number",)])
    protect("participation_return", [("id",)])
    protect("period_close", [("id",), ("through",)])
    protect("printed_card", [("id",)])
    protect("settlement", [("id",), ("number",)])
    protect("settlement_transfer", [("id",)])
    protect("status_change", [("id",)])
    protect("surplus_lapse", [("id",)])
    protect("surplus_pool", [("run_id", "code")])
    protect("surplus_share", [("run_id", "number")])
    _know_pots()
    _tell_what_members_are()


def _know_pots() -> None:
    op.execute(
        "INSERT INTO account (code, name, kind) "
        "SELECT '2-1421', 'Titipan bertujuan anggota', 'liability' "
        "WHERE EXISTS (SELECT 1 FROM account)"
    )
    op.execute("UPDATE account SET name = 'Voucher' WHERE code = '2-1420'")
    op.execute(
        "INSERT INTO account (code, name, kind) "
        "SELECT '6-2020', 'Beban penyisihan piutang', 'expense' "
        "WHERE EXISTS (SELECT 1 FROM account)"
    )


def _tell_what_members_are() -> None:
    """Every member has been what she is since the day she joined: nothing older is known."""
    member = sa.table(
        "member",
        sa.column("id", columns.KeyColumn()),
        sa.column("status", sa.String()),
        sa.column("joined_on", sa.Date()),
        sa.column("created_at", columns.InstantColumn()),
    )
    change = sa.table(
        "status_change",
        sa.column("id", columns.KeyColumn()),
        sa.column("member_id", columns.KeyColumn()),
        sa.column("status", sa.String()),
        sa.column("holds_from", sa.Date()),
        sa.column("reason", sa.Text()),
        sa.column("decided_by", sa.Text()),
        sa.column("recorded_at", columns.InstantColumn()),
    )
    bind = op.get_bind()
    rows = [
        {
            "id": new_id(),
            "member_id": row.id,
            "status": row.status,
            "holds_from": row.joined_on,
            "reason": "",
            "decided_by": "",
            "recorded_at": row.created_at,
        }
        for row in bind.execute(sa.select(member))
    ]
    if rows:
        bind.execute(sa.insert(change), rows)
