"""Atomic writes of files and folders; bundles with checksums; bundled files."""

from classify.storage.assets import TOKENIZER, asset_path, bundle_learned_on, model_folder
from classify.storage.bundles import (
    CARD,
    MANIFEST,
    Bundle,
    read_bundle,
    replaceable_files,
    restoring,
    write_bundle,
)
from classify.storage.faults import in_one_line
from classify.storage.files import naming, write_all, write_text, write_whole
from classify.storage.format_numbers import format_fault
from classify.storage.typed_json import entry, settings_from_json

__all__ = [
    "CARD",
    "MANIFEST",
    "TOKENIZER",
    "Bundle",
    "asset_path",
    "bundle_learned_on",
    "entry",
    "format_fault",
    "in_one_line",
    "model_folder",
    "naming",
    "read_bundle",
    "replaceable_files",
    "restoring",
    "settings_from_json",
    "write_all",
    "write_bundle",
    "write_text",
    "write_whole",
]
