"""What the benchmarks of the webhooks are made of: a fast receiver, a sender and an accepting program to be killed, a PostgreSQL that can be killed."""
