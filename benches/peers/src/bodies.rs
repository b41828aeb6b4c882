//! The bodies, as kube-apiserver writes them, each with the facts that are in it. Several of a class differ in their
//! names and lengths, so that no processor learns them by heart.

use kube_status::Verb;
use serde::Serialize;

/// The facts; what is absent is empty. A cause has a reason, a message and a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Status {
    pub code: i32,
    pub status: String,
    pub reason: String,
    pub message: String,
    pub name: String,
    pub group: String,
    pub kind: String,
    pub causes: Vec<[String; 3]>,
}

pub struct Body {
    pub code: u16,
    pub verb: Verb,
    padded: Vec<u8>,
    /// None: the body is no Status.
    pub status: Option<Status>,
}

pub struct Class {
    pub name: &'static str,
    pub bodies: Vec<Body>,
}

/// What simdjson wants behind a body.
const PADDING: usize = 64;
const SMALL: usize = 64;

impl Body {
    fn new(code: u16, verb: Verb, text: String, status: Option<Status>) -> Body {
        let mut padded = text.into_bytes();
        padded.resize(padded.len() + PADDING, 0);
        Body { code, verb, padded, status }
    }

    fn failure(verb: Verb, status: Status, json: fn(&Status) -> String) -> Body {
        Body::new(u16::try_from(status.code).unwrap_or(0), verb, json(&status), Some(status))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.padded[..self.padded.len() - PADDING]
    }
}

pub fn classes() -> Vec<Class> {
    let mut random = Random(1);
    let mut class = |name, count, body: fn(&mut Random) -> Body| {
        let bodies = (0..count).map(|_| body(&mut random)).collect();
        Class { name, bodies }
    };
    vec![
        class("404", SMALL, |random| Body::failure(Verb::Get, not_found(random), as_server)),
        class("404, other order", SMALL, |random| Body::failure(Verb::Get, not_found(random), other_order)),
        class("403", SMALL, |random| Body::failure(Verb::Get, forbidden(random), as_server)),
        class("429", SMALL, |random| Body::failure(Verb::Get, throttled(random), as_server)),
        class("422, 3 causes", SMALL, |random| Body::failure(Verb::Update, invalid(random, 3), as_server)),
        class("409, 20 causes", 16, |random| Body::failure(Verb::Apply, apply_conflict(random), as_server)),
        class("422, 100 causes", 4, |random| Body::failure(Verb::Update, invalid(random, 100), as_server)),
        class("HTML", SMALL, |random| Body::new(503, Verb::Get, html(random), None)),
        class("PodList", 2, |random| Body::new(200, Verb::List, pods(random, true), None)),
        class("PodList, items first", 2, |random| Body::new(200, Verb::List, pods(random, false), None)),
    ]
}

fn failure(code: i32, reason: &str, message: String) -> Status {
    Status { code, status: "Failure".into(), reason: reason.into(), message, ..Status::default() }
}

fn not_found(random: &mut Random) -> Status {
    let (group, kind) = random.resource();
    let name = random.name();
    let resource = if group.is_empty() { kind.to_string() } else { format!("{kind}.{group}") };
    let message = format!("{resource} \"{name}\" not found");
    Status { name, group: group.into(), kind: kind.into(), ..failure(404, "NotFound", message) }
}

fn forbidden(random: &mut Random) -> Status {
    let (group, kind) = random.resource();
    let (name, namespace, account) = (random.name(), random.word(), random.word());
    let resource = if group.is_empty() { kind.to_string() } else { format!("{kind}.{group}") };
    let message = format!(
        "{resource} \"{name}\" is forbidden: User \"system:serviceaccount:{namespace}:{account}\" cannot get resource \
         \"{kind}\" in API group \"{group}\" in the namespace \"{namespace}\""
    );
    Status { name, group: group.into(), kind: kind.into(), ..failure(403, "Forbidden", message) }
}

