"""Rows whose expectation the program does not meet yet, by their ids.

All are strict expected failures: a row that passes must be taken off its list.
"""

# Unfinished work of issue 4.
PENDING = frozenset(
    {
        "02-spaced",  # 王 伟 in an author line gets the mark of a name, not of an author
        "02-gaps-between",
        "09-own-assessment",  # 主管意见 before it is taken for another person's place
        "10-little",  # 小伟 is kept as another person
        "12-author-initials",  # W.W. is not seen
        "14-gap",  # released with the name on it: a gap in the name, and no blank in the gap
        "16-read-cell",  # a weak reading beside the holder's label is kept
        "82-warning",
    }
)

OTHER_ISSUES = {
    "18-script-in-picture": "issue 7: Mongolian script in pictures",
    "19-own": "issue 7: signatures",
    "20-own": "issue 7: fingerprints",
    "24-own": "issue 7: seals",
    "65-card": "issue 7: the card as a whole",
    "70-handwriting": "issue 5: handwriting is reported as such",
    "79-warning": "issue 8: the audit says that a signature was removed",
    "80-bar-warning": "issue 8: live text below a bar is reported",
}
