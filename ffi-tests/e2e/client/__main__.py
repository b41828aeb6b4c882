"""The C agent's counterpart on http.client and the Python module: the same words, the same things to ignore.

What an answer means and what to do next is the library's business alone: no status code is looked at here.
"""

import sys
import traceback

from collection import Collection
from objects import Objects
from operation import Found, Stopped
from options import parsed


def main():
    options = parsed(__doc__.splitlines()[0])
    command, *words = options.words
    client = (Collection if command in ("list", "watch") else Objects)(options)
    try:
        if command in ("create", "update"):
            field, _, value = words[1].partition("=")
            getattr(client, command)(words[0], {field: value})
        elif command == "delete":
            client.delete(*words)
        elif command == "send":
            client.send(*words)
        else:
            client.collect(command == "watch")
    except Found:
        return 0
    except Stopped:
        print(f"stopped: {client.advice.explain()}", file=sys.stderr)
        return 1
    except Exception:
        # No exit status that means anything else.
        traceback.print_exc()
        return 3
    return 0


sys.exit(main())
