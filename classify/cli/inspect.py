"""The verb that looks into models: inspect."""

from __future__ import annotations

from typing import Annotated

import typer

from classify.cli.terminal import put, say


def inspect(
    model: Annotated[
        str,
        typer.Argument(metavar="[MODEL]", help="A bundled model's or encoder's name, or a folder."),
    ] = "default",
) -> None:
    """Show what a model is, what it was trained on and how well it scored; check its files.

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
