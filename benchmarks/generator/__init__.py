"""Made-up dossiers with exact truth labels: people, pages, scan effects."""
