"""The trained part: tokeniser, encoder, heads and weights; turns sentences into section, evidence and criterion probabilities."""
