"""What every vault begins with, so that a vault is known without the libraries that open it."""

__all__ = ["MARK"]

MARK = b"\x89HUV\r\n\x1a\n"