fn throttled(random: &mut Random) -> Status {
    let what =
        random.pick(&["Too many requests, please try again later.", "too many requests, please try again later"]);
    failure(429, "TooManyRequests", what.into())
}

/// The message repeats all causes.
fn invalid(random: &mut Random, count: usize) -> Status {
    let name = random.name();
    let causes: Vec<[String; 3]> = (0..count)
        .map(|index| {
            let word = random.word();
            let container = format!("spec.template.spec.containers[{index}]");
            let (reason, message, field) = match random.below(5) {
                0 => ("FieldValueRequired", format!("Required value: {word} is <nil>"), "image"),
                1 => ("FieldValueDuplicate", format!("Duplicate value: \"{word}\""), "name"),
                2 => (
                    "FieldValueNotSupported",
                    format!("Unsupported value: \"{word}\": supported values: \"Always\", \"IfNotPresent\", \"Never\""),
                    "imagePullPolicy",
                ),
                _ => (
                    "FieldValueInvalid",
                    format!(
                        "Invalid value: \"{word}_{index}\": a lowercase RFC 1123 label must consist of lower case \
                         alphanumeric characters or '-', and must start and end with an alphanumeric character \
                         (e.g. 'my-name', or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
                    ),
                    "name",
                ),
            };
            [reason.into(), message, format!("{container}.{field}")]
        })
        .collect();
    let all: Vec<String> = causes.iter().map(|[_, message, field]| format!("{field}: {message}")).collect();
    let message = format!("Deployment.apps \"{name}\" is invalid: [{}]", all.join(", "));
    Status { name, group: "apps".into(), kind: "Deployment".into(), causes, ..failure(422, "Invalid", message) }
}

fn apply_conflict(random: &mut Random) -> Status {
    let manager = random.pick(&["kubectl-client-side-apply", "argocd-controller", "helm"]);
    let mut message = format!("Apply failed with 20 conflicts: conflicts with \"{manager}\" using apps/v1:");
    let mut causes = Vec::new();
    for _ in 0..20 {
        let (container, variable) = (random.name(), random.word().to_uppercase());
        let field =
            format!(".spec.template.spec.containers[name=\"{container}\"].env[name=\"{variable}_SECONDS\"].value");
        message += &format!("\n- {field}");
        causes.push(["FieldManagerConflict".into(), format!("conflict with \"{manager}\" using apps/v1"), field]);
    }
    Status { causes, ..failure(409, "Conflict", message) }
}

fn as_server(status: &Status) -> String {
    let code = status.code;
    format!(
        "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{{}},\"status\":{},\"message\":{},\"reason\":{},\
         \"details\":{{{}}},\"code\":{code}}}\n",
        quoted(&status.status),
        quoted(&status.message),
        quoted(&status.reason),
        details(status, ["name", "group", "kind"]),
    )
}

fn other_order(status: &Status) -> String {
    let code = status.code;
    format!(
        "{{\"code\":{code},\"status\":{},\"reason\":{},\"metadata\":{{}},\"message\":{},\"details\":{{{}}},\
         \"apiVersion\":\"v1\",\"kind\":\"Status\"}}\n",
        quoted(&status.status),
        quoted(&status.reason),
        quoted(&status.message),
        details(status, ["kind", "name", "group"]),
    )
}

fn details(status: &Status, order: [&str; 3]) -> String {
    let mut members = Vec::new();
    for member in order {
        let text = match member {
            "name" => &status.name,
            "group" => &status.group,
            _ => &status.kind,
        };
        if !text.is_empty() {
            members.push(format!("\"{member}\":{}", quoted(text)));
        }
    }
    let causes = status.causes.iter().map(|[reason, message, field]| {
        format!("{{\"reason\":{},\"message\":{},\"field\":{}}}", quoted(reason), quoted(message), quoted(field))
    });
    match status.causes.len() {
        0 if status.code == 429 => members.push("\"retryAfterSeconds\":1".into()),
        0 => {}
        _ => members.push(format!("\"causes\":[{}]", causes.collect::<Vec<_>>().join(","))),
    }
    members.join(",")
}

