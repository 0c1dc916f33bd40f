"""The TypeScript islands of the pages, and the script that builds them."""
