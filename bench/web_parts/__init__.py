"""The peer of the pages, and what the browser tests found."""
