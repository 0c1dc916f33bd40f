"""The steps of the lab, one a file, in the order of their names."""
