"""Own values misread by OCR: a slip away from the profile, where the reading itself was weak.

Never applied to a trusted text layer: there a different value is another's (RULES.md,
tie-breaker), but for numbers that are nobody's, which were mistyped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from os.path import commonprefix
from statistics import median

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from redactor.cnid import is_valid_id18
from redactor.datatypes import Char, Entity, Profile, TextSource
from redactor.geometry import PtQuad
from redactor.recognise.lexicon import CONFUSABLE, MISREAD, PUBLIC_MAIL
from redactor.textnorm import fold_char, folded, is_han

# What recognisers read for digits, after folding.
DIGIT_SLIPS = str.maketrans("oliszbqg", "01152890")
_RUN = re.compile(r"[0-9oliszbqgx](?:[-.·|/()_,]?[0-9oliszbqgx]){8,}")
_MAIL = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_NO_AT = re.compile(r"(?<![@a-z0-9._%+©®&#-])[a-z0-9._%+©®&#-]{8,}(?![@a-z0-9._%+©®&#-])")
_HOST = re.compile(r"(?<![a-z0-9.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_LONG_BOX = 7  # characters of a mailbox: two misread make it no other person's
_MAIL_SLIPS = str.maketrans("oliszbqgv", "01152899u")
_BLOTS = frozenset("□■○●◇*?�")  # what is read where a character could not be
WEAK_SCORE = 0.90  # below it a character's reading may well be another character
_LONG = 8  # characters of a value that no sentence goes on with after a comma in its midst
_SHORTEST_EMPLOYER = 5
_REST = 3  # characters behind a seal
_CUT_SLIPS = 4  # one character of so many may be misread where the rest was cut off
_TAIL = 0.8  # of an employer's name: the least that a seal over its head leaves
_WIDER = (-0.4, 0.6)  # usual steps: how far a gap may be from what the lost characters took
_BESIDE_HOLE = 8  # one character of so many may be misread beside lost ones
_MIN_EQUAL_ID_DIGITS = 14  # RULES.md, case 43
_LEAST_PARTED = 12  # digits of an ID number in two pieces
_LEAST_PIECE = 3
_ID_PERSON = 14  # where the digits begin that tell people of one region and birthday apart

Slip = tuple[str, str]  # a character as read, and the own one that was printed


@dataclass(frozen=True, slots=True)
class Near:
    """A near value at ``chars[start:end]``. ``valid_other``: the string is itself a number
    that passes its check; ``weak``: every character that differs was read with doubt;
    ``alike``: each looks like the own one, or is a blot.
    """

    entity: Entity
    start: int
    end: int
    value: str = field(repr=False)
    valid_other: bool
    weak: bool
    alike: bool = False


def near_values(
    chars: Sequence[Char], profile: Profile, slips: Collection[Slip] = ()
) -> list[Near]:
    """Near readings of own numbers, names and employers among characters read by OCR.

    ``slips``: see ``misread_values``.
    """
    view, index = _view_of(chars, TextSource.OCR)
    if not view:
        return []
    found = list(_numbers(view, index, profile))
    found += _mails(view, index, profile)
    found += _unsigned_mails(view, index, profile)
    found += _domains(view, index, profile)
    found += _words(view, index, chars, profile, slips)
    bare = [k for k, c in enumerate(view) if c.isalnum() or c in _BLOTS or c == "\x00"]
    bare_view, bare_index = "".join(view[k] for k in bare), [index[k] for k in bare]
    found += _words(bare_view, bare_index, chars, profile, slips, broken=True)
    found += _gapped(view, index, chars, profile)
    found += _cut_off(view, index, chars, profile)
    return found


def mistyped_numbers(chars: Sequence[Char], profile: Profile) -> list[Near]:
    """Own numbers in a text layer but for a figure or two, and with them nobody's: an ID number
    that fails its check, a mobile number of ten or twelve figures (case 43).
    """
    view, index = _view_of(chars, TextSource.TEXT_LAYER)
    return [near for near in _numbers(view, index, profile) if not near.valid_other]


def _view_of(chars: Sequence[Char], source: TextSource) -> tuple[str, Sequence[int]]:
    """The folded characters of one source and their places; a barrier stands for each of the other,
    where nothing near is looked for. Empty where none is of the source.
    """
    text: list[str] = []
    index: list[int] = []
    for i, char in enumerate(chars) if any(c.source is source for c in chars) else ():
        other = char.quad is not None and char.source is not source
        read = "\x00" if other else fold_char(char.text)
        text.append(read)
        index.extend(i for _ in read)
    return "".join(text), index


def _unsigned_mails(view: str, index: Sequence[int], profile: Profile) -> Iterator[Near]:
    """Own addresses whose @ was read as something else: wangwei12ayunling.example."""
    for match in _NO_AT.finditer(view) if profile.emails else ():
        read = match.group().translate(_MAIL_SLIPS)
        for own in map(folded, profile.emails):
            box, _, domain = own.translate(_MAIL_SLIPS).rpartition("@")
            most = 2 if len(box) >= _LONG_BOX else 1
            head, tail = read[: -len(domain)], read[-len(domain) :]
            if (
                Levenshtein.distance(tail, domain, score_cutoff=1) <= 1
                and Levenshtein.distance(head, box + "@", score_cutoff=most) <= most
            ):
                start, end = index[match.start()], index[match.end() - 1] + 1
                yield Near(Entity.EMAIL, start, end, own, valid_other=False, weak=True)


def _mails(view: str, index: Sequence[int], profile: Profile) -> Iterator[Near]:
    """Addresses as like an own one as OCR makes them; a colleague's differs in the mailbox."""
    for match in _MAIL.finditer(view):
        box, _, domain = match.group().rpartition("@")
        for own in map(folded, profile.emails):
            own_box, _, own_domain = own.rpartition("@")
            slips = 1 if len(own_box) < _LONG_BOX else 2
            if match.group() != own and all(
                Levenshtein.distance(a.translate(_MAIL_SLIPS), b.translate(_MAIL_SLIPS)) <= most
                for a, b, most in ((box, own_box, slips), (domain, own_domain, 1))
            ):
                start, end = index[match.start()], index[match.end() - 1] + 1
                yield Near(Entity.EMAIL, start, end, own, valid_other=False, weak=True)


