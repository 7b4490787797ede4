"""Remembers which process imported it."""

import os

IMPORTER = os.getpid()
