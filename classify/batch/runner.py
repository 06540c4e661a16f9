"""Make the digests of a plan in parallel; those that are up to date are not made again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from classify.batch.made import forget_made, read_made, stands, write_made
from classify.batch.plan import DigestPlan, Plan
from classify.compute import in_processes
from classify.digests import DigestLayout, RankingSettings
from classify.errors import ClassifyError, PlanError
from classify.pipeline import TeaserPipeline
from classify.readers import (
    read_corrections,
    read_earlier_digest,
    read_selectors,
    read_teasers,
    read_watchlist,
)
from classify.records import Teaser, to_json_dict
from classify.reports import TopicNames, check_formats, check_language, render_index, write_digest
from classify.storage import write_text

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache

_Chain: TypeAlias = tuple[DigestPlan, DigestLayout]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One digest of a plan."""

    plan: str
    """Name of the digest in the plan."""
    label: str
    """Its day or week; "" where there is one issue only."""
    folder: Path
    made: bool = False
    """Whether it was made now; False where it was up to date, or failed."""
    error: str = ""
    """Why it could not be made."""
    left_out: tuple[str, ...] = ()
    """Messages about items that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """An issue to make."""

    digest: DigestPlan
    label: str
    folder: Path
    teasers: tuple[Teaser, ...]
    as_of: datetime
    faults: tuple[str, ...]


def run_plan(
    plan: Plan,
    *,
    cache: EmbeddingCache | None = None,
    n_jobs: int = 1,
    on_issue: Callable[[Issue], None] | None = None,
) -> list[Issue]:
    """Make all digests of a plan, and an index page over them.

    Digests go on in parallel, the issues of one in order. One that fails, whatever it raises, or
    whose process is killed, does not stop the others.

    Parameters
    ----------
    plan : Plan
    cache : EmbeddingCache, optional
        Where vectors are kept; with it no text is encoded for two digests.
    n_jobs : int
        Processes; each loads the model. With more than one, a script that calls this needs the
        guard `if __name__ == "__main__":`.
    on_issue : callable, optional
        Called with each issue when it is done.

    Raises
    ------
    PlanError
        Before any digest is made, if a topic, format, grouping or language does not exist.
    """
    pipeline = TeaserPipeline.load(plan.model, cache=cache)
    chains = [(digest, _layout(plan, digest, pipeline)) for digest in plan.digests]
    issues: list[Issue] = []
    found: Iterator[list[Issue]]
    if n_jobs == 1:
        found = (_make_all(plan, pipeline, chain) for chain in chains)
    else:
        found = in_processes(
            partial(_maker, plan, cache), chains, n_processes=n_jobs, lost=partial(_lost, plan)
        )
    for chain in found:
        for issue in chain:
            issues.append(issue)
            if on_issue:
                on_issue(issue)
    write_text(plan.out / "index.html", render_index(_entries(plan.out, issues)))
    return issues


def _layout(plan: Plan, digest: DigestPlan, pipeline: TeaserPipeline) -> DigestLayout:
    """Refuse digests that cannot be made, before any is."""
    try:
        check_formats(digest.formats)
        check_language(digest.language)
        if digest.selectors:
            read_selectors(plan.folder / digest.selectors)
        layout = DigestLayout(
            group_by=digest.group_by,  # type: ignore[arg-type]  # checked there
            topics=tuple(map(TopicNames(pipeline.taxonomy).key, digest.topics)),
            max_briefs=None if digest.all else digest.max_briefs,
            max_words=digest.max_words,
            ranking=RankingSettings(
                learned=digest.rank_by == "consequence",
                boosts=digest.boost,
                watchlist=read_watchlist(plan.folder / digest.watch) if digest.watch else (),
            ),
        )
        return layout.checked(pipeline.taxonomy)
    except (ValueError, ClassifyError) as error:
        raise PlanError(plan.folder, str(error), item=digest.name) from error


def _maker(plan: Plan, cache: EmbeddingCache | None) -> Callable[[_Chain], list[Issue]]:
    """Load the model in a process of its own, to make digests with it."""
    return partial(_make_all, plan, TeaserPipeline.load(plan.model, cache=cache))


def _lost(plan: Plan, chain: _Chain) -> list[Issue]:
    """Return the issue of a digest that was lost with its process."""
    return [_failed(plan, chain[0], "its process was killed, or had no memory left; run it again")]


def _failed(plan: Plan, digest: DigestPlan, error: str) -> Issue:
    return Issue(plan=digest.name, label="", folder=plan.out / digest.name, error=error)


def _make_all(plan: Plan, pipeline: TeaserPipeline, chain: _Chain) -> list[Issue]:
    """Make the issues of one digest, in order."""
    digest, layout = chain
    pipeline = pipeline.with_brief_length(digest.brief_length)
    try:
        tasks = _tasks(plan, digest)
    except Exception as error:
        return [_failed(plan, digest, _reason(error))]
    issues, before = [], None
    for task in tasks:
        issue = _make(plan, task, layout, pipeline, before if digest.since else None)
        issues.append(issue)
        if not issue.error:
            before = issue.folder
    return issues


def _reason(error: Exception) -> str:
    """Describe the error that stopped a digest; an unexpected one with its class."""
    if isinstance(error, ClassifyError):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    _log.debug("a digest fails", exc_info=error)
    return f"{type(error).__name__}: {error}"


def _tasks(plan: Plan, digest: DigestPlan) -> list[_Task]:
    """Read the inputs of a digest, and split them into issues."""
    paths = sorted({path for pattern in digest.inputs for path in _paths(plan.folder, pattern)})
    now = digest.as_of or datetime.now(UTC).replace(microsecond=0)
    faults: list[str] = []
    teasers = read_teasers(
        *paths,
        as_of=now,
        outlet=digest.outlet,
        columns=digest.columns,
        date_format=digest.date_format,
        selectors=plan.folder / digest.selectors if digest.selectors else None,
        on_error=lambda error: faults.append(str(error)),
        skip_failing=True,
    )
    folder = plan.out / digest.name
    if digest.every == "all":
        whole = _Task(
            digest=digest,
            label="",
            folder=folder,
            teasers=tuple(teasers),
            as_of=now,
            faults=tuple(faults),
        )
        return [whole]
    parts: dict[tuple[str, datetime], list[Teaser]] = {}
    for teaser in teasers:
        parts.setdefault(_period(teaser.published or now, digest.every), []).append(teaser)
    return [
        _Task(
            digest=digest,
            label=label,
            folder=folder / label,
            teasers=tuple(part),
            as_of=end,
            faults=tuple(faults) if end == max(ends for _, ends in parts) else (),
        )
        for (label, end), part in sorted(parts.items())
    ]


def _paths(folder: Path, pattern: str) -> Sequence[Path]:
    """Files that a pattern names; one without wildcards must be there."""
    if not any(char in pattern for char in "*?["):
        return [folder / pattern]
    try:
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
    except (ValueError, NotImplementedError, OSError) as error:
        raise PlanError(folder, f"cannot look for {pattern}: {error}") from error
    if not found:
        raise PlanError(folder, f"no file matches {pattern}")
    return found


def _period(moment: datetime, every: str) -> tuple[str, datetime]:
    """Label of the day or week of a time, and its end."""
    day = moment.astimezone(UTC).date()
    if every == "week":
        year, week, weekday = day.isocalendar()
        return f"{year}-w{week:02}", _midnight_after(day, 8 - weekday)
    return day.isoformat(), _midnight_after(day, 1)


def _midnight_after(day: date, n_days: int) -> datetime:
    try:
        return datetime.combine(day + timedelta(days=n_days), time(), UTC)
    except OverflowError:  # the last days that Python knows
        return datetime.max.replace(microsecond=0, tzinfo=UTC)


def _make(
    plan: Plan,
    task: _Task,
    layout: DigestLayout,
    pipeline: TeaserPipeline,
    before: Path | None,
) -> Issue:
    """Make one issue, unless it is up to date."""
    issue = Issue(plan=task.digest.name, label=task.label, folder=task.folder, left_out=task.faults)
    try:
        path = task.digest.corrections
        corrections = read_corrections(plan.folder / path) if path else ()
        decided = [to_json_dict(corrections), to_json_dict(layout.ranking.watchlist)]
        mark = _fingerprint(task, pipeline.sha256, decided, before)
        if stands(task.folder, mark):
            return issue
        digest = pipeline.digest(
            task.teasers,
            as_of=task.as_of,
            title=task.digest.title or task.digest.name,
            unreadable=task.faults,
            corrections=corrections,
            since=read_earlier_digest(before) if before else None,
            layout=layout,
        )
        forget_made(task.folder)
        formats = tuple(dict.fromkeys([*task.digest.formats, "json"]))  # the next issue reads it
        files = write_digest(
            digest, pipeline.taxonomy, task.folder, formats, language=task.digest.language
        )
        write_made(task.folder, mark, task.label, digest, files)
    except Exception as error:
        return replace(issue, error=_reason(error))
    return replace(issue, made=True)


def _fingerprint(task: _Task, model: str, decided: object, before: Path | None) -> str:
    """Hash all that a digest depends on, including the previous issue."""
    plan = {**asdict(task.digest), "as_of": None, "inputs": None}
    content = [
        version("classify-news"),
        model,
        to_json_dict(plan),
        to_json_dict(task.teasers),
        task.faults,
        task.as_of.isoformat() if task.digest.as_of or task.label else None,
        decided,
        read_made(before)["fingerprint"] if before else None,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _entries(out: Path, issues: Sequence[Issue]) -> dict[str, list[dict[str, object]]]:
    """Collect the index entries of the issues, the latest first, by digest."""
    entries: dict[str, list[dict[str, object]]] = {}
    for issue in reversed(issues):
        own = entries.setdefault(issue.plan, [])
        if issue.error:
            own.append({"label": issue.label, "error": issue.error})
            continue
        made = read_made(issue.folder)
        place = issue.folder.relative_to(out).as_posix()
        own.append(
            {**made, "error": "", "links": {name: f"{place}/{name}" for name in made["files"]}}
        )
    return dict(reversed(entries.items()))
