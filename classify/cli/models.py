"""The verb that looks into models: inspect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.screen import put, say
from classify.errors import BundleFormatError

if TYPE_CHECKING:
    from classify.bundles import Bundle


def inspect(
    model: Annotated[
        str,
        typer.Argument(metavar="[MODEL]", help="A bundled model's or encoder's name, or a folder."),
    ] = "default",
) -> None:
    """Show what a model is, what it was trained on and how well it scored; check its files.

    Example: classify inspect my-model/
    """
    from classify.assets import model_folder
    from classify.bundles import CARD, read_bundle
    from classify.model_files import KIND
    from classify.reports.plain_text import plain_lines

    bundle = read_bundle(model_folder(model, what="model"))
    if bundle.manifest.get("kind") == KIND:
        put(_card(bundle), None)
    else:  # an encoder's card is written by hand, perhaps a stranger's
        card = (bundle.path / CARD).read_text(encoding="utf-8", errors="replace")
        put(plain_lines(card).expandtabs(4), None)
    say(f"{bundle.path}: all {len(bundle.manifest['files'])} checksums agree")


def _card(bundle: Bundle) -> str:
    """Write the card of a model from its manifest, which may be a stranger's."""
    from classify.reports import render_card

    try:
        return render_card(bundle.manifest)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        reason = f"manifest.json does not say of the model what its card needs ({error!r})"
        raise BundleFormatError(bundle.path, reason) from error
