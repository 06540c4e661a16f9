"""The verb that makes many digests: batch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.cache import user_cache
from classify.cli.options import NoCache
from classify.cli.terminal import progress, say


def batch(
    plan: Annotated[
        Path,
        typer.Argument(metavar="PLAN", help="A TOML file that lists digests and their inputs."),
    ],
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=1, help="Number of digests made in parallel.")
    ] = 1,
    no_cache: NoCache = False,
) -> None:
    """Make all digests of a plan, such as one for each recipient, day or week, with an index page.

    Digests that are up to date are not made again, so that an interrupted run continues.

    Example: classify batch desks.toml --jobs 2
    """
    from classify.batch import Issue, read_plan, run_plan

    content = read_plan(plan)

    with progress("Making digests", len(content.digests)) as advance:

        def tell(issue: Issue) -> None:
            for message in issue.left_out:
                say(f"left out: {message}")
            if issue.error:
                say(f"not made: {issue.plan} {issue.label}: {issue.error}")
            elif issue.made:
                say(f"wrote {issue.folder}")
            if advance:
                advance(1)

        issues = run_plan(content, cache=user_cache(no_cache=no_cache), n_jobs=jobs, on_issue=tell)
    failed = sum(bool(issue.error) for issue in issues)
    made = sum(issue.made for issue in issues)
    stood = len(issues) - made - failed
    say(f"wrote {content.out / 'index.html'}: {made} made, {stood} stood already, {failed} failed")
    if failed:
        raise typer.Exit(1)
