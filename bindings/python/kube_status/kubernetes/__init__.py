"""For the official client, the package kubernetes: advice from its exceptions, calls that retry, and list-watch.

    import kube_status.kubernetes

    try:
        api.replace_namespaced_config_map("web", "default", body)
    except ApiException as error:
        print(kube_status.kubernetes.advise(error, verb="update").explain())

Set `configuration.retries = False`: a client that retries on its own beneath what is here is refused.
"""

from ._call import call
from ._exceptions import advise
from ._list_watch import Event, list_watch

__all__ = ["Event", "advise", "call", "list_watch"]
