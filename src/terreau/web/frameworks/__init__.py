"""The référentiels of a workspace."""
