"""Where templates of the user's run: they see fields, words and each other, and nothing else.

Jinja2's own sandbox lets a template call whatever it can name, class methods that open files
included. Here it is the other way round: what is not listed is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import BuiltinMethodType, MethodType, SimpleNamespace
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    Undefined,
    nodes,
    pass_eval_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import do_tojson
from jinja2.nodes import EvalContext
from jinja2.runtime import (
    BlockReference,
    Context,
    LoopContext,
    Macro,
    markup_join,
    str_join,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from classify.reports.digests.metering import CALL, EACH, JOINED, MEASURED, Meter, metered, weight
from classify.reports.digests.template_context import Word
from classify.reports.escaping import plain
from classify.reports.pages import shown
from classify.taxonomy import Taxonomy

ENDING = ".j2"
"""Of the names of templates that others may include."""
MAX_SOURCE_BYTES = 1_000_000

# By type: what a template may ask of a value. No method that makes a text longer is among them, nor
# one that changes the value; filters do what is missing, and are counted.
_TEXT = frozenset({
    "capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isascii",
    "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "lower",
    "lstrip", "partition", "removeprefix", "removesuffix", "rfind", "rindex", "rpartition",
    "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper",
})  # fmt: skip
_DATE = frozenset({
    "day", "isocalendar", "isoformat", "isoweekday", "month", "strftime", "weekday", "year",
})  # fmt: skip
_LOOP = frozenset({
    "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem",
    "previtem", "revindex", "revindex0",
})  # fmt: skip
_SEEN: Mapping[type, frozenset[str]] = {
    str: _TEXT,
    Mapping: frozenset({"get", "items", "keys", "values"}),
    list: frozenset({"count", "index"}),
    tuple: frozenset({"count", "index"}),
    datetime: _DATE | {"date", "hour", "microsecond", "minute", "second", "time", "timestamp"},
    date: _DATE,
    timedelta: frozenset({"days", "seconds", "total_seconds"}),
    Taxonomy: frozenset({"keys", "name", "topics", "version"}),
    LoopContext: _LOOP,
    Macro: frozenset({"name"}),
    BlockReference: frozenset({"super"}),
}
_LEFT_OUT = frozenset({"pprint"})  # a filter to look for faults with; its indents have no bound


class TemplateFile(BaseLoader):
    """Finds one template, and the templates beside it: no other file, and no folder but its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, Path] = {}
        """By file name as in a traceback: the templates that were read."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template.

        Raises
        ------
        TemplateNotFound
            If there is no file of this name in the folder.
        TemplateRuntimeError
            If the name is not that of a template, or the file is no text.
        OSError
            If the file cannot be read.
        """
        own = template == self._path.name
        path = self._path if own else self._neighbour(template)
        subject = "" if own else f"{template} "
        if path.is_dir():
            raise TemplateRuntimeError(f"{subject}is a folder, not a template")
        if not path.is_file():
            raise TemplateNotFound(template)
        self.files[str(path)] = path
        return _read(path, subject), str(path), lambda: True

    def _neighbour(self, name: str) -> Path:
        folder = self._path.parent.resolve()
        path = folder / name
        found = path.resolve()  # a link may lead anywhere
        if not name.endswith(ENDING) or path.parent != folder:
            raise TemplateRuntimeError(
                f"{name} cannot be included: only templates in the same folder can, and their "
                f"names end in {ENDING}"
            )
        if found.parent != folder or not found.name.endswith(ENDING):
            raise TemplateRuntimeError(f"{name} cannot be included: it is a link to another file")
        return self._path.parent / name


