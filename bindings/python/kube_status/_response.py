"""Headers and bodies, in the many shapes that Python has for them, as the bytes that the library takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HeaderText = str | bytes
Headers = Mapping[str, HeaderText] | Mapping[bytes, HeaderText] | Iterable[tuple[HeaderText, HeaderText]]
"""A mapping from names to values, or pairs of a name and a value; names in any letter case."""

BodyBytes = bytes | bytearray | memoryview | str | None
"""A body; a str stands for its UTF-8 bytes, None for no body."""

# The headers that the library looks at (kube_status_response_header); all others it would pass over.
_LINES: dict[HeaderText, bytes] = {
    spelling: name + b":"
    for name in (b"retry-after", b"date", b"location", b"connection")
    for spelling in (name, name.decode())
}

# RFC 9110 section 5.5: these within a value become blanks. So no value can begin another line.
_BLANKS = bytes.maketrans(b"\r\n\0", b"   ")


def head(headers: Headers) -> bytes:
    """The lines that count, each ending with a line feed, in the order they came in."""
    lines = b""
    try:
        for name, value in headers.items() if hasattr(headers, "items") else headers:
            line = _LINES.get(name.lower())
            if line:
                if isinstance(value, str):
                    # What is not in the character set becomes "?", which no header that counts may hold.
                    value = value.encode("latin-1", "replace")
                lines += line + value.translate(_BLANKS) + b"\n"
    except (AttributeError, TypeError, ValueError) as error:
        raise TypeError("headers: a mapping or pairs of name and value, which are str or bytes") from error
    return lines


def first_location(lines: bytes) -> bytes | None:
    """The value of the first Location among such lines."""
    for line in lines.split(b"\n"):
        if line.startswith(_LINES["location"]):
            return line[len(_LINES["location"]) :]
    return None


def body_bytes(body: BodyBytes) -> bytes:
    """The body as bytes; a lone surrogate becomes what the library shows as U+FFFD."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    try:
        return memoryview(body).tobytes()
    except TypeError:
        raise TypeError(f"body: bytes, str or None, not {type(body).__name__}") from None
