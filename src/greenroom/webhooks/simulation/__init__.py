"""The real sender and the real SQL in virtual time, with seeded faults, under the eyes of a checker that has caught fourteen planted races."""
