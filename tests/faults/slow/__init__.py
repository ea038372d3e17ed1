"""An app of the tests alone: work that lasts."""
