"""Text of a page → findings: own values first, then whatever else may be a person's."""
