"""The command line. Chinese by default, English with ``--lang en``."""
