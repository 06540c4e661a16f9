"""What can go wrong, as one tree.

ClassifyError
 |- ReadError (also ValueError)            source, item, reason
 |- TaxonomyError (also ValueError)        source, reason
 |- LabelError (also ValueError)           source, item, reason
 |- PlanError (also ValueError)            source, item, reason
 |- SettingsError (also ValueError)        source, item, reason
 |- ReportTemplateError (also ValueError)  source, item, reason
 |- ReportError (also ValueError)          source, reason
 |- UnknownNameError (also LookupError)    what was asked, what is known
 |- MissingExtraError (also ImportError)   package, extra, the install command
 |- EncoderError (also ValueError)         encoder, reason
 |- CacheError                             path, reason
 '- BundleError                            path
     |- BundleNotFoundError (also FileNotFoundError)
     |- BundleFormatError                  format found and readable
     '- BundleIntegrityError               file, expected and found checksum

Own errors stand for what a user can mend: each carries its subject and says the cure.
Wrong types and broken promises between modules stay Python's own exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class ClassifyError(Exception):
    """Parent of every error that a user of this package can mend."""


class _PlacedError(ClassifyError, ValueError):
    """A fault at a place: a source, perhaps an item in it, and a reason."""

    def __init__(self, source: str | Path, reason: str, *, item: str | int | None = None) -> None:
        self.source = str(source)
        self.item = item
        self.reason = reason
        place = self.source if item is None else f"{self.source}, {item}"
        super().__init__(f"{place}: {reason}")


class ReadError(_PlacedError):
    """An input, or one item of it, cannot be read as teasers."""


class TaxonomyError(_PlacedError):
    """A topic file does not define topics."""


class LabelError(_PlacedError):
    """Labelled data contradict the taxonomy or themselves."""


class PlanError(_PlacedError):
    """A plan of digests cannot be read, or plans what cannot be made."""


class SettingsError(_PlacedError):
    """A settings file cannot be read, or sets what cannot be set."""


class ReportTemplateError(_PlacedError):
    """A user's template cannot be read, or asks for what there is not."""


class ReportError(_PlacedError):
    """Results cannot be written in a format."""


class UnknownNameError(ClassifyError, LookupError):
    """A name was asked for that its family does not have."""

    def __init__(self, kind: str, asked: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.asked = asked
        self.known = tuple(sorted(known))
        near = get_close_matches(asked, self.known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        super().__init__(f"unknown {kind} {asked!r}.{hint} Known: {', '.join(self.known)}.")


class MissingExtraError(ClassifyError, ImportError):
    """A feature needs a package that the core install leaves out."""

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        self.command = f"pip install 'classify-news[{extra}]'"
        super().__init__(f"{package} is not installed. Install it with: {self.command}")


class EncoderError(ClassifyError, ValueError):
    """An encoder lacks a part, or breaks a promise that an encoder makes."""

    def __init__(self, encoder: str, reason: str) -> None:
        self.encoder = encoder
        self.reason = reason
        super().__init__(f"encoder {encoder!r} {reason}")


class CacheError(ClassifyError):
    """The cache of vectors cannot be used; whoever meets it computes the vectors instead."""

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path = Path(path)
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class BundleError(ClassifyError):
    """A model folder cannot be used."""

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {reason}")


class BundleNotFoundError(BundleError, FileNotFoundError):
    """There is no bundle under the path or name."""


class BundleFormatError(BundleError):
    """The bundle's files do not follow a format that this version reads."""

    def __init__(
        self,
        path: str | Path,
        reason: str,
        *,
        found: int | str | None = None,
        readable: tuple[int, ...] = (),
    ) -> None:
        self.found = found
        self.readable = readable
        super().__init__(path, reason)


class BundleIntegrityError(BundleError):
    """A file of the bundle is not the file that was written."""

    def __init__(self, path: str | Path, file: str, expected: str, found: str) -> None:
        self.file = file
        self.expected = expected
        self.found = found
        super().__init__(
            path,
            f"{file} is damaged or was changed: its SHA-256 begins {found[:12]}, "
            f"the manifest says {expected[:12]}. Fetch or train the bundle again.",
        )
