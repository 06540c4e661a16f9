"""A digest as Markdown, HTML, text, mail and JSON."""
