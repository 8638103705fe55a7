"""The vault behind the pages: opened by its passphrase for one browser, and locked again when nobody uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import ConsentError, FileMissingError, HeadunitError, InputError
from headunit.recovery.kept_code import code_in, entry_for, entry_name, kept_in
from headunit.vault.passphrase import Passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from headunit.numbers import RadioCode
    from headunit.recovery.asks import Knowledge, VaultCode
    from headunit.recovery.case import Case
    from headunit.vault.content import Vault
    from headunit.vault.store import VaultStore
    from headunit.web.clock import Clock

__all__ = ["LOCK_AFTER_MS", "Opened", "Vaults"]

LOCK_AFTER_MS = 300_000
"""An open vault that nobody uses is locked after so long."""

_MOST_OPEN = 8
_MOST_WRONG = 10
_WRONG_FOR_MS = 60_000


class Opened(NamedTuple):
    """Hold what is open: the *vault* as it was last read, its *passphrase*, and when it locks itself."""

    vault: Vault
    passphrase: Passphrase
    until_ms: float


class Vaults:
    """Open, change and lock the vault; every browser opens it for itself."""

    def __init__(
        self,
        store: VaultStore,
        clock: Clock,
        now: Callable[[], datetime],
        random_bytes: Callable[[int], bytes],
    ) -> None:
        """Take the *store* of the vault."""
        self._store = store
        self._clock = clock
        self.now = now
        self.random_bytes = random_bytes
        self._open: dict[str, Opened] = {}
        self._wrong: list[float] = []

    @property
    def exists(self) -> bool:
        """Return whether there is a vault; raises ReadFailedError for one that can't be read."""
        try:
            self._store.check()
        except FileMissingError:
            return False
        return True

    def opened(self, visitor: str) -> Opened | None:
        """Return what *visitor* has open, and put its locking off; None where it is locked."""
        held = self._open.get(visitor)
        if held is None or held.until_ms <= self._clock.now_ms():
            self._open.pop(visitor, None)
            return None
        self._open[visitor] = held._replace(until_ms=self._clock.now_ms() + LOCK_AFTER_MS)
        return self._open[visitor]

    def unlock(self, visitor: str, passphrase: str) -> Opened:
        """Open the vault; raises what VaultStore.open raises, and ConsentError (``vault-slow``) after many misses."""
        now = self._clock.now_ms()
        self._wrong = [at for at in self._wrong if now - at < _WRONG_FOR_MS]
        if len(self._wrong) >= _MOST_WRONG:
            raise ConsentError(
                "vault-slow", "there were many wrong passphrases just now", next_step="wait a minute, then try again"
            )
        secret = Passphrase(passphrase)
        try:
            vault = self._store.open(secret)
        except InputError:
            self._wrong.append(now)
            raise
        return self._hold(visitor, vault, secret)

    def create(self, visitor: str, passphrase: str, again: str) -> Opened:
        """Make an empty vault and open it; raises InputError (``passphrase-differs``) and what create raises."""
        if passphrase != again:
            raise InputError("passphrase-differs", "the two passphrases are not the same", next_step="type both again")
        self._store.create(Passphrase(passphrase))
        return self.unlock(visitor, passphrase)

    def lock(self, visitor: str) -> None:
        """Forget what *visitor* has open."""
        self._open.pop(visitor, None)

    def change(self, visitor: str, edit: Callable[[Vault], Vault]) -> Opened:
        """Change the vault; raises InputError (``vault-locked``), and what VaultStore.change raises."""
        held = self._must_be_open(visitor)
        return self._hold(visitor, self._store.change(held.passphrase, edit), held.passphrase)

    def delete(self) -> None:
        """Remove the vault for good, with every key to it."""
        self._open.clear()
        self._store.path.unlink(missing_ok=True)

    def with_vault(self, known: Knowledge, visitor: str) -> Knowledge:
        """Return *known* with the vault that *visitor* has open at hand."""

        def give(case: Case) -> VaultCode:
            return code_in(case, self._must_be_open(visitor).vault)

        def keep(case: Case, code: RadioCode) -> str:
            vault = self._must_be_open(visitor).vault
            kept = kept_in(case, code, vault)
            if kept is not None:  # the program was cut off before the case knew of it
                return str(kept.id)
            entry = entry_for(case, code, vault, entry_name(case, known), self.now(), self.random_bytes)
            self.change(visitor, lambda old: old.with_entry(entry))
            return str(entry.id)

        return known._replace(from_vault=give if self._may_exist() else None, into_vault=keep)

    def _may_exist(self) -> bool:
        """Return whether there is a vault to look into; what is wrong with one is told when it is opened."""
        try:
            return self.exists
        except HeadunitError:
            return True

    def _must_be_open(self, visitor: str) -> Opened:
        held = self.opened(visitor)
        if held is None:
            raise InputError("vault-locked", "the vault is locked", next_step="type its passphrase")
        return held

    def _hold(self, visitor: str, vault: Vault, passphrase: Passphrase) -> Opened:
        if len(self._open) >= _MOST_OPEN and visitor not in self._open:
            del self._open[next(iter(self._open))]
        self._open[visitor] = Opened(vault, passphrase, self._clock.now_ms() + LOCK_AFTER_MS)
        return self._open[visitor]
