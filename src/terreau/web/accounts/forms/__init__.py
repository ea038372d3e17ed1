"""Forms of `accounts`: those of allauth in our words, and ours."""
