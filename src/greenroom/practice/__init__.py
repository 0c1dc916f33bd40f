"""Study, drill and mock as sessions: no input, no output; clock and randomness are arguments, and a session can be stored and taken up again."""
