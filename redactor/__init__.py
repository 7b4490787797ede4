"""Remove one applicant's own personal data from uploaded documents, and prove it gone."""

__version__ = "0.1.0"
