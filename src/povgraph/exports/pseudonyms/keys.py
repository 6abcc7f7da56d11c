"""Make pseudonyms that are the same for the same person under the same salt, and that nobody can count back.

A name has so few possibilities that a bare digest of it is found by trying them all; without the salt that is no use.
"""

import hmac
import secrets
from hashlib import scrypt, sha256

from povgraph.errors import StoreError

_LEAST = 8
# No vowels, so that no word comes about; ten of them are enough for ten million persons.
_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ"
_LENGTH = 10
_MARK = "化名"


class Key:
    """The secret that pseudonyms are made with.

    Args:
        salt: A text that only those know who may compare exports; None for one that is made up now and forgotten.

    Raises:
        StoreError: the salt is so short that it could be guessed.
    """

    def __init__(self, salt: str | None = None) -> None:
        if salt is not None and len(salt) < _LEAST:
            raise StoreError(f"the salt has {len(salt)} characters; give {_LEAST} or more, which nobody can guess")
        self.lasting = salt is not None
        text = secrets.token_hex(32) if salt is None else salt
        # slow on purpose, so that trying salts out costs as much as it can
        self._key = scrypt(text.encode("utf-8", "surrogatepass"), salt=b"povgraph pseudonyms", n=2**14, r=8, p=1)

    def name(self, *parts: str) -> str:
        """Give the pseudonym of what some parts identify.

        >>> key = Key("a salt for this example")
        >>> key.name("id/person/a/徐伟") == key.name("id/person/a/徐伟"), key.name("x")[:2]
        (True, '化名')
        """
        number = int.from_bytes(self._digest("name", *parts))
        letters = []
        for _ in range(_LENGTH):
            number, at = divmod(number, len(_LETTERS))
            letters.append(_LETTERS[at])
        return _MARK + "".join(letters)

    def digest(self, iri: str) -> str:
        """Give 24 hexadecimal digits in place of those of a statement's IRI, which are a digest of what it says."""
        return self._digest("iri", iri).hex()[:24]

    def _digest(self, *parts: str) -> bytes:
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), sha256)
