"""Listing pages, copied as text, to items."""
