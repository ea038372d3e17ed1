"""Pages of the référentiels: read, draft, join."""
