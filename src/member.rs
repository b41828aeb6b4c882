//! The members that are looked at, and where they stand: one table for JSON and protobuf (apimachinery:
//! pkg/apis/meta/v1/types.go, generated.proto).

/// Where in a body the reader stands.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a Status.
    Status,
    /// In a Status's or a list's metadata.
    ListMeta,
    /// In a Status's details.
    Details,
    /// In the array of causes.
    Causes,
    /// In a cause.
    Cause,
    /// In an object or a list that is no Status.
    Object,
    /// In an object's metadata; in JSON that of a list too.
    ObjectMeta,
    /// In an object's annotations; in protobuf in one of them.
    Annotations,
    /// In a watch frame.
    Frame,
    /// In the object of a protobuf watch frame.
    Raw,
    /// In the protobuf envelope.
    Envelope,
    /// In the envelope's typeMeta.
    TypeMeta,
}

/// What is looked at; the number is its bit among those seen.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    Kind,
    ApiVersion,
    Metadata,
    Status,
    Message,
    Reason,
    Details,
    Code,
    ResourceVersion,
    Continue,
    Name,
    Group,
    DetailsKind,
    Uid,
    RetryAfterSeconds,
    Causes,
    CauseType,
    CauseMessage,
    CauseField,
    Annotations,
    AnnotationKey,
    AnnotationValue,
    FrameType,
    FrameObject,
    /// The bytes of a protobuf watch frame's object.
    Raw,
    TypeMeta,
    /// The bytes of the object in the protobuf envelope.
    Enclosed,
    /// No member: a key while it is read, an item of an array, or what nobody looks at.
    Other,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    /// An integer within int32.
    Number,
    /// An object, in protobuf a message.
    Object(Place),
    /// An array of objects, in protobuf a repeated message.
    List,
    /// In protobuf, bytes that are read by their own first bytes.
    Bytes,
}

pub(crate) struct Row {
    pub(crate) member: Member,
    /// The key in JSON; empty where JSON has no such member.
    name: &'static [u8],
    /// The field in protobuf; 0 where protobuf has no such member.
    number: u8,
    pub(crate) form: Form,
}

const fn row(member: Member, name: &'static str, number: u8, form: Form) -> Row {
    Row { member, name: name.as_bytes(), number, form }
}

impl Place {
    const ALL: [Place; 12] = [
        Place::Status,
        Place::ListMeta,
        Place::Details,
        Place::Causes,
        Place::Cause,
        Place::Object,
        Place::ObjectMeta,
        Place::Annotations,
        Place::Frame,
        Place::Raw,
        Place::Envelope,
        Place::TypeMeta,
    ];

    pub(crate) fn from_u8(number: u8) -> Place {
        Place::ALL.get(usize::from(number)).copied().unwrap_or(Place::Status)
    }

    /// Whether a defect here is one of the metadata.
    pub(crate) fn is_metadata(self) -> bool {
        matches!(self, Place::ListMeta | Place::ObjectMeta | Place::Annotations)
    }

