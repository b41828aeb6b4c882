"""Headers and bodies, in the many shapes that Python has for them, as the bytes that the library takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HeaderText = str | bytes
Headers = Mapping[str, HeaderText] | Mapping[bytes, HeaderText] | Iterable[tuple[HeaderText, HeaderText]]
"""A mapping from names to values, or pairs of a name and a value; names in any letter case."""

BodyBytes = bytes | bytearray | memoryview | str | None
"""A body; a str stands for its UTF-8 bytes, None for no body."""

# The headers that the library looks at (kube_status_response_header); all others it would pass over.
_COUNTING = ("retry-after", "date", "location", "connection")


class _Spellings(dict[HeaderText, str]):
    """What a name begins a line with, by every spelling met so far: empty for those that do not count. Servers use
    few, over and over."""

    def __missing__(self, name: HeaderText) -> str:
        key = name.lower() if isinstance(name, str) else name.decode("latin-1").lower()
        begin = f"\n{key}:" if key in _COUNTING else ""
        if len(self) < 1000 and len(name) < 100:
            self[name] = begin
        return begin


_begins = _Spellings()
_counts = _begins.__getitem__

# RFC 9110 section 5.5: within a value these become blanks. So no value can begin another line.
_BLANKS = bytes.maketrans(b"\r\n", b"  ")


def head(headers: Headers) -> bytes:
    """The lines that count, each behind a line feed, in the order they came in."""
    lines = ""
    try:
        if type(headers) is dict:
            for name in filter(_counts, headers):
                value = headers[name]
                lines += _begins[name] + (value if type(value) is str and value.isprintable() else _printable(value))
        else:
            for name, value in headers.items() if hasattr(headers, "items") else headers:
                if begin := _begins[name]:
                    lines += begin + (value if type(value) is str and value.isprintable() else _printable(value))
    except (AttributeError, TypeError, ValueError) as error:
        raise TypeError("headers: a mapping or pairs of name and value, which are str or bytes") from error
    # No value that counts holds anything but ASCII, so it matters little that this is UTF-8.
    return lines.encode()


def _printable(value: HeaderText) -> str:
    """The value on one line and without lone surrogates."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    elif not isinstance(value, (bytes, bytearray)):
        raise TypeError(f"a value is a {type(value).__name__}")
    return value.translate(_BLANKS).decode("latin-1")


def first_location(lines: bytes) -> bytes | None:
    """The value of the first Location among such lines."""
    for line in lines.split(b"\n"):
        name, _, value = line.partition(b":")
        if name == b"location":
            return value
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
