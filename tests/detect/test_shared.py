import gc
import weakref

import numpy as np

from redactor.datatypes import DocClass, PageText
from redactor.detect.places import joined
from redactor.detect.shared import once_a_page
from redactor.geometry import PageGeometry, PxBox
from redactor.ports import PageView


def view(level: int) -> PageView:
    image = np.full((20, 30, 3), level, np.uint8)
    return PageView(1, image, PageGeometry(30, 20, 0, 72), PageText(1, ()), (), DocClass.OTHER)


def test_page_is_looked_at_once_and_let_go() -> None:
    seen: list[int] = []

    @once_a_page
    def level(page: PageView) -> int:
        seen.append(int(page.image[0, 0, 0]))
        return seen[-1]

    one, other = view(7), view(9)
    assert [level(one), level(other), level(one), level(other)] == [7, 9, 7, 9]
    assert seen == [7, 9]
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None


def test_boxes_are_joined_where_that_saves_looking() -> None:
    near, also, far = PxBox(0, 0, 50, 50), PxBox(10, 0, 60, 50), PxBox(200, 0, 210, 10)
    assert joined([near, far, also]) == [far, PxBox(0, 0, 60, 50)]
    assert joined([PxBox(0, 0, 100, 10), PxBox(0, 0, 10, 100)]) != [PxBox(0, 0, 100, 100)]
