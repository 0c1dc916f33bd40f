"""The first schema."""
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA application_id = 1196576338")
    op.create_table(
        "stories",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sections", sa.JSON),
        sa.Column("principles", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_updated", "stories", ["updated"])
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("session", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rehearsals"),
    )
    op.create_index("ix_rehearsals_updated", "rehearsals", ["updated"])
    op.create_table(
        "takes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("story_id", sa.Text),
        sa.Column("rehearsal_id", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("question", sa.Text),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("framework", sa.Text, nullable=False),
        sa.Column("rating", sa.JSON, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_takes"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_takes_story_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["rehearsal_id"], ["rehearsals.id"], name="fk_takes_rehearsal_id", ondelete="SET NULL"),
    )
    for column in ("story_id", "rehearsal_id", "created"):
        op.create_index(f"ix_takes_{column}", "takes", [column])
    op.create_table(
        "segments",
        sa.Column("rehearsal_id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("mime", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("rehearsal_id", "turn", "number", name="pk_segments"),
        sa.ForeignKeyConstraint(["rehearsal_id"], ["rehearsals.id"], name="fk_segments_rehearsal_id", ondelete="CASCADE"),
    )
    op.create_table(
        "cards",
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("held", sa.JSON, nullable=False),
        sa.Column("reviewed", moment),
        sa.PrimaryKeyConstraint("exercise", name="pk_cards"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
