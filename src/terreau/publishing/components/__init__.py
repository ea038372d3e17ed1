"""The only place where a figure or a table is drawn; pages, PDF and DOCX call the same functions."""
