"""What is written about cases, each act in one transaction."""
