"""Greenroom in a browser on one's own machine: pages, API, safety. Calls only services."""