def _domains(view: str, index: Sequence[int], profile: Profile) -> Iterator[Near]:
    """The employer's domain where figures and letters were taken for one another: 1 and l.

    No wider: the domain next to it in spelling is another firm's.
    """
    known = [d for e in profile.employers for d in e.domains]
    known += [m.rpartition("@")[2] for m in profile.emails if profile.employers]
    owned = {folded(d).removeprefix("www.") for d in known}
    owned = {d for d in owned if d and not PUBLIC_MAIL.search(d)}
    for match in _HOST.finditer(view):
        plain = match.group().translate(_MAIL_SLIPS)
        for own in owned:
            same = plain == own.translate(_MAIL_SLIPS)
            ends = same or plain.endswith("." + own.translate(_MAIL_SLIPS))
            if ends and not (match.group() == own or match.group().endswith("." + own)):
                # What stands before it (oa.) is everybody's.
                start, end = index[match.end() - len(own)], index[match.end() - 1] + 1
                yield Near(Entity.EMPLOYER, start, end, own, False, weak=True, alike=True)


def _numbers(view: str, index: Sequence[int], profile: Profile) -> Iterator[Near]:
    for run in _RUN.finditer(view):
        places = [k for k in range(run.start(), run.end()) if view[k].isalnum()]
        digits = "".join(view[k] for k in places).translate(DIGIT_SLIPS)
        for own in profile.id_numbers:
            value = folded(own)
            if (at := _id_at(digits, value)) is not None:
                read = digits[slice(*at)]
                yield Near(
                    Entity.ID_NUMBER,
                    index[places[at[0]]],
                    index[places[at[1] - 1]] + 1,
                    value,
                    valid_other=read != value and is_valid_id18(read),
                    weak=True,
                )
        for own in profile.phones:
            value = "".join(c for c in folded(own) if c.isdigit())[-11:]
            if (
                len(value) == 11
                and 10 <= len(digits) <= 12
                and Levenshtein.distance(digits, value, score_cutoff=1) <= 1
            ):
                yield Near(
                    Entity.PHONE,
                    index[places[0]],
                    index[places[-1]] + 1,
                    value,
                    # A whole number of eleven digits may as well be somebody else's.
                    valid_other=digits != value and len(digits) == 11 and digits[0] == "1",
                    weak=True,
                )


