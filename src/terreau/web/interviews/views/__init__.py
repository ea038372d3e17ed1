"""Pages of interviews, people met, documents and passages."""
