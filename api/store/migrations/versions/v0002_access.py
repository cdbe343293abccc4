"""Several users: e-mail addresses, invitations, API tokens, and counts for the rate limits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Columns are added as they are, never by making a table anew: SQLite would empty the tables that
# refer to it.
_ADDED = (
    ("users", sa.Column("email", sa.String(255), nullable=False, server_default="")),
    ("sessions", sa.Column("id_token", sa.Text(), nullable=False, server_default="")),
    ("log", sa.Column("token_id", sa.String(32), nullable=False, server_default="")),
)
_INDEXES = (
    ("users", "email"),
    ("tokens", "user_id"),
    ("invitations", "email"),
    ("rates", "ends"),
)


def upgrade() -> None:
    """Go from 0001 to 0002."""
    for table, column in _ADDED:
        op.add_column(table, column)
    _tokens()
    _invitations()
    _rates()
    for table, name in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def downgrade() -> None:
    """Go back."""
    for table, name in reversed(_INDEXES):
        op.drop_index(op.f(f"ix_{table}_{name}"), table)
    for table in ("rates", "invitations", "tokens"):
        op.drop_table(table)
    for table, column in reversed(_ADDED):
        op.drop_column(table, column.name)


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=True),
        _refers("tokens", "case_id", "cases"),
        _refers("tokens", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("hash", name=op.f("uq_tokens_hash")),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        _refers("invitations", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("case_id", "email", name=op.f("uq_invitations_case_id")),
    )


def _rates() -> None:
    op.create_table(
        "rates",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("stretch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "stretch", name=op.f("pk_rates")),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