def _id_at(digits: str, own: str) -> tuple[int, int] | None:
    """Where a reading of ``own`` stands among digits: all of them, or 18 in a row.

    Next to a row of boxes with one digit each stands another cell, a date for instance.
    """
    if _near_id(digits, own):
        return 0, len(digits)
    if _is_parted_id(digits, own):
        return 0, len(digits)
    spans = [(n, n + len(own)) for n in range(len(digits) - len(own) + 1)]
    best = max(spans, key=lambda at: _equal(digits[slice(*at)], own), default=None)
    return best if best and _near_id(digits[slice(*best)], own) else None


def _equal(digits: str, own: str) -> int:
    return sum(a == b for a, b in zip(digits, own, strict=False))


def _near_id(digits: str, own: str) -> bool:
    if len(own) != 18 or not 16 <= len(digits) <= 20:
        return False
    equal = _equal(digits, own)
    return equal >= _MIN_EQUAL_ID_DIGITS or (Levenshtein.distance(digits, own, score_cutoff=3) <= 3)


def _is_parted_id(digits: str, own: str) -> bool:
    """Whether digits are ``own`` but for some in its midst, below a mark, and at its end, where it
    wraps. Region and birth alone are many people's.
    """
    if len(own) != 18 or not _LEAST_PARTED <= len(digits) < len(own):
        return False
    head = len(commonprefix((digits, own)))
    tail = digits[head:]
    at = own.find(tail, head + 1)
    of_person = len(range(max(at, _ID_PERSON), at + len(tail)))
    return head >= _LEAST_PIECE <= len(tail) and at >= 0 and of_person >= 2


def unread_places(chars: Sequence[Char], own: str) -> list[PtQuad]:
    """Where the digits of ``own`` stand that OCR did not read, by the pitch of those it did.

    Left alone, a lost digit of a row of boxes would stay in its box.
    """
    quads = [c.quad for c in chars if c.quad is not None]
    lost = len(own) - len(quads)
    if lost <= 0 or len(quads) < len(own) // 2:
        return []
    steps = [(b.centre[0] - a.centre[0], b.centre[1] - a.centre[1]) for a, b in pairwise(quads)]
    dx, dy = median(x for x, _ in steps), median(y for _, y in steps)
    found = []
    for quad, (x, y) in zip(quads, steps, strict=False):
        wide = round(math.hypot(x, y) / max(1e-6, math.hypot(dx, dy)))
        found += [_moved(quad, n * dx, n * dy) for n in range(1, min(wide, lost + 1))]
    read = "".join(fold_char(c.text) for c in chars).translate(DIGIT_SLIPS)
    left = lost - len(found)
    for n in range(1, left + 1):
        # At which end? The one whose digit was not read; both where that cannot be told.
        if read[:1] != own[:1] or read[-1:] == own[-1:]:
            found.append(_moved(quads[0], -n * dx, -n * dy))
        if read[-1:] != own[-1:] or read[:1] == own[:1]:
            found.append(_moved(quads[-1], n * dx, n * dy))
    return found


def _moved(quad: PtQuad, dx: float, dy: float) -> PtQuad:
    tl, tr, br, bl = ((x + dx, y + dy) for x, y in quad.corners)
    return PtQuad(tl, tr, br, bl)


