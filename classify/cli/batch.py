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
        typer.Argument(metavar="PLAN", help="A TOML file: which digests, of which inputs."),
    ],
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=1, help="Digests made at the same time.")
    ] = 1,
    no_cache: NoCache = False,
) -> None:
    """Make all digests of a plan: one a recipient, a day or a week, with an index page.

    What stands already and would come out the same is not made again, so that a run that was
    interrupted goes on where it was.

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
