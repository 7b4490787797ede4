"""The whole program over odd PDFs of the wild, each with own values in it, judged from outside."""
