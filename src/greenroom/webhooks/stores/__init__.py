"""Stores for webhooks: one set of SQL for SQLite (own file by default) and PostgreSQL (many workers on many machines)."""
