"""The tables of acceptance sampling: GB/T 2828.1 is ISO 2859-1, whose single plans for normal
inspection are those of MIL-STD-105E, tables I and II-A.

Read in November 2026 at

* http://qualitycontrolpartners.com/aql-tables (code letters of all seven inspection levels; plans
  for AQL 0.65 to 6.5, letters A to L), and
* http://www.nibs.org/FMOC/DPW_AC/AC-TABLE.ASC, "developed from MIL-STD-105E using table I and
  table II-A" (letters of level II; plans with their arrows for AQL 0.65 to 15, letters A to Q).

The two agree wherever both speak. What only one tells, or none (AQL below 0.65 and above 6.5,
letter R, tightened and reduced inspection), is not offered.
"""

from __future__ import annotations

LETTERS = "ABCDEFGHJKLMNPQ"
SIZES = dict(
    zip(LETTERS, (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250), strict=True)
)
# The largest lot of each row; the last row has no end.
LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
# One letter a row of ``LOTS``, and one for what is larger.
LEVELS = {
    "S-1": "AAAABBBBCCCCDDD",
    "S-2": "AAABBBCCCDDDEEE",
    "S-3": "AABBCCDDEEFFGGH",
    "S-4": "AABCCDEEFGGHJJK",
    "I": "AABCCDEFGHJKLMN",
    "II": "ABCDEFGHJKLMNPQ",
    "III": "BCDEFGHJKLMNPQR",
}
AQLS = ("0.65", "1.0", "1.5", "2.5", "4.0", "6.5")
DOWN, UP = "v", "^"  # use the first plan below, or above
# Rejection numbers by letter, in the order of ``AQLS``; a lot is accepted with one less.
PLANS = {
    "A": "v v v v v 1",
    "B": "v v v v 1 ^",
    "C": "v v v 1 ^ v",
    "D": "v v 1 ^ v 2",
    "E": "v 1 ^ v 2 3",
    "F": "1 ^ v 2 3 4",
    "G": "^ v 2 3 4 6",
    "H": "v 2 3 4 6 8",
    "J": "2 3 4 6 8 11",
    "K": "3 4 6 8 11 15",
    "L": "4 6 8 11 15 22",
    "M": "6 8 11 15 22 ^",
    "N": "8 11 15 22 ^ ^",
    "P": "11 15 22 ^ ^ ^",
    "Q": "15 22 ^ ^ ^ ^",
}
