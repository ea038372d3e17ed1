"""Forms over cases, their rows and those around them."""
