"""Real servers that a test or a benchmark starts for itself, kills, and starts anew."""


class Absent(Exception):
    """Of such a server on this machine; says what would bring it."""
