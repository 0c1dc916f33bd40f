"""The checks, one a file; a file's name is its check's code."""
