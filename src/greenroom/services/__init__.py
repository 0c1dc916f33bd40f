"""One file for each thing a person can do; the command line and the web call only these."""
