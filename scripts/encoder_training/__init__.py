"""Trains the teaser encoder: what it learns from, the model, the losses, the loop."""
