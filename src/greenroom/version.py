"""Versions that a rating carries."""
VERSION = "0.1.0"
SCHEMA_VERSION = "1.1"
