"""What is typed about interviews: records, and the four ways of citing."""
