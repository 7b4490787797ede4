"""The database of the web application: who is there, and what was done."""
