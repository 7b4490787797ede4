"""The output folder, where dossiers appear whole or not at all, and the ledger beside it."""
