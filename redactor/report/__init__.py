"""The report of a batch, for people: a page and a PDF, without personal data."""
