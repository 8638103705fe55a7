"""The links to a unit, one module each."""
