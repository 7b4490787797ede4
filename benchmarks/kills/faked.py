"""What the fork server loads before it forks the first worker: the program, with fakes."""

from contextlib import suppress

from benchmarks.fuzz.fakes import use_fakes
from redactor.recognise.words import is_in_dictionary, word_cost

use_fakes()
is_in_dictionary("")  # the word lists, which each worker would read for a second
word_cost("")
with suppress(ImportError):  # a second more, where the release is on an object store, too
    import s3fs  # noqa: F401
