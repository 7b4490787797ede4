"""Own values that OCR misread, own numbers mistyped, and values spotted in its probabilities."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rapidfuzz.distance.Levenshtein import editops

from redactor.datatypes import (
    Band,
    Candidate,
    DocClass,
    Entity,
    Evidence,
    Finding,
    Likeness,
    PageReading,
    Profile,
    Spotted,
    TextSource,
)
from redactor.geometry import PtQuad
from redactor.recognise.boxes import boxed_id, boxed_numbers
from redactor.recognise.context import (
    chars_at,
    has_own_tail,
    stands_over,
    surroundings,
    text_finding,
)
from redactor.recognise.fields import field_evidence
from redactor.recognise.flow import Flow, Layout
from redactor.recognise.look_alikes import LookAlikes
from redactor.recognise.near import (
    WEAK_SCORE,
    Near,
    Slip,
    is_alike,
    long_employers,
    mistyped_numbers,
    near_values,
    unread_places,
)
from redactor.textnorm import fold_char, folded, is_han

_NUMBERS = (Entity.PHONE, Entity.ID_NUMBER)
_CLEAR = 0.95  # score of a character within a name that is no noise
_LOST = (
    2  # characters: what stands alone in the last line of a narrow cell is now and then not found
)
_FIGURES = "一二三四五六七八九十百0123456789"


def misread_values(
    layout: Layout,
    own: Sequence[Finding],
    doc_class: DocClass,
    profile: Profile,
    look_alikes: LookAlikes,
    slips: Collection[Slip] = (),
) -> list[Finding]:
    """Values an OCR slip away from one of ``profile``, where no finding of ``own`` stands.

    ``slips``: characters that the dossier's scans show to be read for others.
    """
    found: list[Finding] = []
    numbers = (*profile.phones, *profile.id_numbers)
    for near, places in _near_places(layout, profile, slips):
        evidence = set(field_evidence(layout, near.entity, places[0], _run_end(places), doc_class))
        # 徐泽 波8021 is another's signature that a mark ran into: nothing there looks like 康.
        if near.entity is Entity.NAME and near.alike and _is_marked(layout, places, numbers):
            evidence.add(Evidence.SELF_LABEL)
        if near.entity is Entity.NAME and look_alikes.is_other(layout, near, evidence):
            continue
        chars = [c for i in places if (c := layout.page.chars[i]).quad is not None]
        quads = tuple(c.quad for c in chars if c.quad is not None)
        # Nothing is found twice; only what lies wholly inside gives way to it, and no number
        # does for having the next row's first digit behind it.
        here = set(quads)
        if any(
            here & set(f.quads) and (not here > set(f.quads) or _is_whole_number(f)) for f in own
        ):
            continue
        if any(here & set(f.quads) for f in found):
            continue
        if any(f.entity is near.entity and _covers(f, quads) for f in own):
            continue  # the same print, read with a stamp over it and without
        evidence.add(Evidence.OCR)
        if near.entity is Entity.NAME and not near.weak:
            evidence.add(Evidence.LOOKS_ALIKE)
        if near.entity is Entity.EMPLOYER and "." in near.value:
            evidence.add(Evidence.LOOKS_ALIKE)
        if near.valid_other:
            evidence.add(Evidence.VALID_OTHER)
        score = min(c.score for c in chars)
        if near.entity is Entity.ID_NUMBER:
            digits = [c for c in chars if c.text.isalnum()]
            quads = (*quads, *unread_places(digits, near.value))
        found.append(
            Finding(
                near.entity,
                layout.page.page_no,
                quads,
                score,
                "near.ocr",
                near.value,
                Likeness.CLOSE,
                frozenset(evidence),
                TextSource.OCR,
            )
        )
    return found


def mistyped_values(
    layout: Layout, own: Sequence[Finding], doc_class: DocClass, profile: Profile
) -> list[Finding]:
    """Own numbers of a text layer with a slip of the pen, where no finding of ``own`` stands."""
    taken = {q for f in own for q in f.quads}
    found = []
    for near in mistyped_numbers(layout.page.chars, profile):
        evidence = field_evidence(layout, near.entity, near.start, near.end, doc_class)
        if near.entity is Entity.PHONE and Evidence.SELF_LABEL not in evidence:
            continue  # of ten or twelve figures in a row there are many
        finding = text_finding(
            layout,
            range(near.start, near.end),
            near.entity,
            "near.typed",
            near.value,
            Likeness.SPELLING,
            evidence,
        )
        if taken.isdisjoint(finding.quads):
            found.append(finding)
    return found


def _is_marked(layout: Layout, places: Sequence[int], numbers: Sequence[str]) -> bool:
    """Whether an own number's end says whose a misread name is, as a label does: 周浩 7035."""
    return has_own_tail(surroundings(layout, places)[2], numbers)


def _covers(finding: Finding, quads: Sequence[PtQuad]) -> bool:
    return all(any(q.contains(mine.centre) for q in finding.quads) for mine in quads)


def _is_whole_number(finding: Finding) -> bool:
    number = finding.entity in (Entity.ID_NUMBER, Entity.PHONE)
    return number and finding.likeness is Likeness.EXACT


