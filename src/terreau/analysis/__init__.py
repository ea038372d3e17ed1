"""The science, from arrays to results: no file, no page, no clock."""
