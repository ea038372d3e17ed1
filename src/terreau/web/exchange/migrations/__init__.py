"""Steps of the base, never losing data."""
