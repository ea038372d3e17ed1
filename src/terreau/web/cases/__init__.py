"""Cases of every kind, phases, logbook, actors, means, outcomes."""
