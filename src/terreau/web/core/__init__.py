"""The frame of every page, acts, search, jobs, faults."""
