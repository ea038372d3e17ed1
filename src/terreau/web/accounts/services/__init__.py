"""What is written about people: invitations, roles, memberships, settings."""
