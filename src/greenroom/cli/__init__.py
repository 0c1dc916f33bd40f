"""The command line, one file a command; a command is found by its file's name and imported when it is called."""
