"""What belongs to a recording beside its sound (when parts begin, its length, its transcript), and loops of several rehearsals."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "utterances",
        sa.Column("rehearsal_id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("taps", sa.JSON, nullable=False),
        sa.Column("lengths", sa.JSON, nullable=False),
        sa.Column("transcript", sa.JSON),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("rehearsal_id", "turn", name="pk_utterances"),
        sa.ForeignKeyConstraint(["rehearsal_id"], ["rehearsals.id"], name="fk_utterances_rehearsal_id", ondelete="CASCADE"),
    )
    op.create_table(
        "loops",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_loops"),
    )
    op.create_index("ix_loops_updated", "loops", ["updated"])
