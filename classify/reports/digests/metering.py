"""The work that a template of the user's may ask for, counted, so that none goes on for ever.

Jinja2's sandbox keeps a template from what it must not touch, but not from `{% for %}` in
`{% for %}`, from a text doubled forty times, or from `center(10 ** 10)`. Here each of them spends
from one allowance before it is done: loops and calls by their number, texts and lists by their
length. The parse tree is changed for that, where the sandbox offers nothing to take hold of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import wraps
from itertools import chain
from typing import Any

from jinja2 import TemplateRuntimeError, nodes
from jinja2.visitor import NodeTransformer

MAX_WORK = 200_000_000
"""Characters made and gone through, all in all; what takes longer counts as many of them."""
MAX_OUTPUT = 50_000_000
"""Characters of one text."""
# By the time that they take, so that the whole allowance lasts for seconds.
STEP, CALL, MEMBER = 50, 500, 20
EACH, MEASURED, JOINED = "each of", "measured", "joined"
"""Filters that `metered` puts in; no template can write their names."""

_NUMBER = re.compile(r"\d+")
# Filters whose result can be as long as text and arguments multiplied, or that take so long.
_EXPANDING = {
    "batch": 1, "center": 1, "indent": 1, "join": 1, "replace": 1, "round": 1, "slice": 1,
    "urlize": 20, "wordwrap": 1,
}  # fmt: skip
_TAKES_ENVIRONMENT = "jinja_pass_arg"


class TooMuchWorkError(TemplateRuntimeError):
    """A template asks for more than it may."""


class Meter:
    """What a template has left to spend while it is rendered."""

    def __init__(self, allowance: int = MAX_WORK) -> None:
        self._left = allowance

    def spend(self, units: int) -> None:
        """Take from the allowance.

        Raises
        ------
        TooMuchWorkError
            If there is not so much left.
        """
        # What is refused costs nothing: Jinja2 tries constants beforehand, and swallows the error.
        if units > self._left:
            raise TooMuchWorkError(
                "asks for too much: a loop that goes on too long, or a text that grows too long "
                f"(a template has {MAX_WORK // STEP:,} steps, or {MAX_WORK:,} characters)"
            )
        self._left -= units

    def weigh(self, value: Any) -> None:
        """Spend the weight of a value; what is over the allowance is not even looked at."""
        self.spend(weight(value, limit=self._left))

    def each(self, items: Iterable[Any]) -> Iterator[Any]:
        """Go through items; each costs a step."""
        for item in items:
            self.spend(STEP)
            yield item

    def joined(self, parts: Iterable[str]) -> str:
        """Join texts, unless they are too long together."""
        found, n_characters = [], 0
        for part in parts:
            found.append(part)
            n_characters += len(part)
            if n_characters > MAX_OUTPUT:
                error = TooMuchWorkError(f"writes more than {MAX_OUTPUT:,} characters")
                if isinstance(parts, Generator):
                    parts.throw(error)  # at the line of the template that goes on writing
                raise error
        return "".join(found)

    def operate(self, operator: str, left: Any, right: Any) -> None:
        """Spend what an arithmetic operation costs, before it is done."""
        self.spend(_cost_of(operator, left, right))

    def filtered(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a filter spend what it costs, before and after."""
        n_before = 1 if hasattr(function, _TAKES_ENVIRONMENT) else 0

        @wraps(function)
        def spending(*values: Any, **options: Any) -> Any:
            before, (subject, *rest) = values[:n_before], values[n_before:]
            if name in _EXPANDING and isinstance(subject, Iterator):
                subject = list(subject)
            arguments = [*rest, *options.values()]
            self.spend(CALL + weight(subject) + sum(map(weight, arguments)))
            if name in _EXPANDING:
                factor = max([1, *map(_factor, arguments)])
                self.spend(weight(subject) * factor * _EXPANDING[name])
            elif name == "format":
                self.spend(_format_cost(str(subject), arguments))
            found = function(*before, subject, *rest, **options)
            self.weigh(found)
            return found

        return spending


def weight(value: Any, *, limit: int = MAX_WORK) -> int:
    """Count the characters and members of a value, however deep, up to a limit.

    A record counts as one: it was there before the template.
    """
    if isinstance(value, str):
        return 1 + len(value)
    total, waiting = 0, [value]
    while waiting and total <= limit:
        one = waiting.pop()
        total += MEMBER
        if isinstance(one, str):
            total += len(one)
        elif isinstance(one, int):
            total += one.bit_length() // 8
        elif isinstance(one, Mapping):
            waiting.extend(chain.from_iterable(one.items()))
        elif isinstance(one, (list, tuple, set, frozenset)):
            waiting.extend(one)
    return total


def metered(tree: nodes.Template) -> nodes.Template:
    """Change a parsed template so that what it builds and goes through is counted."""
    changed: nodes.Template = _Metering().visit(tree)
    return changed


class _Metering(NodeTransformer):
    """Puts filters around the parts of a template that cost."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = _filter(node.iter, EACH)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return _filter(parts, JOINED)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = _filter(node.expr, MEASURED)
        for operand in node.ops:
            operand.expr = _filter(operand.expr, MEASURED)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:
        self.generic_visit(node)
        return _filter(node, MEASURED) if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.List) -> nodes.Expr:
        self.generic_visit(node)
        return _filter(node, MEASURED)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Expr:
        self.generic_visit(node)
        return _filter(node, MEASURED)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:
        self.generic_visit(node)
        return _filter(node, MEASURED) if node.ctx == "load" else node


def _filter(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _cost_of(operator: str, left: Any, right: Any) -> int:
    """Bound the length of what an operation gives."""
    if operator == "%" and isinstance(left, str):
        return _format_cost(left, [right])
    if operator == "*":
        for sequence, times in ((left, right), (right, left)):
            if isinstance(sequence, (str, list, tuple)) and isinstance(times, int):
                return weight(sequence) * max(times, 1)
    if isinstance(left, int) and isinstance(right, int):
        if operator == "**":
            return left.bit_length() * max(right, 1)
        return left.bit_length() + right.bit_length()
    return weight((left, right))


def _format_cost(pattern: str, values: Iterable[Any]) -> int:
    """Bound the length of a text that "%" makes: its widths, and each value at every mark."""
    values = list(values)
    widths = sum(int(number) for number in _NUMBER.findall(pattern))
    if "*" in pattern:
        widths += sum(map(_factor, _leaves(values)))
    return len(pattern) + widths + (1 + pattern.count("%")) * weight(values)


def _leaves(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _factor(argument: Any) -> int:
    """Say how many times longer an argument can make a text."""
    return abs(argument) if isinstance(argument, int) else weight(argument)
