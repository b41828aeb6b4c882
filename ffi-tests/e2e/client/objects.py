"""Objects: create, update or delete one, or send what was said."""

import json
from urllib.parse import quote

import kube_status
from kube_status import Action
from operation import Found, Operation, Stopped


class Objects(Operation):
    """Each does one thing, and raises what comes between."""

    def create(self, name, data):
        kind = "generateName" if self.generate_name else "name"
        metadata = {kind: name, "labels": {"run": self.run_label}}
        body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}

        def look(_, body):
            """A new object is known by its label."""
            if self.generate_name:
                found = self.get(f"{self.path}?labelSelector=run%3D{self.run_label}")["items"]
                if not found:
                    return body
                raise Found
            try:
                found = self.get(f"{self.path}/{quote(name)}")
            except Stopped:
                if self.is_absent():
                    return body
                raise
            raise Found if found["metadata"].get("labels", {}).get("run") == self.run_label else Stopped

        try:
            self.run("POST", self.path, body, look, verb="create", name="generated" if self.generate_name else "given")
        except Stopped:
            if not self.take_over or self.ignore == "take-over" or self.advice.action is not Action.RESOLVE_EXISTS:
                raise
            self.update(name, data)

    def update(self, name, data):
        path = f"{self.path}/{quote(name)}"

        def merge(action, _):
            found = self.get(path)
            if action is Action.VERIFY_OUTCOME and data.items() <= found.get("data", {}).items():
                raise Found
            found["data"] = {**found.get("data", {}), **data}
            if self.ignore == "version":
                del found["metadata"]["resourceVersion"]
            return found

        self.run("PUT", path, merge(Action.MERGE_RETRY, None), merge, verb="update")

    def delete(self, name):
        path, body = f"{self.path}/{quote(name)}", None
        if self.preconditions and self.ignore != "preconditions":
            found = self.get(path)["metadata"]
            body = {"preconditions": {key: found[key] for key in ("uid", "resourceVersion")}}

        def look(_, body):
            try:
                found = self.get(path)
            except Stopped:
                if self.is_absent():
                    raise Found from None
                raise
            if body:
                body["preconditions"]["resourceVersion"] = found["metadata"]["resourceVersion"]
            return body

        self.run("DELETE", path, body, look, verb="delete")

    def send(self, method, target, text=None):
        """One request as it was said."""
        if text and text.startswith("@"):
            with open(text[1:]) as file:
                text = file.read()

        def renew(action, body):
            """The resourceVersion of now in the object, or in a JSON patch's test."""
            if action is not Action.MERGE_RETRY:
                raise Stopped
            body = json.loads(body) if isinstance(body, str) else body
            now = self.get(target.partition("?")[0])["metadata"]["resourceVersion"]
            if isinstance(body, dict):
                body["metadata"]["resourceVersion"] = now
            else:
                for one in body:
                    if one["op"] == "test":
                        one["value"] = now
            return body

        facts = kube_status.request_http(method, target, self.content_type)
        if self.idempotent:
            facts["retry_class"] = "idempotent"
        try:
            self.run(method, target, text, renew, **facts)
        except Stopped:
            resolve = self.advice.action is Action.RESOLVE_APPLY_CONFLICT and self.ignore != "take-over"
            if not resolve or not self.take_over:
                raise
            self.run(method, f"{target}&force=true", text, renew, **facts)
