"""The pages and the interface of each part, a module each."""
