"""When each analysis was last asked for, so that those that nobody needs can go."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LONG_AGO = "2000-01-01 00:00:00"


def upgrade() -> None:
    """Go from 0002 to 0003. What is there counts as asked for long ago, and can be done again."""
    asked = sa.Column("asked", sa.DateTime(timezone=True), nullable=False, server_default=_LONG_AGO)
    op.add_column("analyses", asked)


def downgrade() -> None:
    """Go back."""
    op.drop_column("analyses", "asked")
