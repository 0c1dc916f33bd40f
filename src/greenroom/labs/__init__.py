"""Runnable systems behind stories: a person finds, reproduces, mends and measures the very fault that the story tells of."""
