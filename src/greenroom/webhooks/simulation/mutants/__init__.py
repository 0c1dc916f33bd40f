"""Races that lose or double events, each seen in a real project, planted one by one. The file name is the id."""
