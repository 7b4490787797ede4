"""Self-check, questions and spot-check in the browser. It calls what the command line calls."""
