"""Judges finished files by their text and pixels alone, never by what the program says."""
