"""Thousands of damaged and hostile files through the program, each judged from outside."""
