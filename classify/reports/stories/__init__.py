"""Stories as rows, Markdown and a page."""
