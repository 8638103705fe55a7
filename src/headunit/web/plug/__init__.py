"""Diagnostics behind the pages: what may be opened from a page, a thread for each link, and what was read over it."""

from headunit.web.plug.desk import PlugDesk
from headunit.web.plug.session import PlugSession, PlugTools

__all__ = ["PlugDesk", "PlugSession", "PlugTools"]
