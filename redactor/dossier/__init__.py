"""All documents of one applicant, as one unit: released whole, or held whole."""
