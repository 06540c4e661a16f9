"""The verb that shows a model: inspect."""

from __future__ import annotations

from typing import Annotated

import typer

from classify.cli.terminal import put, say


def inspect(
    model: Annotated[
        str,
        typer.Argument(metavar="[MODEL]", help="Name of a bundled model or encoder, or a folder."),
    ] = "default",
) -> None:
    """Show a model's card: its training data, its scores; verify its checksums.

    Example: classify inspect my-model/
    """
    from classify.pipeline import KIND, check_manifest
    from classify.reports import plain_lines, render_card
    from classify.storage import model_folder, read_bundle, restoring

    bundle = read_bundle(model_folder(model, what="model"))
    if bundle.manifest.get("kind") == KIND:
        check_manifest(bundle)
        with restoring(bundle.path):
            card = render_card(bundle.manifest)
        put(card, None)
    else:  # an encoder's card is written by hand, perhaps a stranger's
        put(plain_lines(bundle.card()).expandtabs(4), None)
    say(f"{bundle.path}: all {len(bundle.manifest['files'])} checksums agree")
