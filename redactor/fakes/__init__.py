"""Fakes of the ports: small, honest implementations that pass the same contract suites."""
