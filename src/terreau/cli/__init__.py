"""The command `terreau`: a thin skin, in French, over the rooms."""
