"""One module a peer: each runs inside that peer's own virtual environment.

Nothing here imports redactor or the rest of benchmarks, for neither is there.
"""
