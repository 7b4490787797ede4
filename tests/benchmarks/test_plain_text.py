from benchmarks.sentences.plain_text import answers, chances, lines_of
from benchmarks.sentences.sentence import Sentence

LIST = "农业、林业、水利系列由各地评审"
TEXT = f"{LIST}\n太短\n{LIST}\n工程建设进展顺利，高亮显示"


def test_lines_are_told_once_and_short_ones_not() -> None:
    assert list(lines_of(TEXT)) == [LIST, "工程建设进展顺利，高亮显示"]


def test_two_characters_that_may_be_a_name_are_a_chance() -> None:
    found = {(s.profile.names[0], s.trap) for s in chances(TEXT)}

    assert {("农业", "word"), ("林业", "word"), ("程建", "accident"), ("高亮", "word")} <= found
    assert not any("系列" in name or "太短" in name for name, _ in found)


def test_what_happens_at_the_place_is_told_and_nothing_besides() -> None:
    first, second, third = list(chances(TEXT))[:3]

    def decide(sentence: Sentence) -> tuple[frozenset[int], frozenset[int]]:
        span = sentence.spans[0]
        if sentence is first:
            return frozenset({span.start}), frozenset()
        return frozenset({99}), frozenset({span.start} if sentence is second else ())

    told = [action for _, action in answers([first, second, third], decide)]
    assert told == ["redact", "ask", "keep"]