/// As Go's encoder quotes, which escapes what could be HTML.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out += "\\n",
            '<' | '>' | '&' => out += &format!("\\u{:04x}", u32::from(character)),
            _ => out.push(character),
        }
    }
    out + "\""
}

fn html(random: &mut Random) -> String {
    let mut page =
        String::from("<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n");
    page += &format!(
        "<center><h1>503 {}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
        random.name()
    );
    while page.len() < 600 {
        page += "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n";
    }
    page
}

/// A list of about 1 MB.
fn pods(random: &mut Random, kind_first: bool) -> String {
    let mut items = String::new();
    while items.len() < 1_048_000 {
        let (name, app, node) = (random.name(), random.word(), random.below(1000));
        let comma = if items.is_empty() { "" } else { "," };
        items += &format!(
            r#"{comma}{{"metadata":{{"name":"{name}","generateName":"{app}-","namespace":"{app}","uid":"6b7c{node:04}-9f1e-4b6e-8d3a-2f51c0a7{node:04}","resourceVersion":"81{node}","creationTimestamp":"2026-02-03T08:15:00Z","labels":{{"app":"{app}","pod-template-hash":"6d4b9c7f5d"}},"annotations":{{"prometheus.io/scrape":"true","note":"says \"{app}\""}},"ownerReferences":[{{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{app}-6d4b9c7f5d","uid":"0c1d{node:04}","controller":true,"blockOwnerDeletion":true}}]}},"spec":{{"volumes":[{{"name":"token","projected":{{"sources":[{{"serviceAccountToken":{{"expirationSeconds":3607,"path":"token"}}}}],"defaultMode":420}}}}],"containers":[{{"name":"{app}","image":"registry.example.com/{app}:1.{node}","ports":[{{"containerPort":8080,"protocol":"TCP"}}],"resources":{{"limits":{{"cpu":"500m","memory":"256Mi"}},"requests":{{"cpu":"100m","memory":"128Mi"}}}},"imagePullPolicy":"IfNotPresent"}}],"restartPolicy":"Always","nodeName":"node-{node}","hostNetwork":false}},"status":{{"phase":"Running","conditions":[{{"type":"Ready","status":"True","lastTransitionTime":"2026-02-03T08:15:09Z"}}],"hostIP":"10.0.0.{node}","podIP":"10.1.{node}.7","startTime":"2026-02-03T08:15:00Z","qosClass":"Burstable"}}}}"#
        );
    }
    let metadata = r#""metadata":{"resourceVersion":"812345"}"#;
    if kind_first {
        format!("{{\"kind\":\"PodList\",\"apiVersion\":\"v1\",{metadata},\"items\":[{items}]}}\n")
    } else {
        format!("{{\"items\":[{items}],{metadata},\"apiVersion\":\"v1\",\"kind\":\"PodList\"}}\n")
    }
}

/// Numbers that are the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) % limit
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    fn word(&mut self) -> String {
        self.pick(&["web", "checkout", "billing-api", "cache", "frontend-proxy", "metrics", "login", "search-index"])
            .into()
    }

    fn name(&mut self) -> String {
        let (word, number) = (self.word(), self.below(1 << 40));
        let digits = 3 + self.below(8) as usize;
        format!("{word}-{:.digits$}", format!("{number:010x}"))
    }

    fn resource(&mut self) -> (&'static str, &'static str) {
        self.pick(&[
            ("apps", "deployments"),
            ("", "pods"),
            ("networking.k8s.io", "ingresses"),
            ("batch", "cronjobs"),
            ("", "configmaps"),
            ("rbac.authorization.k8s.io", "rolebindings"),
        ])
    }
}