def _near_places(
    layout: Layout, profile: Profile, slips: Collection[Slip]
) -> Iterator[tuple[Near, Sequence[int]]]:
    """Near values in boxes, along the rows, and employers that run on in the line below."""
    chars = layout.page.chars
    for boxed in boxed_numbers(layout):  # before the rows, which may take another cell's figures
        for near in near_values([chars[i] for i in boxed.index], profile, slips):
            yield near, boxed.index[near.start : near.end]
    for own in map(folded, profile.id_numbers):
        if places := boxed_id(layout, own):
            yield Near(Entity.ID_NUMBER, 0, len(places), own, valid_other=False, weak=True), places
    for near in near_values(chars, profile, slips):
        yield near, range(near.start, near.end)
    for chain in layout.chains:
        for near in near_values([chars[i] for i in chain.index], profile, slips):
            places = chain.index[near.start : near.end]
            wraps = layout.piece_of[places[0]] != layout.piece_of[places[-1]]
            if near.entity is Entity.EMPLOYER and wraps:
                yield near, places
        yield from _without_last_line(layout, chain, profile)


def _without_last_line(
    layout: Layout, chain: Flow, profile: Profile
) -> Iterator[tuple[Near, Sequence[int]]]:
    """Long employers that wrap in a cell of which the last line, 厂 alone, was not found."""
    for value in long_employers(profile):
        for count in range(len(value) - _LOST, len(value)):
            at = chain.text.find(value[:count])
            if at < 0 or chain.text.startswith(value[count], at + count):
                continue
            places = chain.index[at : at + count]
            first, last = (layout.pieces[layout.piece_of[places[k]]] for k in (0, -1))
            goes_on = chain.index[at + count : at + count + 1]
            rest = layout.pieces[layout.piece_of[goes_on[0]]].text if goes_on else ""
            read = layout.page.chars[places[0]].source is TextSource.OCR
            # With another's last line below it is another's: 院 for 所.
            if (
                read
                and first is not last
                and places[-1] == last.end - 1
                and not 0 < len(rest) <= _LOST
            ):
                yield Near(Entity.EMPLOYER, 0, count, value, valid_other=False, weak=True), places


def spotted_values(
    layout: Layout,
    page: PageReading,
    own: Sequence[Finding],
    doc_class: DocClass,
    values: Mapping[int, Candidate],
    look_alikes: LookAlikes,
) -> list[Finding]:
    """What was spotted in the recogniser's probabilities, where no finding of ``own`` stands.

    ``values``: what was looked for, by number.
    """
    found = []
    numbers = [c.text for c in values.values() if c.entity in _NUMBERS]
    for spot in page.spotted:
        candidate = values[spot.candidate_id]
        if any(stands_over(spot, f) and not _is_piece(f, spot, candidate) for f in own):
            continue
        evidence = {Evidence.OCR}
        sure = spot.band is Band.SURE
        named = candidate.entity is Entity.NAME
        if places := chars_at(layout.page, spot):
            place = places[0]
            # Somebody known to be there competes: it is theirs, unless the pixels are sure.
            if named and look_alikes.stands_at(layout, place):
                if not sure:
                    continue
                sure = False
            evidence |= field_evidence(layout, candidate.entity, place, place + 1, doc_class)
            if not sure and _reads_otherwise(layout, places, candidate):
                continue
            if named:
                name = folded(candidate.text)
                seen = look_alikes.borders_of(layout, places, name)
                # 额尔敦图 has borders of its own where no more was read, as in 额尔敦木图.
                evidence |= seen if len(places) == len(name) else seen & {Evidence.LONGER_NAME}
            if named and _is_marked(layout, places, numbers):
                evidence.add(Evidence.SELF_LABEL)
        evidence.add(Evidence.SPOT_SURE if sure else Evidence.SPOT_ASK)
        found.append(
            Finding(
                candidate.entity,
                page.page_no,
                spot.quads,
                max(0.0, 1 + spot.score / 20),
                "own.spotted",
                folded(candidate.text),
                Likeness.CLOSE,
                frozenset(evidence),
                TextSource.OCR,
            )
        )
    return found


def _is_piece(finding: Finding, spot: Spotted, candidate: Candidate) -> bool:
    """Whether a short form stands in what was spotted as the whole employer: 电磁材料 in a misread
    威三阵三电磁材料公司, where it is taken for part of another's name.
    """
    inside = Evidence.LONGER_ORG in finding.evidence and len(finding.quads) < len(spot.quads)
    return inside and finding.entity is candidate.entity


def _reads_otherwise(layout: Layout, places: Sequence[int], candidate: Candidate) -> bool:
    """Whether another employer is read clearly: 第一中学 where 第二中学 was looked for; or a name
    that has more characters, 额尔敦木图 where 额尔敦图 was.
    """
    if candidate.entity not in (Entity.EMPLOYER, Entity.NAME):
        return False
    chars = [layout.page.chars[i] for i in places]
    read = [(c, char.score) for char in chars for c in fold_char(char.text)]
    own = folded(candidate.text)
    changes = editops("".join(c for c, _ in read), own)
    if candidate.entity is Entity.NAME:
        return bool(changes) and all(
            c.tag == "delete" and is_han(read[c.src_pos][0]) and read[c.src_pos][1] >= _CLEAR
            for c in changes
        )
    for change in changes:
        if change.tag == "insert":
            return False
        char, score = read[change.src_pos]
        meant = own[change.dest_pos] if change.tag == "replace" else ""
        # 第主净水厂 is nobody's: what stands for the figure was misread, however clearly.
        unnumbered = meant in _FIGURES and char not in _FIGURES
        if score < WEAK_SCORE or is_alike(char, meant) or (meant and unnumbered):
            return False
    return bool(changes)


def _run_end(places: Sequence[int]) -> int:
    """One behind the characters that follow the first without a gap."""
    end = places[0]
    for place in places:
        if place != end:
            break
        end += 1
    return end
