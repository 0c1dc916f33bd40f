"""A person's own data: stories, takes, rehearsals, schedule and settings, in SQLite or PostgreSQL."""
