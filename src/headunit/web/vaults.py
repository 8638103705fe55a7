"""The vault behind the pages: opened by its passphrase for one browser, and locked again when nobody uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import CannotWriteError, ConsentError, FileMissingError, HeadunitError, InputError
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
_OLDER = "{path.stem}.format-*{path.suffix}"
"""What the store calls a vault in an older format, which it keeps."""


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
        self._lent: dict[str, str] = {}
        self._wrong: list[float] = []

    @property
    def exists(self) -> bool:
        """Return whether there is a vault; raises ReadFailedError for one that can't be read."""
        try:
            self._store.check()
        except FileMissingError:
            return False
        return True

    @property
    def may_exist(self) -> bool:
        """Return whether there is a vault, be it one that can't be read."""
        try:
            return self.exists
        except HeadunitError:
            return True

    def opened(self, visitor: str) -> Opened | None:
        """Return what *visitor* has open, and put its locking off; None where it is locked."""
        held = self.looked_at(visitor)
        if held is not None:
            held = self._open[visitor] = held._replace(until_ms=self._clock.now_ms() + LOCK_AFTER_MS)
        return held

    def looked_at(self, visitor: str) -> Opened | None:
        """Return what *visitor* has open, as a page does that comes by itself: the vault doesn't count as used."""
        held = self._open.get(visitor)
        return None if held is None or held.until_ms <= self._clock.now_ms() else held

    def left_ms(self, held: Opened) -> float:
        """Return after what time *held* locks itself, in ms."""
        return held.until_ms - self._clock.now_ms()

    def sweep(self) -> tuple[str, ...]:
        """Forget what is locked by now; return the cases whose code came from it, to be forgotten, too."""
        now = self._clock.now_ms()
        self._open = {visitor: held for visitor, held in self._open.items() if held.until_ms > now}
        over = tuple(case_id for case_id, visitor in self._lent.items() if visitor not in self._open)
        for case_id in over:
            del self._lent[case_id]
        return over

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
        """Remove the vault for good, with what is left of it in older formats; raises CannotWriteError."""
        self._open.clear()
        path = self._store.path
        try:
            for one in (path, path.with_name(f".{path.name}.part"), *path.parent.glob(_OLDER.format(path=path))):
                one.unlink(missing_ok=True)
        except OSError as fault:
            raise CannotWriteError(
                "vault-stays",
                f"the vault {str(path)!r} can't be deleted ({fault.strerror})",
                value=str(path),
                next_step="delete the file yourself",
            ) from fault

    def with_vault(self, known: Knowledge, visitor: str) -> Knowledge:
        """Return *known* with the vault that *visitor* has open at hand."""

        def give(case: Case) -> VaultCode:
            found = code_in(case, self._must_be_open(visitor).vault)
            self._lent[case.id] = visitor
            return found

        def keep(case: Case, code: RadioCode) -> str:
            vault = self._must_be_open(visitor).vault
            kept = kept_in(case, code, vault)
            if kept is not None:  # the program was cut off before the case knew of it
                return str(kept.id)
            entry = entry_for(case, code, vault, entry_name(case, known), self.now(), self.random_bytes)
            self.change(visitor, lambda old: old.with_entry(entry))
            return str(entry.id)

        return known._replace(from_vault=give if self.may_exist else None, into_vault=keep)

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
