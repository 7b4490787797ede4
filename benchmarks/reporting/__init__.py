"""Results as a page: tables, charts, the worst pages."""
