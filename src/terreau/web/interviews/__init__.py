"""Interviews, people met, consents, documents, passages."""
