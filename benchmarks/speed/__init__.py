"""How fast the program is and how much memory it takes, beside two baselines on the same pages.

``inputs`` chooses the pages, ``subjects`` is what runs in a child process of its own,
``measure`` runs the children in turn, ``record`` adds up, ``table`` prints.
"""
