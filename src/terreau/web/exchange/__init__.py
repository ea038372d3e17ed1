"""What leaves the application, and what enters it."""
