"""One module per analysis of a study: from a `Frame` to an `Answer`."""
