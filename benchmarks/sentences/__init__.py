"""Sentences made to mislead: the own name inside longer names and words, its namesakes, its
look-alikes, and the employer's.
"""
