"""Lay out what is printed: code cards and job sheets, as PDF."""
