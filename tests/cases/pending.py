"""Rows whose expectation the program does not meet yet, by their ids.

All are strict expected failures: a row that passes must be taken off its list.
"""

# Unfinished work of issue 4.
NAMES = {
    "02-spaced",  # 王 伟 in an author line gets the mark of a name, not of an author
    "02-gaps-between",
    "09-own-summary",
    "09-own-assessment",
    "10-comrade",
    "10-little",
    "10-two-characters",
    "12-author-block",  # asked about
    "12-author-western",
    "12-author-initials",  # not seen at all
    "12-other-initials",
    "14-gap",  # released although the name stands there: two parts of a line, a gap, no blank
    "17-similar-form",
}
EMPLOYERS_AND_NUMBERS = {
    "21-leader-ask",
    "21-leader-redact",
    "28-sign",  # 根据 before the sign hides it
    "32-unknown-english",
    "32-unknown-chinese",
    "35-elsewhere",
    "35-history-unknown",
    "36-unknown",
    "44-warning",
    "45-warning",
    "47-letterhead",
    "49-qq-unknown",
    "49-wechat-unknown",
    "50-mail-by-name",  # the mailbox goes, the rest of the address stays
    "51-postcode",  # the label between address and postcode goes too
    "52-file",
    "54-holds-birth",
    "54-ask",
    "54-redact",
    "59-card",
    "59-redact",
    "61-birthplace",
    "61-marriage",
}
OTHERS = {
    "82-warning",
}
PENDING = frozenset(NAMES | EMPLOYERS_AND_NUMBERS | OTHERS)

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
