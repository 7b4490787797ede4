"""Lines that run through the rulings of narrow cells."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from benchmarks.drawn_pages import Drawn, Ruling, Run, draw, scanned
from redactor.ocr.ruled import parted_at_rulings
from redactor.ocr.strips import Corners
from redactor.ports import Image

_TOP, _SIZE = 100.0, 10.5


def _line(drawn: Drawn) -> Corners:
    """The rectangle that a detector draws round all glyphs of a page."""
    points = drawn.cells.reshape(-1, 2)
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return np.array([(x0 - 4, y0), (x1 + 4, y0), (x1 + 4, y1), (x0 - 4, y1)], np.float32)


def _row(cells: Sequence[tuple[float, str]], rulings: Sequence[float]) -> Drawn:
    """Cells of a table's row, each by its left end, and where the rulings stand."""
    runs = [Run(text, x, _TOP, _SIZE) for x, text in cells]
    lines = [Ruling(x, _TOP - 20, x, _TOP + 30) for x in rulings]
    return draw(runs, page_pt=(400.0, 200.0), rulings=lines)


def _texts(drawn: Drawn, parts: Sequence[Corners]) -> list[str]:
    """The characters whose middles lie in each part."""
    middles = drawn.cells.mean(axis=1)
    return [
        "".join(
            char
            for char, (x, y) in zip(drawn.text, middles.tolist(), strict=True)
            if cv2.pointPolygonTest(part, (x, y), False) >= 0
        )
        for part in parts
    ]


def _parted(drawn: Drawn, image: Image | None = None) -> list[str]:
    shown = drawn.image if image is None else image
    return _texts(drawn, parted_at_rulings(shown, [_line(drawn)]))


_NARROW = [(100.0, "1"), (112.0, "郝宁"), (140.0, "磁性材料总"), (200.0, "数据整理")]


def test_cells_that_stand_close_are_lines_of_their_own() -> None:
    drawn = _row(_NARROW, [109, 137, 196])
    assert _parted(drawn) == ["1", "郝宁", "磁性材料总", "数据整理"]


def test_cells_of_a_poor_scan_are_parted_too() -> None:
    drawn = scanned(_row(_NARROW, [109, 137, 196]))
    assert _parted(drawn) == ["1", "郝宁", "磁性材料总", "数据整理"]


def test_text_without_rulings_stays_one_line() -> None:
    drawn = _row([(100, "中国川州申由甲丰王伟|张三")], [])
    assert _parted(drawn) == [drawn.text]


def test_figures_in_boxes_stay_one_line() -> None:
    number = "15990119850412000X"
    boxes = [(100.0 + 12 * n, digit) for n, digit in enumerate(number)]
    drawn = _row(boxes, [97 + 12 * n for n in range(19)])
    assert _parted(drawn) == [number]


def test_a_label_before_boxes_is_a_line_of_its_own() -> None:
    number = "15990119850412000X"
    boxes = [(100.0 + 12 * n, digit) for n, digit in enumerate(number)]
    drawn = _row([(60, "身份证"), *boxes], [97 + 12 * n for n in range(19)])
    assert _parted(drawn) == ["身份证", number]


def test_the_ring_of_a_seal_parts_no_name() -> None:
    drawn = _row([(100, "申报人王伟民同志")], [])
    image = drawn.image.copy()
    x, y = drawn.cells[3, 1]  # between 王 and what stands before
    middle = round(float(x)) - 158, round(float(y)) + 15
    for colour in ((206, 34, 42), (90, 90, 90)):
        cv2.circle(image, middle, 158, colour, 6, cv2.LINE_AA)
        assert _parted(drawn, image) == [drawn.text]


def test_ruling_that_ends_above_the_line_parts_it_too() -> None:
    cells = [(100.0, "谭嘉"), (127.0, "卞永"), (154.0, "庞世")]
    runs = [Run(text, x, _TOP, _SIZE) for x, text in cells]
    lines = [Ruling(x, _TOP - 1, x, _TOP + 40) for x in (97.0, 124.0, 151.0, 178.0)]
    lines.append(Ruling(97, _TOP - 1, 178, _TOP - 1))
    drawn = draw(runs, page_pt=(400.0, 200.0), rulings=lines)
    assert _parted(drawn) == ["谭嘉", "卞永", "庞世"]


def test_the_edge_of_a_stamp_parts_no_number() -> None:
    drawn = _row([(100, "电话15400204223")], [])
    image = drawn.image.copy()
    x, y = drawn.cells[4, 0]  # between 15 and 400204223
    at = round(float(x)), round(float(y))
    cv2.rectangle(image, (at[0] - 300, at[1] - 60), (at[0], at[1] + 60), (110, 110, 110), 3)
    assert _parted(drawn, image) == [drawn.text]
