"""What apimachinery and client-go would say about the same answer (apimachinery: pkg/api/errors/errors.go)."""

from __future__ import annotations

from collections.abc import Callable

from ._library import library
from ._words import Reason

_REASONS = list(Reason)


def _predicate(name: str, reason: Reason) -> Callable[[Predicates], bool]:
    number = reason.value

    def holds(self: Predicates) -> bool:
        return bool(library.kube_status_advice_is(self._data, number))

    holds.__doc__ = f"apimachinery's {name}."
    return holds


class Predicates:
    """apimachinery's predicates, exactly as they answer on the same facts; False for a success and without a
    response. What to do is told by the action, not by these."""

    __slots__ = ("_data",)
    _data: bytes  # the bytes of kube_status_advice, and behind them the texts as the library packs them

    is_not_found = _predicate("IsNotFound", Reason.NOT_FOUND)
    is_already_exists = _predicate("IsAlreadyExists", Reason.ALREADY_EXISTS)
    is_conflict = _predicate("IsConflict", Reason.CONFLICT)
    is_invalid = _predicate("IsInvalid", Reason.INVALID)
    is_gone = _predicate("IsGone", Reason.GONE)
    is_resource_expired = _predicate("IsResourceExpired", Reason.EXPIRED)
    is_not_acceptable = _predicate("IsNotAcceptable", Reason.NOT_ACCEPTABLE)
    is_unsupported_media_type = _predicate("IsUnsupportedMediaType", Reason.UNSUPPORTED_MEDIA_TYPE)
    is_method_not_supported = _predicate("IsMethodNotSupported", Reason.METHOD_NOT_ALLOWED)
    is_service_unavailable = _predicate("IsServiceUnavailable", Reason.SERVICE_UNAVAILABLE)
    is_bad_request = _predicate("IsBadRequest", Reason.BAD_REQUEST)
    is_unauthorized = _predicate("IsUnauthorized", Reason.UNAUTHORIZED)
    is_forbidden = _predicate("IsForbidden", Reason.FORBIDDEN)
    is_timeout = _predicate("IsTimeout", Reason.TIMEOUT)
    is_server_timeout = _predicate("IsServerTimeout", Reason.SERVER_TIMEOUT)
    is_internal_error = _predicate("IsInternalError", Reason.INTERNAL_ERROR)
    is_too_many_requests = _predicate("IsTooManyRequests", Reason.TOO_MANY_REQUESTS)
    is_request_entity_too_large = _predicate("IsRequestEntityTooLargeError", Reason.REQUEST_ENTITY_TOO_LARGE)
    is_store_read_error = _predicate("IsStoreReadError", Reason.STORAGE_READ_ERROR)

    def is_unexpected_server_error(self) -> bool:
        """apimachinery's IsUnexpectedServerError."""
        return bool(library.kube_status_is_unexpected_server_error(self._data))

    def client_go_reason(self) -> Reason:
        """The reason that client-go reports: that of the trusted Status, or what it makes of the code where there is
        none. UNKNOWN for a success and without a response."""
        number: int = library.kube_status_client_go_reason(self._data)
        return _REASONS[number]
