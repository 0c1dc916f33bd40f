"""One file a resource under /api; each holds a `router`."""
