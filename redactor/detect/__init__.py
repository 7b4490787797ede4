"""Finds pictures that identify a person: photos, QR and bar codes."""
