"""What stands in the lab for all scenarios: rights, a webhook, an aggregated API, a custom resource."""

import base64
import ssl

GROUP = "rbac.authorization.k8s.io"
RIGHTS = f"/apis/{GROUP}/v1/clusterrolebindings"


def admit(lab, named, **subject):
    """Lets a user, or a service account of a namespace, do everything."""
    role = {"apiGroup": GROUP, "kind": "ClusterRole", "name": "cluster-admin"}
    lab.must("POST", RIGHTS, {"metadata": {"name": named}, "roleRef": role, "subjects": [subject]})


def webhooks(port, certificate):
    """Config maps made in namespaces labelled lab=hook; what is used of a quota in those labelled lab=quota."""

    def hook(label, operation, resource):
        rule = {"operations": [operation], "apiGroups": [""], "apiVersions": ["v1"], "resources": [resource]}
        return {
            "name": f"{label}.lab.test",
            "clientConfig": {
                "url": f"https://127.0.0.1:{port}/admit",
                "caBundle": base64.b64encode(certificate.encode()).decode(),
            },
            "rules": [rule],
            "namespaceSelector": {"matchLabels": {"lab": label}},
            "sideEffects": "None",
            "timeoutSeconds": 30,
            "admissionReviewVersions": ["v1"],
        }

    return {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": "MutatingWebhookConfiguration",
        "metadata": {"name": "hook.lab.test"},
        "webhooks": [hook("hook", "CREATE", "configmaps"), hook("quota", "UPDATE", "resourcequotas/status")],
    }


def widgets():
    """A custom resource without a schema of its own."""
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "widgets.shop.test"},
        "spec": {
            "group": "shop.test",
            "scope": "Namespaced",
            "names": {"plural": "widgets", "singular": "widget", "kind": "Widget"},
            "versions": [version],
        },
    }


def furnish(lab):
    """Puts it all up, and waits until it works."""
    admit(lab, "dev", kind="User", name="dev")
    certificate = ssl.get_server_certificate(("127.0.0.1", lab.port + 3))
    hooks = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"
    lab.must("POST", hooks, webhooks(lab.port + 3, certificate))
    service = {"type": "ExternalName", "externalName": "127.0.0.1"}
    lab.must("POST", "/api/v1/namespaces/default/services", {"metadata": {"name": "slows"}, "spec": service})
    spec = {
        "group": "lab.test",
        "version": "v1",
        "groupPriorityMinimum": 1000,
        "versionPriority": 10,
        "insecureSkipTLSVerify": True,
        "service": {"namespace": "default", "name": "slows", "port": lab.port + 3},
    }
    registration = {"metadata": {"name": "v1.lab.test"}, "spec": spec}
    lab.must("POST", "/apis/apiregistration.k8s.io/v1/apiservices", registration)
    lab.must("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", widgets())
    lab.until(lambda: lab.ask("GET", "/apis/lab.test/v1/slows/x", token="dev-token")[0] == 200)
    lab.until(lambda: lab.ask("GET", "/apis/shop.test/v1/widgets", token="dev-token")[0] == 200)
