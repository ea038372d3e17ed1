"""From a `Document` to bytes: HTML, PDF, DOCX; from tables to XLSX and CSV."""
