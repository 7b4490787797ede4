"""One applicant's own files, from the upload to the redacted copies: ``check`` and ``serve``."""
