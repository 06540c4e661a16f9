"""E-mail newsletters -> teasers."""
