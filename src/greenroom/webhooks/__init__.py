"""Signed webhooks that are not dropped: accepted in the caller's transaction, delivered by leased workers, counted until nothing is missing."""
