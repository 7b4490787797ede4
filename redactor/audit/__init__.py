"""What was done, for three readers: the office and the applicant (private), the spot-checker
(public), and whoever wants the totals (summary). JSON by published schemas, and HTML.
"""
