"""Pages of `accounts`: arriving, being invited, one's own account, members, settings."""
