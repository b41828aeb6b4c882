//! Protobuf read a second time, by prost, and what the library takes otherwise than prost does (docs/spec.md 2).
//!
//! The messages know the fields that the library knows; all others both pass over. Strings are bytes here: what is no
//! UTF-8 is an error to prost and shows as U+FFFD in the library. All that is then left:
//!
//! * Narrower: a known field that is not repeated stands twice (prost takes the last), a group (prost passes over it),
//!   `raw` before `typeMeta`, `object` before `type`.
//! * Wider: field numbers above 2^29 - 1. prost is therefore shown the same message written again without such fields,
//!   and the library must say the same about both.
#![allow(dead_code, reason = "every test file that includes this uses a part of it")]

pub(crate) mod wire;

use crate::agree::without_body;
use kube_status::{Advice, AdviceFlag, Request, Response, Rule, Text};
use prost::Message;
use serde_json::{json, Map, Value as Json};
use wire::{Fault, Kind, Tree, Value};

pub(crate) const MAGIC: &[u8] = b"k8s\0";

/// The text of a field, if it is there.
type Bytes = Option<Vec<u8>>;

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Unknown {
    #[prost(message, optional, tag = "1")]
    pub(crate) type_meta: Option<TypeMeta>,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) raw: Bytes,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TypeMeta {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(crate) api_version: Bytes,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) kind: Bytes,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Status {
    #[prost(message, optional, tag = "1")]
    pub(crate) metadata: Option<ListMeta>,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) status: Bytes,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) message: Bytes,
    #[prost(bytes = "vec", optional, tag = "4")]
    pub(crate) reason: Bytes,
    #[prost(message, optional, tag = "5")]
    pub(crate) details: Option<StatusDetails>,
    #[prost(int32, optional, tag = "6")]
    pub(crate) code: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ListMeta {
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) resource_version: Bytes,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) continue_token: Bytes,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct StatusDetails {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(crate) name: Bytes,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) group: Bytes,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) kind: Bytes,
    #[prost(message, repeated, tag = "4")]
    pub(crate) causes: Vec<StatusCause>,
    #[prost(int32, optional, tag = "5")]
    pub(crate) retry_after_seconds: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "6")]
    pub(crate) uid: Bytes,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct StatusCause {
    /// Its JSON name is `reason`.
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(crate) kind: Bytes,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub(crate) message: Bytes,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub(crate) field: Bytes,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct WatchEvent {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(crate) kind: Bytes,
    #[prost(message, optional, tag = "2")]
    pub(crate) object: Option<RawExtension>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct RawExtension {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(crate) raw: Bytes,
}

/// A list, of which only the metadata counts.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct List {
    #[prost(message, optional, tag = "1")]
    pub(crate) metadata: Option<ListMeta>,
}

/// Any other object, of which only the metadata counts.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Object {
    #[prost(message, optional, tag = "1")]
    pub(crate) metadata: Option<ObjectMeta>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ObjectMeta {
    #[prost(bytes = "vec", optional, tag = "6")]
    pub(crate) resource_version: Bytes,
    /// Entries of a map; what stands in them is not read here.
    #[prost(bytes = "vec", repeated, tag = "12")]
    pub(crate) annotations: Vec<Vec<u8>>,
}

/// A message that both take: its tree is one (so all lengths fit, and nothing is a group), nothing stands twice or too
/// early, and prost can read it. What is refused otherwise prost refuses as well.
fn decoded<M: Message + Default>(kind: Kind, bytes: &[u8]) -> Option<M> {
    let tree = match Tree::read(kind, bytes) {
        Ok(tree) => tree,
        Err(Fault::Group) => return None,
        Err(Fault::Broken) => {
            assert!(M::decode(bytes).is_err(), "prost reads what is no message: {bytes:?}");
            return None;
        }
    };
    let message = M::decode(tree.written().as_slice());
    assert_eq!(message.is_err(), tree.has_wrong_types(), "prost reads other types than it says: {tree:?}");
    match message {
        Ok(message) if !tree.has_repeats() && !tree.is_out_of_order() => Some(message),
        _ => None,
    }
}

/// The envelope in the shortest bytes that say the same, if it is one.
fn envelope_again(envelope: &[u8]) -> Option<Vec<u8>> {
    let mut tree = Tree::read(Kind::Envelope, envelope).ok()?;
    let unknown = Unknown::decode(tree.written().as_slice()).ok()?;
    let is_status = unknown.type_meta.and_then(|meta| meta.kind).is_some_and(|kind| kind == b"Status");
    for field in tree.fields.iter_mut().filter(|field| is_status && field.number == 2) {
        if let Value::Bytes(raw) = &mut field.value {
            *raw = Tree::read(Kind::Status, raw).ok()?.written();
        }
    }
    Some([MAGIC, &tree.written()].concat())
}

/// The Status in these bytes behind the magic, whatever its `status` says.
fn status_of(envelope: &[u8]) -> Option<Status> {
    let unknown: Unknown = decoded(Kind::Envelope, envelope)?;
    match unknown.type_meta.and_then(|meta| meta.kind) {
        Some(kind) if kind == b"Status" => decoded(Kind::Status, &unknown.raw.unwrap_or_default()),
        _ => None,
    }
}

/// Bytes as they are shown.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}

/// The members of a JSON object: those that are there.
fn members(texts: &[(&str, &Bytes)]) -> Map<String, Json> {
    let there =
        texts.iter().filter_map(|(name, text)| text.as_ref().map(|text| (name.to_string(), json!(shown(text)))));
    there.collect()
}

impl Status {
    /// The same Status in JSON.
    pub(crate) fn in_json(&self) -> Json {
        let texts = [("status", &self.status), ("message", &self.message), ("reason", &self.reason)];
        let mut status = members(&texts);
        status.insert("kind".into(), json!("Status"));
        if let Some(meta) = &self.metadata {
            let texts = [("resourceVersion", &meta.resource_version), ("continue", &meta.continue_token)];
            status.insert("metadata".into(), members(&texts).into());
        }
        if let Some(details) = &self.details {
            let texts =
                [("name", &details.name), ("group", &details.group), ("kind", &details.kind), ("uid", &details.uid)];
            let mut object = members(&texts);
            let cause = |cause: &StatusCause| {
                Json::from(members(&[("reason", &cause.kind), ("message", &cause.message), ("field", &cause.field)]))
            };
            object.insert("causes".into(), details.causes.iter().map(cause).collect());
            object.extend(details.retry_after_seconds.map(|seconds| ("retryAfterSeconds".into(), json!(seconds))));
            status.insert("details".into(), object.into());
        }
        status.extend(self.code.map(|code| ("code".into(), json!(code))));
        status.into()
    }

    /// Whether a Status that stands in an answer with this code is trusted.
    fn is_trusted_at(&self, code: u16) -> bool {
        let status = self.status.as_deref().unwrap_or_default();
        match code {
            0..=199 | 304 => false,
            200..=299 => status != b"Success",
            _ => status == b"Failure",
        }
    }
}

/// All texts of an answer, by kind and index.
fn texts(advice: &Advice, buffer: &[u8]) -> Vec<(Text, u16, String)> {
    let causes = [Text::CauseType, Text::CauseMessage, Text::CauseField];
    let mut texts = Vec::new();
    for which in Text::ALL {
        let count = if causes.contains(which) { advice.cause_count } else { 1 };
        for index in 0..count {
            texts.extend(advice.text(buffer, *which, index).map(|text| (*which, index, text.to_string())));
        }
    }
    texts
}

/// What is said about a body, or about a frame: the advice, and the texts in the order of their kinds.
pub(crate) fn said(request: &Request, head: &Response, body: &[u8], frame: bool) -> (Advice, Vec<(Text, u16, String)>) {
    let (mut response, mut buffer) = (*head, vec![0; 40_000]);
    if frame {
        response.frame(body, &mut buffer);
    } else {
        response.feed(body, &mut buffer);
    }
    let advice = request.advise(&response);
    (Advice { texts: 0, ..advice }, texts(&advice, &buffer))
}

/// Fails where the library reads another Status, or none, in a protobuf body that prost reads. Whether it is trusted.
pub(crate) fn agree_on_body(request: &Request, head: &Response, code: u16, body: &[u8]) -> bool {
    let Some(envelope) = body.strip_prefix(MAGIC) else { return false };
    if request.verb == kube_status::Verb::Watch && code == 200 {
        return false; // its body is frames
    }
    let status = status_of(envelope).filter(|status| status.is_trusted_at(code));
    let (advice, texts) = said(request, head, body, false);
    if let Some(again) = envelope_again(envelope) {
        assert_eq!(said(request, head, &again, false), (advice, texts.clone()), "written again: {body:?}");
    }
    assert_eq!(advice.trusted(), status.is_some(), "trusted: {status:?} {body:?}");
    let Some(status) = status else {
        assert!(code < 300 || without_body(advice) == request.advise(head), "it counts for something: {body:?}");
        return false;
    };
    let details = status.details.clone().unwrap_or_default();
    let facts = (status.code.unwrap_or(0), status.details.is_some(), details.causes.len());
    let causes = usize::from(advice.cause_count);
    assert_eq!((advice.status_code, advice.has(AdviceFlag::Details), causes), facts, "{status:?}");
    assert_eq!(advice.retry_after_seconds, details.retry_after_seconds.unwrap_or(0), "{status:?}");
    let in_json = said(request, head, status.in_json().to_string().as_bytes(), false);
    assert_eq!((advice, texts), in_json, "in protobuf, and in JSON: {status:?}");
    true
}

/// The same for the first frame of a protobuf stream, if it is all there.
pub(crate) fn agree_on_frame(request: &Request, stream: &[u8]) {
    let Some((length, rest)) = stream.split_first_chunk::<4>() else { return };
    let blank = matches!(length[0], b'{' | b' ' | b'\t' | b'\r' | b'\n');
    let length = usize::try_from(u32::from_be_bytes(*length)).expect("a length");
    let Some(event) = rest.get(..length).filter(|_| !blank) else { return };
    let head = Response::new(200);
    let (advice, texts) = said(request, &head, stream, true);
    let framed = |event: &[u8]| [&u32::try_from(event.len()).expect("a short frame").to_be_bytes(), event].concat();
    if let Ok(tree) = Tree::read(Kind::Event, event) {
        let again = said(request, &head, &framed(&tree.written()), true);
        assert_eq!(again, (advice, texts.clone()), "written again: {tree:?}");
    }
    let event: WatchEvent = decoded(Kind::Event, event).unwrap_or_default();
    let kind = event.kind.unwrap_or_default();
    let raw = event.object.and_then(|object| object.raw).unwrap_or_default();
    match kind.as_slice() {
        b"ADDED" | b"MODIFIED" | b"DELETED" => assert_eq!(advice.rule, Rule::WatchEvent, "{stream:?}"),
        b"BOOKMARK" => assert_eq!(advice.rule, Rule::WatchBookmark, "{stream:?}"),
        b"ERROR" if !raw.starts_with(MAGIC) => return, // that one is not protobuf
        b"ERROR" => {
            let status = match status_of(&raw[MAGIC.len()..]) {
                Some(status) => status,
                None => return assert_eq!(advice.rule, Rule::WatchGarbled, "{stream:?}"),
            };
            let in_json = format!(r#"{{"type":"ERROR","object":{}}}"#, status.in_json());
            let in_json = said(request, &head, in_json.as_bytes(), true);
            assert_eq!((advice, texts), in_json, "as JSON: {status:?}");
            return;
        }
        _ => return assert_eq!(advice.rule, Rule::WatchGarbled, "{stream:?}"),
    }
    let unknown = raw.strip_prefix(MAGIC).map(|envelope| decoded::<Unknown>(Kind::Envelope, envelope));
    let Some(Some(Unknown { type_meta: Some(type_meta), raw: Some(object) })) = unknown else { return };
    let kind = type_meta.kind.unwrap_or_default();
    let version = if kind.ends_with(b"List") || kind == b"Status" {
        let Some(list) = decoded::<List>(Kind::List, &object) else { return };
        list.metadata.and_then(|meta| meta.resource_version)
    } else {
        let Some(object) = decoded::<Object>(Kind::Object, &object) else { return };
        object.metadata.and_then(|meta| meta.resource_version)
    };
    let version = version.map(|version| shown(&version)).filter(|version| !version.is_empty());
    let told = texts.into_iter().find(|(which, ..)| *which == Text::ResourceVersion).map(|(.., text)| text);
    assert_eq!(told, version, "{stream:?}");
}
