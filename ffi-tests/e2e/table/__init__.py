"""The table of scenarios, by what goes wrong."""

from . import client_errors, conflicts, server_errors, throttles, transport, watches

ROWS = [
    *client_errors.ROWS,
    *conflicts.ROWS,
    *throttles.ROWS,
    *server_errors.ROWS,
    *transport.ROWS,
    *watches.ROWS,
]
