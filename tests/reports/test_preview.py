"""Pages as pictures."""

import threading

import pytest

from reports.preview import Pages, page_count


def test_pages_are_counted_sized_and_drawn(paper):
    with Pages(paper.archived) as pages:
        assert len(pages) == paper.typeset.pages == page_count(paper.archived)
        assert pages.size(0) == pytest.approx((595.3, 841.9), abs=0.1)
        image = pages.image(0, dpi=72)
    assert (image.width, image.height) == (596, 842)
    assert len(image.rgb) == image.width * image.height * 3
    assert image.rgb[:3] == b"\xff\xff\xff"
    assert min(image.rgb) < 60


def test_damaged_files_are_named(paper):
    with pytest.raises(ValueError, match="损坏"):
        Pages(paper.archived[:200])


def test_pages_may_be_drawn_from_several_threads(paper):
    with Pages(paper.archived) as pages:
        expected = pages.image(0, dpi=40)
        drawn = []
        threads = [threading.Thread(target=lambda: drawn.append(pages.image(0, dpi=40))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert drawn == [expected] * 6


def test_closing_twice_is_harmless(paper):
    pages = Pages(paper.archived)
    pages.close()
    pages.close()
