"""Addresses -> feeds and pages, fetched only when asked, by rules that keep both sides safe."""
