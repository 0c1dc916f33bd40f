"""The opinion: ten criteria, the vote at each level, what is missing, follow-ups and the interviewer's notes."""
