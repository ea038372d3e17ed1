"""People, invitations, roles, second factor."""
