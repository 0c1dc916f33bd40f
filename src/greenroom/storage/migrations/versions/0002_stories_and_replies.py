"""The framework that a story's principles belong to, and the replies that a take was followed by."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("stories") as table:
        table.add_column(sa.Column("framework", sa.Text, nullable=False, server_default="amazon"))
    with op.batch_alter_table("takes") as table:
        table.add_column(sa.Column("replies", sa.JSON, nullable=True))
