"""A person's own stories: what they cover, which answers which question, what was claimed in them. Pure: no input or output, time is an argument."""
