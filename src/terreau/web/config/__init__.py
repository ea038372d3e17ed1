"""Settings, addresses and doors of the application: the only room that reads the environment."""
