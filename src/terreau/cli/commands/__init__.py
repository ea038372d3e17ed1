"""One module by family of commands; each imports its rooms only when it runs."""
