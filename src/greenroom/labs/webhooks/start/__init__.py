"""The files that a person edits in the lab, as they are at the start."""
