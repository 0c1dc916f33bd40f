"""Documentation; `python -m docs.generate` writes docs/reference from the code."""
