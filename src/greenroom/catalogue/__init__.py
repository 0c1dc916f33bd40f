"""Walkthroughs: one question, one worked story and everything needed to learn from it, as plain files."""
