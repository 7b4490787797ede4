"""Spot-checks: which released files a reviewer looks at, what was said of them, what follows."""
