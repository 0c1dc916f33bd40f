"""What Alembic runs: the migrations, in the transaction that `greenroom.storage.migrate` opened."""
from alembic import context

from greenroom.storage.migrate import VERSION_TABLE
from greenroom.storage.models import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE, transactional_ddl=True, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