def _words(
    view: str,
    index: Sequence[int],
    chars: Sequence[Char],
    profile: Profile,
    slips: Collection[Slip],
    *,
    broken: bool = False,
) -> Iterator[Near]:
    """Near names and employers. ``broken``: long ones with a mark read into their midst."""
    wanted = [(Entity.NAME, folded(n), 1) for n in profile.names]
    wanted += [(Entity.EMPLOYER, value, max(1, len(value) // 6)) for value in _employers(profile)]
    codes = _codes(view)
    for entity, value, most in wanted:
        if not value or not is_han(value[0]) or (broken and len(value) < _LONG):
            continue
        for start in _starts(codes, value, most):
            window = view[start : start + len(value)]
            wrong = [k for k, (a, b) in enumerate(zip(window, value, strict=True)) if a != b]
            if len(wrong) >= len(value) or not (wrong or broken):
                continue
            if not all(is_han(window[k]) or _is_blot(window[k], value) for k in wrong):
                continue
            first, last = index[start], index[start + len(value) - 1] + 1
            if broken and not any(_is_mark(char) for char in chars[first:last]):
                continue
            weak = all(chars[index[start + k]].score < WEAK_SCORE for k in wrong)
            alike = all(
                is_alike(window[k], value[k]) or (window[k], value[k]) in slips for k in wrong
            )
            blot = all(_is_blot(window[k], value) for k in wrong)
            if weak or blot or (alike and entity is Entity.NAME):
                yield Near(entity, first, last, value, False, weak, alike)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _starts(codes: NDArray[np.uint32], value: str, slips: int) -> list[int]:
    """Where at most ``slips`` characters differ from ``value``, in order."""
    count = len(codes) - len(value) + 1
    if count <= 0:
        return []
    wrong = np.zeros(count, np.intp)
    for k, code in enumerate(_codes(value)):
        wrong += codes[k : k + count] != code
    found: list[int] = np.flatnonzero(wrong <= slips).tolist()
    return found


def _employers(profile: Profile) -> list[str]:
    """Employers' names, folded, that are too long to be another's by one slip."""
    names = [n for e in profile.employers for n in (e.full, *e.short, *e.former)]
    return [value for value in map(folded, names) if len(value) >= _SHORTEST_EMPLOYER]


def long_employers(profile: Profile) -> list[str]:
    """Employers' names, folded, of which a part is no other's."""
    return [value for value in _employers(profile) if len(value) >= _LONG]


def _gapped(
    view: str, index: Sequence[int], chars: Sequence[Char], profile: Profile
) -> Iterator[Near]:
    """Employers with a character not read, or two of a long one, where the print has a gap.

    Below a seal's star (兽医★作站) the characters beside it are misread, too.
    """
    codes = _codes(view)
    for value in _employers(profile):
        for lost in (1, 2) if len(value) >= _LONG else (1,):
            for at, start in _holes(codes, value, lost):
                places = [index[start + k] for k in range(len(value) - lost)]
                pairs = zip(value[:at] + value[at + lost :], places, view[start:], strict=False)
                if _has_gap([chars[place].quad for place in places], at, lost) and all(
                    own == read or chars[place].score < WEAK_SCORE or is_alike(read, own)
                    for own, place, read in pairs
                ):
                    yield Near(Entity.EMPLOYER, places[0], places[-1] + 1, value, False, weak=True)


def _holes(codes: NDArray[np.uint32], value: str, lost: int) -> Iterator[tuple[int, int]]:
    """Where ``value`` stands but for ``lost`` characters from ``at`` on, and one misread in so many
    others: pairs of ``at`` and the place.
    """
    rest = len(value) - lost
    count = len(codes) - rest + 1
    if count <= 0:
        return
    own = _codes(value)
    before = np.cumsum([codes[k : k + count] != own[k] for k in range(rest)], axis=0)
    behind = np.cumsum(
        [codes[k : k + count] != own[k + lost] for k in reversed(range(rest))], axis=0
    )
    for at in range(1, rest):
        wrong = before[at - 1] + behind[rest - at - 1]
        for start in np.flatnonzero(wrong <= rest // _BESIDE_HOLE).tolist():
            yield at, start


def _cut_off(
    view: str, index: Sequence[int], chars: Sequence[Char], profile: Profile
) -> Iterator[Near]:
    """Long employers that a seal cut off, badly read: heads up to the end of their line, with what
    is left behind the seal, and tails from its beginning, of which more must be left: every town
    has a 水利枢纽管护中心.
    """

    def near(start: int, end: int, value: str) -> Near:
        return Near(Entity.EMPLOYER, index[start], index[end - 1] + 1, value, False, weak=True)

    lines = list(pairwise([0, *_line_ends(index, chars)]))
    for value in _employers(profile):
        for first, last in lines:
            for start in range(max(first, last - len(value) + 1), last - _LONG + 1):
                read = view[start:last]
                if read[0] == value[0] and _is_misread(read, value, chars, index[start:]):
                    yield near(start, last + _rest(view, last, value[len(read) :]), value)
            least = max(_LONG, math.ceil(_TAIL * len(value)))
            for end in range(first + least, min(last, first + len(value) - 1) + 1):
                read, tail = view[first:end], value[first - end :]
                if read[-1] == tail[-1] and _is_misread(read, tail, chars, index[first:]):
                    yield near(first, end, value)


def _rest(view: str, start: int, hidden: str) -> int:
    """How many characters of ``view[start:]`` end what a seal hid the beginning of."""
    sizes = range(len(hidden), _REST - 1, -1)
    return next((n for n in sizes if view.startswith(hidden[-n:], start)), 0)


def _is_misread(read: str, value: str, chars: Sequence[Char], index: Sequence[int]) -> bool:
    """Whether few characters differ, and most of these were read with doubt."""
    wrong = [k for k, (a, b) in enumerate(zip(read, value, strict=False)) if a != b]
    weak = sum(chars[index[k]].score < WEAK_SCORE for k in wrong)
    return 2 * weak > len(wrong) and len(wrong) <= len(read) // _CUT_SLIPS


def _line_ends(index: Sequence[int], chars: Sequence[Char]) -> Iterator[int]:
    """Places in the view right behind which a line or a cell ends: separators are not in it."""
    for k, at in enumerate(index):
        after = index[k + 1] if k + 1 < len(index) else len(chars)
        if after == len(chars) or any(c.text in "\n\t" for c in chars[at + 1 : after]):
            yield k + 1


def _has_gap(quads: Sequence[PtQuad | None], at: int, lost: int) -> bool:
    """Whether the step to character ``at`` is wider than others by ``lost`` steps."""
    middles = [q.centre for q in quads if q is not None]
    if len(middles) < len(quads):
        return False
    usual = max(1e-6, median(math.dist(a, b) for a, b in pairwise(middles)))
    # The characters next to the gap may have what hides it in their boxes: those beside them tell.
    pairs = [(at - 1, at), (max(at - 2, 0), min(at + 1, len(middles) - 1))]
    wider = (math.dist(middles[a], middles[b]) / usual - (b - a) - lost for a, b in pairs)
    return any(_WIDER[0] <= more <= _WIDER[1] for more in wider)


def _is_mark(char: Char) -> bool:
    return char.quad is not None and not char.text.isalnum() and char.text not in _BLOTS


def _is_blot(read: str, own: str) -> bool:
    """Whether that was read where a character could not be: a mark inside a long value, too."""
    return read in _BLOTS or (len(own) >= _LONG and not read.isalnum())


def is_alike(read: str, own: str) -> bool:
    """Whether ``read`` is how ``own`` may look in poor print, or a blot."""
    return read in _BLOTS or (read, own) in CONFUSABLE or (read, own) in MISREAD