    #[rustfmt::skip]
    fn members(self) -> &'static [Row] {
        use Form::{Bytes, List, Number, Object, Text};
        const STATUS: [Row; 8] = [
            row(Member::Kind,              "kind",              0, Text),
            row(Member::ApiVersion,        "apiVersion",        0, Text),
            row(Member::Metadata,          "metadata",          1, Object(Place::ListMeta)),
            row(Member::Status,            "status",            2, Text),
            row(Member::Message,           "message",           3, Text),
            row(Member::Reason,            "reason",            4, Text),
            row(Member::Details,           "details",           5, Object(Place::Details)),
            row(Member::Code,              "code",              6, Number),
        ];
        const LIST_META: [Row; 2] = [
            row(Member::ResourceVersion,   "resourceVersion",   2, Text),
            row(Member::Continue,          "continue",          3, Text),
        ];
        const DETAILS: [Row; 6] = [
            row(Member::Name,              "name",              1, Text),
            row(Member::Group,             "group",             2, Text),
            row(Member::DetailsKind,       "kind",              3, Text),
            row(Member::Causes,            "causes",            4, List),
            row(Member::RetryAfterSeconds, "retryAfterSeconds", 5, Number),
            row(Member::Uid,               "uid",               6, Text),
        ];
        const CAUSE: [Row; 3] = [
            row(Member::CauseType,         "reason",            1, Text),
            row(Member::CauseMessage,      "message",           2, Text),
            row(Member::CauseField,        "field",             3, Text),
        ];
        const OBJECT: [Row; 1] = [
            row(Member::Metadata,          "metadata",          1, Object(Place::ObjectMeta)),
        ];
        const OBJECT_META: [Row; 3] = [
            row(Member::ResourceVersion,   "resourceVersion",   6, Text),
            row(Member::Continue,          "continue",          0, Text),
            row(Member::Annotations,       "annotations",      12, Object(Place::Annotations)),
        ];
        const ANNOTATIONS: [Row; 3] = [
            row(Member::AnnotationValue, "k8s.io/initial-events-end", 0, Text),
            row(Member::AnnotationKey,     "",                  1, Text),
            row(Member::AnnotationValue,   "",                  2, Text),
        ];
        const FRAME: [Row; 2] = [
            row(Member::FrameType,         "type",              1, Text),
            row(Member::FrameObject,       "object",            2, Object(Place::Raw)),
        ];
        const RAW: [Row; 1] = [
            row(Member::Raw,               "",                  1, Bytes),
        ];
        const ENVELOPE: [Row; 2] = [
            row(Member::TypeMeta,          "",                  1, Object(Place::TypeMeta)),
            row(Member::Enclosed,          "",                  2, Object(Place::Status)),
        ];
        const TYPE_META: [Row; 2] = [
            row(Member::ApiVersion,        "",                  1, Text),
            row(Member::Kind,              "",                  2, Text),
        ];
        match self {
            Place::Status      => &STATUS,
            Place::ListMeta    => &LIST_META,
            Place::Details     => &DETAILS,
            Place::Causes      => &[],
            Place::Cause       => &CAUSE,
            Place::Object      => &OBJECT,
            Place::ObjectMeta  => &OBJECT_META,
            Place::Annotations => &ANNOTATIONS,
            Place::Frame       => &FRAME,
            Place::Raw         => &RAW,
            Place::Envelope    => &ENVELOPE,
            Place::TypeMeta    => &TYPE_META,
        }
    }

    /// The member with this key. A Status's kind and apiVersion may be written in any letter case.
    pub(crate) fn by_key(self, key: &[u8]) -> Option<&'static Row> {
        let rows = self.members();
        let first = *key.first()?;
        let same = |row: &&Row| row.name.len() == key.len() && row.name.first() == Some(&first) && row.name == key;
        let any_case =
            |row: &&Row| matches!(row.member, Member::Kind | Member::ApiVersion) && row.name.eq_ignore_ascii_case(key);
        rows.iter().find(same).or_else(|| rows.iter().find(any_case))
    }

    /// The member with this field number.
    pub(crate) fn by_number(self, number: u8) -> Option<&'static Row> {
        self.members().iter().find(|row| row.number == number && number != 0)
    }

    /// What a member of this place holds.
    pub(crate) fn form(self, member: Member) -> Option<Form> {
        self.members().iter().find(|row| row.member == member).map(|row| row.form)
    }
}

impl Member {
    #[rustfmt::skip]
    const ALL: [Member; 28] = [
        Member::Kind, Member::ApiVersion, Member::Metadata, Member::Status, Member::Message, Member::Reason,
        Member::Details, Member::Code, Member::ResourceVersion, Member::Continue, Member::Name, Member::Group,
        Member::DetailsKind, Member::Uid, Member::RetryAfterSeconds, Member::Causes, Member::CauseType,
        Member::CauseMessage, Member::CauseField, Member::Annotations, Member::AnnotationKey,
        Member::AnnotationValue, Member::FrameType, Member::FrameObject, Member::Raw, Member::TypeMeta,
        Member::Enclosed, Member::Other,
    ];

    pub(crate) fn from_u8(number: u8) -> Member {
        Member::ALL.get(usize::from(number)).copied().unwrap_or(Member::Other)
    }

    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}
