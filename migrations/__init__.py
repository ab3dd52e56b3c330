"""How the tables came to be: Alembic revisions, the only way tables are made or changed."""
