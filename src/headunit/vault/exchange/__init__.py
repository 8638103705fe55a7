"""Bring entries to and from other programs that keep secrets; everything here is in clear."""
