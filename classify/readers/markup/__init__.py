"""Markup -> text and blocks of text."""