class TemplateSandbox(SandboxedEnvironment):
    """Renders one template of the user's once, within what it may see and spend.

    Parameters
    ----------
    path : Path
        The template.
    escapes : bool
        Whether what it prints is escaped for HTML.
    names : mapping of str to object
        What it may say, beside what it is rendered with.
    filters : mapping of str to callable
        Filters beside Jinja2's own.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(
        self,
        path: Path,
        *,
        escapes: bool,
        names: Mapping[str, Any],
        filters: Mapping[str, Callable[..., Any]],
    ) -> None:
        self.meter = Meter()
        self.files = TemplateFile(path)
        super().__init__(
            loader=self.files,
            autoescape=escapes,
            undefined=StrictUndefined,
            finalize=self._printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.globals = dict(names)
        self.concat = self.meter.joined  # type: ignore[method-assign]
        self._set_filters(filters)

    def _set_filters(self, own: Mapping[str, Callable[..., Any]]) -> None:
        replaced = {"safe": _safe, "tojson": _as_json}
        given = {
            name: function
            for name, function in {**self.filters, **own, **replaced}.items()
            if name not in _LEFT_OUT
        }
        self.filters = {
            name: self.meter.filtered(name, function) for name, function in given.items()
        }
        self.filters |= {EACH: self.meter.each, MEASURED: self._measured, JOINED: self._joined}

    def compile(self, source: str | nodes.Template, name: Any = None, filename: Any = None,
                raw: Any = False, defer_init: bool = False) -> Any:  # fmt: skip
        """Compile a template whose work is counted."""
        if isinstance(source, str):
            source = metered(self.parse(source, name, filename))
            source.set_environment(self)
        return super().compile(source, name, filename, raw, defer_init)

    def join_path(self, template: str, parent: str) -> str:
        """Count each template that another asks for."""
        self.meter.spend(CALL)
        return super().join_path(template, parent)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may ask this of a value."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, (SimpleNamespace, TemplateModule)):
            return attr in vars(obj)
        kind: type = type(obj)
        return attr in _seen_of(kind)

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether a template may call this: words, macros, and methods that it may see."""
        if isinstance(obj, (BuiltinMethodType, MethodType)):
            return self.is_safe_attribute(obj.__self__, obj.__name__, obj)
        # What is undefined says so when it is called.
        return isinstance(obj, (Word, Macro, LoopContext, BlockReference, Undefined))

    def wrap_str_format(self, value: Any) -> None:
        """Offer no `format` of texts: there is a filter, which is counted."""

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called; it costs a step, and what goes in and comes out."""
        if not __self.is_safe_callable(__obj):
            raise SecurityError(
                f"{type(__obj).__name__} cannot be called: a template calls its words, its macros "
                "and methods of texts and times"
            )
        __self.meter.spend(CALL)
        __self.meter.weigh(args)
        if isinstance(__obj, Word):  # messages: each place may be filled with the longest value
            n_places = sum(one.count("{") for one in args if isinstance(one, str))
            __self.meter.spend(n_places * weight(kwargs))
        elif isinstance(__obj, (BuiltinMethodType, MethodType)):
            __self.meter.weigh(__obj.__self__)
        found = super().call(__context, __obj, *args, **kwargs)
        __self.meter.weigh(found)
        return found

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, unless what comes out would be too long."""
        self.meter.operate(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def _printed(self, value: Any) -> Any:
        self.meter.weigh(value)
        return shown(value)

    def _measured(self, value: Any) -> Any:
        self.meter.weigh(value)
        return value

    @pass_eval_context
    def _joined(self, context: EvalContext, parts: Iterable[Any]) -> str:
        self.meter.weigh(parts)
        return markup_join(parts) if context.autoescape else str_join(parts)


def _read(path: Path, subject: str) -> str:
    with path.open("rb") as file:
        content = file.read(MAX_SOURCE_BYTES + 1)
    if len(content) > MAX_SOURCE_BYTES:
        raise TemplateRuntimeError(f"{subject}is longer than {MAX_SOURCE_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateRuntimeError(
            f"{subject}is no UTF-8 text (byte {error.start + 1}); save it as UTF-8"
        ) from error


@cache
def _seen_of(kind: type) -> frozenset[str]:
    """List what a template may ask of values of a type."""
    for known, names in _SEEN.items():
        if issubclass(kind, known):
            return names if not hasattr(kind, "_fields") else names | frozenset(kind._fields)
    if not is_dataclass(kind):
        return frozenset()
    properties = {name for name in dir(kind) if isinstance(getattr(kind, name), property)}
    return frozenset(field.name for field in fields(kind)) | properties


def _safe(value: Any) -> Markup:
    """Take a text for markup: it is not escaped, but cleaned."""
    return value if isinstance(value, Markup) else Markup(plain(str(value)))


@pass_eval_context
def _as_json(context: EvalContext, value: Any) -> Markup:
    """Write a value as JSON, without indents."""
    return do_tojson(context, value)
