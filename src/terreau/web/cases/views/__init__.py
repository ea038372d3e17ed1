"""Pages of cases, their rows and those around them."""
