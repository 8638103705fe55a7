"""The stages of the guided way: each asks its questions, and says what an answer leads to."""
