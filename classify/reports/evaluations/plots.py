"""The plots of an evaluation, as shapes for the template to draw.

Each plot is a square of `SIZE` units (a CSS pixel at its natural size) with its own range of both
axes, and carries its text alternative.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from classify.records import CoveragePoint, Estimate, ReliabilityBin
from classify.reports.tables import percent, three

SIZE = 300
_MAX_RADIUS, _MIN_RADIUS = 9.0, 2.5
_NAMED_BOUNDS = (0.7, 0.9, 0.99)  # lower ones lie close to the own thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point with the interval above and below it; `title` says what it shows."""

    x: float
    y: float
    top: float
    bottom: float
    radius: float
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the grid: where it lies, and its number."""

    place: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Marks in a square, with its grid, and the same in words."""

    marks: tuple[Mark, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    description: str
    highlight: Mark | None = None

    @property
    def path(self) -> str:
        """The line through the marks, as an SVG path."""
        return "M" + " L".join(f"{mark.x} {mark.y}" for mark in self.marks) if self.marks else ""


def reliability_plot(bins: Sequence[ReliabilityBin], *, step: float = 0.2) -> Plot:
    """Probability to the right, share that came true upwards: on the diagonal is right.

    Parameters
    ----------
    bins : sequence of ReliabilityBin
    step : float
        Distance of the lines of the grid.
    """
    most = max((one.n_cells for one in bins), default=1)
    marks = tuple(
        Mark(
            x=_across(one.mean_probability),
            y=_up(one.share.value),
            top=_up(one.share.high),
            bottom=_up(one.share.low),
            # area by count; logarithmic, as nearly all decisions are improbable
            radius=_radius(math.log1p(one.n_cells) / math.log1p(most)),
            label="",
            title=f"{one.n_cells} decisions of probability {three(one.low)} to "
            f"{three(one.high)}: {three(one.mean_probability)} in the mean, "
            f"{three(one.share.value)} came true",
        )
        for one in bins
    )
    ticks = [number * step for number in range(round(1 / step) + 1)]
    return Plot(
        marks=marks,
        x_ticks=tuple(Tick(place=_across(tick), label=_short(tick)) for tick in ticks),
        y_ticks=tuple(Tick(place=_up(tick), label=_short(tick)) for tick in ticks),
        description="; ".join(mark.title for mark in marks),
    )


def coverage_plot(points: Sequence[CoveragePoint], own: CoveragePoint) -> Plot:
    """Share of teasers that get a topic to the right, share of right topics upwards.

    Parameters
    ----------
    points : sequence of CoveragePoint
        Of one bound each.
    own : CoveragePoint
        That of the model's own thresholds.
    """
    known = [(point, point.micro_precision) for point in points if point.micro_precision]
    shown = [*(precision for _, precision in known), own.micro_precision]
    lowest = min((precision.low for precision in shown if precision), default=0.0)
    floor = min(math.floor(lowest * 10) / 10, 0.9)
    marks = tuple(
        _coverage_mark(
            point,
            precision,
            floor,
            label=_short(point.bound) if point.bound and point.bound in _NAMED_BOUNDS else "",
            radius=3.0,
        )
        for point, precision in known
    )
    highlight = (
        _coverage_mark(own, own.micro_precision, floor, label="own thresholds", radius=5.5)
        if own.micro_precision
        else None
    )
    n_steps = round((1 - floor) * 10)
    every = 1 if n_steps <= 5 else 2
    heights = [1 - number / 10 for number in range(0, n_steps + 1, every)]
    return Plot(
        marks=marks,
        x_ticks=tuple(Tick(place=_across(n / 5), label=_short(n / 5)) for n in range(6)),
        y_ticks=tuple(
            Tick(place=_up_from(floor, height), label=_short(height)) for height in heights
        ),
        description="; ".join(one.title for one in (*marks, *([highlight] if highlight else ()))),
        highlight=highlight,
    )


def _coverage_mark(
    point: CoveragePoint, precision: Estimate, floor: float, *, label: str, radius: float
) -> Mark:
    """Place a point of the curve in a square whose lower edge is `floor`."""
    coverage = point.coverage.value
    what = "own thresholds" if point.bound is None else f"from {point.bound:.2f} on"
    return Mark(
        x=_across(coverage),
        y=_up_from(floor, precision.value),
        top=_up_from(floor, precision.high),
        bottom=_up_from(floor, precision.low),
        radius=radius,
        label=label,
        title=f"{what}: {percent(coverage)} of teasers get a topic, "
        f"{percent(precision.value)} of the topics are right",
    )


def _across(value: float) -> float:
    return round(SIZE * value, 1)


def _up(value: float) -> float:
    return round(SIZE * (1 - value), 1)


def _up_from(floor: float, value: float) -> float:
    return round(SIZE * (1 - (value - floor) / (1 - floor)), 1)


def _radius(share: float) -> float:
    return round(_MIN_RADIUS + (_MAX_RADIUS - _MIN_RADIUS) * share**2, 1)


def _short(value: float) -> str:
    """Format a bound such as ".9" or ".99"."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") or "0"
