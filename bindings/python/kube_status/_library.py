"""The library behind this package: where it is found, its structs and its functions.

Everything that the header kube_status.h declares and this package uses is declared once, structs in `_structs` and all
else here. Words (the values of the enums) are not: `_words` asks the library for them.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ._structs import U32, Advice, Response

ABI = 0
"""The layout version of the structs (KUBE_STATUS_ABI)."""

TEXT_SIZE = 65535
"""So many bytes of a text buffer are used at most."""

FOREVER = 0xFFFF_FFFF
"""The limit that is none."""

NO_JITTER = 0xFFFF
"""The jitter that is none; 0 is that of the preset."""

FED_ENOUGH = 1
"""Bit of the result of kube_status_response_frame: the frame is complete."""


class Answer(ctypes.Structure):
    """Advice and the text buffer behind it, so that one copy takes both."""

    _fields_ = [("advice", Advice), ("text", ctypes.c_char * TEXT_SIZE)]


ADVICE_SIZE = ctypes.sizeof(Advice)


class Memory:
    """What a call works in, of use to one caller at a time; see `take_memory`."""

    __slots__ = ("bytes", "advice", "advice_pointer", "text_pointer", "response_pointer")

    def __init__(self) -> None:
        answer = Answer()
        self.bytes: Any = (ctypes.c_char * ctypes.sizeof(answer)).from_buffer(answer)  # a slice of it is a copy
        self.advice: Advice = answer.advice
        # What byref made is the cheapest argument: ctypes looks at it no more.
        self.advice_pointer: Any = ctypes.byref(answer)
        self.text_pointer: Any = ctypes.byref(answer, Answer.text.offset)
        self.response_pointer: Any = ctypes.byref(Response())


free: list[Memory] = []
"""Memory that nobody uses, to be taken by pop and given back by append: neither can be torn apart by another thread.
After an exception that may be left out. Memory of each thread would not do, for a signal handler may ask for advice in
the middle of a call of its own thread."""


def take_memory() -> Memory:
    """Memory that nobody else uses."""
    try:
        return free.pop()
    except IndexError:
        return Memory()


def check(result: int) -> int:
    """A result of the library, unless it is an error: a mistake in how this package called it."""
    if result < 0:
        raise RuntimeError(f"kube_status: the library refused a call with the error {result}")
    return result


def packer(structure: type[ctypes.Structure]) -> struct.Struct:
    """The same layout for the struct module, which is faster where every field is written."""
    fields: Any = structure._fields_
    layout = struct.Struct("@" + "".join(field._type_ for _, field in fields))
    assert layout.size == ctypes.sizeof(structure)
    return layout


def advice_byte(field: str) -> int:
    """Where in the bytes of advice a field of one byte is."""
    offset: int = getattr(Advice, field).offset
    return offset


def advice_number(field: str) -> Callable[[bytes], tuple[int]]:
    """What takes a longer field out of the bytes of advice."""
    kinds: dict[str, Any] = {name: kind for name, kind, *_ in Advice._fields_}
    return struct.Struct(f"@{advice_byte(field)}x{kinds[field]._type_}").unpack_from


def _file_names() -> list[str]:
    """What the library file is called here."""
    if sys.platform == "win32":
        return ["kube_status.dll"]
    if sys.platform == "darwin":
        return ["libkube_status.dylib"]
    return ["libkube_status.so", f"libkube_status.so.{ABI}"]


def _places() -> list[str]:
    """Files to try in this order: beside this module, in the checkout that it is part of, where the system looks."""
    here = Path(__file__).resolve().parent
    folders = [here]
    if [folder.name for folder in here.parents[:2]] == ["python", "bindings"]:
        folders.append(here.parents[2] / "target" / "release")
    files = [str(file) for folder in folders for name in _file_names() if (file := folder / name).exists()]
    found = ctypes.util.find_library("kube_status")
    return files + _file_names()[::-1] + ([found] if found else [])


def _load() -> ctypes.PyDLL:
    """Loads the library. Calls hold the interpreter's lock: they take a microsecond, about what letting go costs."""
    chosen = os.environ.get("KUBE_STATUS_LIBRARY")
    failures = []
    for place in [chosen] if chosen else _places():
        try:
            return ctypes.PyDLL(place)
        except OSError as error:
            failures.append(f"{place}: {error}")
    source = "the library that KUBE_STATUS_LIBRARY names" if chosen else "libkube_status"
    raise ImportError(f"kube_status: cannot load {source}. " + "; ".join(failures))


def _declare(library: ctypes.PyDLL) -> None:
    """Result and argument types. The functions that are called most have no argument types: ctypes then passes bytes
    as their address, an int as a C int (the right bits for a uint32_t) and its own objects as they are, at half the
    price. They may be given nothing else, so a size_t must come as one."""
    pointer, size, text, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_int
    functions: dict[str, tuple[Any, list[Any] | None]] = {
        "advise_whole": (number, None),
        "advise": (number, [pointer] * 3),
        "advice_text": (text, None),
        "advice_next_text": (text, None),
        "advice_is": (number, None),
        "client_go_reason": (U32, [pointer]),
        "is_unexpected_server_error": (number, [pointer]),
        "suggests_client_delay": (number, [pointer]),
        "explain": (size, [pointer, pointer, size, pointer, size]),
        "request_http": (number, [pointer] + [pointer, size] * 3),
        "response_begin": (number, [pointer, U32]),
        "response_line": (number, [pointer, pointer, size]),
        "response_location": (number, [pointer, pointer, size, pointer, size]),
        "response_clock": (number, [pointer, ctypes.c_uint64]),
        "response_failed": (number, [pointer, U32]),
        "response_end": (number, [pointer, U32, U32]),
        "response_body": (number, [pointer, pointer, size, pointer, size]),
        "response_frame": (number, [pointer, pointer, size, pointer, pointer, size]),
        "retry_begin": (number, [pointer, pointer, pointer, U32, U32]),
        "retry_next": (number, [pointer, pointer, pointer, U32, U32]),
        "retry_left": (U32, [pointer, U32]),
        "list_watch_begin": (number, [pointer, pointer, pointer, U32, U32]),
        "list_watch_next": (number, [pointer, pointer, pointer, U32, U32]),
        "version": (text, []),
    }
    for name, (result, arguments) in functions.items():
        function = getattr(library, "kube_status_" + name)
        function.restype = result
        if arguments is not None:
            function.argtypes = arguments


def _open() -> ctypes.PyDLL:
    library = _load()
    try:
        library.kube_status_abi.restype = U32
        abi = library.kube_status_abi()
        if abi != ABI:
            raise ImportError(f"kube_status: {library._name} has layout version {abi}, this package needs {ABI}")
        _declare(library)
    except AttributeError as error:
        raise ImportError(f"kube_status: {library._name} is no library that this package can use: {error}") from error
    return library


library = _open()
"""The loaded library."""


def names(word: str) -> list[str]:
    """The names that the library has for a kind of word, in the order of their numbers from 0. A flag has the number
    1, 2, 4, ... instead."""
    function = getattr(library, f"kube_status_{word}_name")
    function.restype, function.argtypes = ctypes.c_char_p, [U32]
    found: list[str] = []
    while (name := function(1 << len(found) if word.endswith("_flag") else len(found)).decode()) != "?":
        found.append(name)
    return found
