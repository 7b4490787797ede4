"""Known values spotted on damaged scans, beside decoded matching and edit distance."""
