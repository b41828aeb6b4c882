"""The structs of the header kube_status.h, whose layout version `_library` compares."""

from __future__ import annotations

import ctypes

U8, U16, U32, I32 = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32, ctypes.c_int32


class Request(ctypes.Structure):
    """kube_status_request."""

    _fields_ = [
        ("verb", U8),
        ("retry_class", U8),
        ("name", U8),
        ("redirects", U8),
        ("flags", U32),
        ("timeout_ms", U32),
        ("max_delay_ms", U32),
        ("reserved", U32),
    ]


class Response(ctypes.Structure):
    """kube_status_response: only the library looks inside."""

    _fields_ = [("opaque", U32 * 44)]


class Advice(ctypes.Structure):
    """kube_status_advice."""

    _fields_ = [
        ("action", U8),
        ("rule", U8),
        ("alternative", U8),
        ("executed", U8),
        ("basis", U8),
        ("tries", U8),
        ("rv", U8),
        ("verb", U8),
        ("delay_ms", U32),
        ("new_timeout_ms", U32),
        ("code", U16),
        ("reason", U8),
        ("body", U8),
        ("flags", U16),
        ("cause_count", U16),
        ("causes", U32),
        ("status_code", I32),
        ("retry_after_seconds", I32),
        ("texts", U16),
        ("first_cause", U8),
        ("reserved", U8),
    ]


class Policy(ctypes.Structure):
    """kube_status_policy."""

    _fields_ = [
        ("preset", U8),
        ("reserved", U8),
        ("jitter_permille", U16),
        ("base_ms", U32),
        ("cap_ms", U32),
        ("conflict_base_ms", U32),
        ("reserved_2", U32 * 2),
    ]


class Budget(ctypes.Structure):
    """kube_status_budget."""

    _fields_ = [("capacity", U32), ("spent", U32), ("reserved", U32 * 2)]


class Retry(ctypes.Structure):
    """kube_status_retry: only the library looks at what it keeps."""

    _fields_ = [
        ("request", Request),
        ("wait_ms", U32),
        ("action", U8),
        ("why", U8),
        ("new_connection", U8),
        ("hinted", U8),
        ("opaque", U32 * 11),
    ]


class ListWatch(ctypes.Structure):
    """kube_status_list_watch: only the library looks at what it keeps."""

    _fields_ = [
        ("retry", Retry),
        ("send", U8),
        ("from_", U8),
        ("store", U8),
        ("complete", U8),
        ("timeout_seconds", U32),
        ("opaque", U32 * 2),
    ]


class Cursor(ctypes.Structure):
    """kube_status_cursor."""

    _fields_ = [("next", U32), ("text", U32), ("index", U32)]
