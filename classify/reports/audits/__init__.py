"""Audits as reports."""
