"""What is read of cases, across rooms."""
