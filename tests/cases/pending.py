"""Rows whose expectation the program does not meet yet, by their ids.

All are strict expected failures: a row that passes must be taken off its list.
"""

# Unfinished work of issue 4.
PENDING = frozenset(
    {
        "28-sign",  # asked about when 根据 stands before it
        "35-history-unknown",  # an employer in the career's rows that the profile lacks
        "36-known",  # 服务基层 is no word of a career
        "36-served",
        "36-unknown",
        "36-grade-off",
        "51-postcode",  # the label between address and postcode goes too
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
