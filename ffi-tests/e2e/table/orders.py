"""What several tables say to the client and to the server."""

# The client's words.
CREATE = "create web colour=blue"
NAMED = "create --generate-name web- colour=blue"
APPLY = "send PATCH $cm/web?fieldManager=agent --content-type application/apply-patch+yaml"

# A config map as `create` makes it, for `send`.
BODY = '{"metadata":{"name":"web"},"data":{"colour":"blue"}}'

# How the server is started, and of which namespaces the webhook is asked.
LEAVING = [
    "--shutdown-send-retry-after=true",
    "--shutdown-delay-duration=200ms",
    "--shutdown-watch-termination-grace-period=1s",
]
HOOKED = {"lab": "hook"}
