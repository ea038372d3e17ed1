"""What builds, locks and renews; never imported by the package."""
