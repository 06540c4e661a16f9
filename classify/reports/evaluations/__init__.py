"""Evaluations as reports."""
