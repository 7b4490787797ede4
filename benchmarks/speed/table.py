"""The measurement as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.speed.record import Row, Speed, Spread

_HEAD = ("pages", "subject", "n", "s/page (min … max)", "pages/min", "peak MB", "start s")
_WIDTHS = (16, 16, 4, 28, 10, 8, 8)


def as_table(speed: Speed) -> str:
    """A line for each subject and kind of page, with stages and ratios below ours."""
    load = " ".join(f"{value:.2f}" for value in speed.load)
    lines = [f"{speed.machine}; {speed.rounds} rounds in turn, one thread, load {load}"]
    lines += [f"warning: {text}" for text in speed.warnings]
    lines += [f"{name}: {what}" for name, what in speed.subjects.items()]
    lines += [f"{kind}: {', '.join(labels)}" for kind, labels in speed.documents.items()]
    lines += ["", _line(_HEAD)]
    for row in speed.rows:
        lines += _lines(row)
    lines.append(f"installed environment {speed.installed_mb:.0f} MB")
    lines.append(f"weights {speed.weights_mb:.0f} MB")
    return "\n".join(lines)


def _lines(row: Row) -> Iterator[str]:
    yield _line(
        (
            row.kind,
            row.subject,
            str(row.pages),
            _spread(row.seconds_a_page, 3),
            f"{row.pages_a_minute.median:.1f}",
            f"{row.peak_mb:.0f}",
            f"{row.start_seconds.median:.1f}",
        )
    )
    yield "    s/page: " + ", ".join(f"{stage} {s:.3f}" for stage, s in row.stages.items())
    for ratio in row.ratios:
        time, processor, reading = (
            _spread(spread, 2) for spread in (ratio.time, ratio.processor, ratio.reading)
        )
        yield f"    over {ratio.baseline}: time × {time}, memory × {ratio.memory:.2f}"
        yield f"        processor time × {processor}; reading and spotting alone × {reading}"


def _spread(spread: Spread, digits: int) -> str:
    low, high = f"{spread.low:.{digits}f}", f"{spread.high:.{digits}f}"
    return f"{spread.median:.{digits}f} ({low} … {high})"


def _line(cells: tuple[str, ...]) -> str:
    return "".join(f"{c:<{w}}" for c, w in zip(cells, _WIDTHS, strict=True)).rstrip()
