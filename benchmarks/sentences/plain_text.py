"""``python -m benchmarks.sentences.plain_text FILE...``: names that text spells by chance.

Text that nobody here wrote, without its people: wherever two characters of it could be a name
(林业, 高亮, 程建 in 工程建设) an applicant of that name is made up, and nothing may be redacted.
The trap sentences have some ninety such names; a text of 90,000 characters has two thousand. Such
text stays outside the repository. ``--show`` prints what was redacted.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.sentences.judge import Decider, Means, program
from benchmarks.sentences.sentence import KEEP, Sentence, Span
from redactor.config.rules import load_rules
from redactor.config.weights import check
from redactor.datatypes import Profile
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.lac import Lac
from redactor.recognise.people import People
from redactor.recognise.pinyin import SURNAMES
from redactor.recognise.runs import is_named
from redactor.recognise.words import ending_cost, word_tags
from redactor.textnorm import is_han

_MOST = 6  # places of one name
_LINE = 200  # characters
_FEW_HAN = 8
_COMMON_ENDING = 9.0  # price of a character that given names end with


def lines_of(text: str) -> Iterator[str]:
    """Its different lines of eight Han characters and more, cut at 200 characters."""
    lines = (line.strip()[:_LINE] for line in text.splitlines())
    yield from dict.fromkeys(line for line in lines if sum(map(is_han, line)) >= _FEW_HAN)


def chances(text: str) -> Iterator[Sentence]:
    """A sentence with a span for each place of ``text`` where a name may be spelled.

    ``trap``: ``word`` for what the word lists have and not as a name, else ``accident``.
    """
    seen = Counter[str]()
    for line in lines_of(text):
        for start in range(len(line) - 1):
            name = line[start : start + 2]
            if not _may_be_name(name) or seen[name] == _MOST:
                continue
            seen[name] += 1
            span = Span(start, start + 2, frozenset({KEEP}))
            trap = "accident" if is_named(name) else "word"
            yield Sentence("plain_text", trap, line, (span,), Profile("S-1", names=(name,)))


def _may_be_name(name: str) -> bool:
    if name[0] not in SURNAMES or not is_han(name[1]):
        return False
    return name in word_tags() or ending_cost(name[1]) < _COMMON_ENDING


def answers(sentences: Sequence[Sentence], decide: Decider) -> Iterator[tuple[Sentence, str]]:
    """What is done at the place of each sentence: redact, ask or keep."""
    for sentence in sentences:
        gone, asked = decide(sentence)
        here = set(range(sentence.spans[0].start, sentence.spans[0].end))
        yield sentence, "redact" if here & gone else "ask" if here & asked else "keep"


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, judge, print."""
    args = _arguments(arguments)
    text = "\n".join(path.read_text(encoding="utf-8") for path in args.file)
    found = list(chances(text))
    random.Random(args.seed).shuffle(found)
    lac, people = Lac(check("lac")), People(check("spacy_names"))
    means = Means(build_analyzer(people, lac), lac, people, load_rules("neimenggu-2026"))
    counts = Counter[tuple[str, str]]()
    for sentence, action in answers(found[: args.places], program(means)):
        counts[sentence.trap, action] += 1
        if args.show and action == "redact":
            print(sentence.profile.names[0], "|", sentence.text)
    for (trap, action), count in sorted(counts.items()):
        print(f"{count:6} {trap} {action}")
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("file", nargs="+", type=Path, help="text, UTF-8")
    parser.add_argument("--places", type=int, default=3000, help="how many at most, at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was redacted")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
