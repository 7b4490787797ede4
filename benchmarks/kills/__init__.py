"""Batches and their workers killed at random moments: what a second run makes of what is left."""
