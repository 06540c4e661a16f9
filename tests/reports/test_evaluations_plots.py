from classify.records import CoveragePoint, Estimate, ReliabilityBin
from classify.reports.evaluations.plots import SIZE, coverage_plot, reliability_plot


def estimate(value):
    return Estimate(value=value, low=value - 0.1, high=min(value + 0.1, 1.0))


def point(bound, coverage, precision):
    return CoveragePoint(
        bound=bound,
        coverage=estimate(coverage),
        micro_precision=None if precision is None else estimate(precision),
        macro_precision=None,
    )


def test_what_comes_true_lies_on_the_diagonal():
    plot = reliability_plot(
        [
            ReliabilityBin(
                low=0.2, high=0.3, n_cells=90, mean_probability=0.25, share=estimate(0.25)
            ),
            ReliabilityBin(
                low=0.9, high=1.0, n_cells=3, mean_probability=0.95, share=estimate(0.5)
            ),
        ]
    )
    right, wrong = plot.marks
    assert right.x == SIZE - right.y == SIZE / 4
    assert right.top < right.y < right.bottom
    assert wrong.y > SIZE - wrong.x
    assert right.radius > wrong.radius
    assert "90 decisions of probability .200 to .300" in plot.description


def test_the_curve_uses_the_height_that_it_needs():
    plot = coverage_plot([point(0.7, 0.9, 0.8), point(0.9, 0.5, 0.95)], point(None, 0.8, 0.9))
    assert [tick.label for tick in plot.y_ticks] == ["1", ".9", ".8", ".7", ".6"][
        : len(plot.y_ticks)
    ]
    first, last = plot.marks
    assert (first.label, last.label) == (".7", ".9")
    assert first.x > plot.highlight.x > last.x
    assert first.y > plot.highlight.y > last.y
    assert "own thresholds: 80 % of teasers" in plot.description


def test_bounds_at_which_nothing_is_assigned_are_left_out():
    plot = coverage_plot([point(0.5, 0.9, 0.8), point(0.99, 0.0, None)], point(None, 0.0, None))
    assert len(plot.marks) == 1
    assert plot.highlight is None


def test_no_marks_no_path():
    assert reliability_plot([]).path == ""
