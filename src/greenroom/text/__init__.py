"""An answer, split once: sentences, words, quantities, clauses. Every span is an offset in code points into the original text."""
