//! metav1.CauseType: the type of one cause among the details of a Status. On the wire the field is called `reason`.

use crate::word::words;
use core::ffi::CStr;

/// The type of a cause (apimachinery v0.36: pkg/apis/meta/v1/types.go, and where a variant says so).
/// A type that is not listed is unknown; its text is kept among the texts.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CauseType {
    /// No type that this library knows was sent, or none at all.
    #[default]
    Unknown = 0,
    /// A value that the field names does not exist.
    FieldValueNotFound = 1,
    /// The field must be set.
    FieldValueRequired = 2,
    /// The value must be unique and is not.
    FieldValueDuplicate = 3,
    /// The value is malformed or not allowed.
    FieldValueInvalid = 4,
    /// The value is none of those supported.
    FieldValueNotSupported = 5,
    /// The field must not be set here.
    FieldValueForbidden = 6,
    /// The value is too long.
    FieldValueTooLong = 7,
    /// Too many items.
    FieldValueTooMany = 8,
    /// Too few items (a validation error type without a CauseType constant).
    FieldValueTooFew = 9,
    /// The value is too short (a validation error type without a CauseType constant).
    FieldValueTooShort = 10,
    /// The value is of the wrong type.
    FieldValueTypeInvalid = 11,
    /// Something broke while the field was looked at.
    InternalError = 12,
    /// An answer that could not be understood; also inside a StorageReadError.
    UnexpectedServerResponse = 13,
    /// Another field manager owns the field (server-side apply).
    FieldManagerConflict = 14,
    /// The resourceVersion is newer than what the server has seen yet.
    ResourceVersionTooLarge = 15,
    /// The namespace is being deleted (k8s.io/api: core/v1/types.go).
    NamespaceTerminating = 16,
    /// A PodDisruptionBudget does not allow it (k8s.io/api: policy/v1/types.go).
    DisruptionBudget = 17,
    /// The exit code of a remote command (apimachinery: pkg/util/remotecommand/constants.go).
    ExitCode = 18,
}

impl CauseType {
    /// Every cause type, in the order of the numbers.
    pub const ALL: &'static [CauseType] = &[
        CauseType::Unknown,
        CauseType::FieldValueNotFound,
        CauseType::FieldValueRequired,
        CauseType::FieldValueDuplicate,
        CauseType::FieldValueInvalid,
        CauseType::FieldValueNotSupported,
        CauseType::FieldValueForbidden,
        CauseType::FieldValueTooLong,
        CauseType::FieldValueTooMany,
        CauseType::FieldValueTooFew,
        CauseType::FieldValueTooShort,
        CauseType::FieldValueTypeInvalid,
        CauseType::InternalError,
        CauseType::UnexpectedServerResponse,
        CauseType::FieldManagerConflict,
        CauseType::ResourceVersionTooLarge,
        CauseType::NamespaceTerminating,
        CauseType::DisruptionBudget,
        CauseType::ExitCode,
    ];

    #[rustfmt::skip]
    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            CauseType::Unknown                  => c"",
            CauseType::FieldValueNotFound       => c"FieldValueNotFound",
            CauseType::FieldValueRequired       => c"FieldValueRequired",
            CauseType::FieldValueDuplicate      => c"FieldValueDuplicate",
            CauseType::FieldValueInvalid        => c"FieldValueInvalid",
            CauseType::FieldValueNotSupported   => c"FieldValueNotSupported",
            CauseType::FieldValueForbidden      => c"FieldValueForbidden",
            CauseType::FieldValueTooLong        => c"FieldValueTooLong",
            CauseType::FieldValueTooMany        => c"FieldValueTooMany",
            CauseType::FieldValueTooFew         => c"FieldValueTooFew",
            CauseType::FieldValueTooShort       => c"FieldValueTooShort",
            CauseType::FieldValueTypeInvalid    => c"FieldValueTypeInvalid",
            CauseType::InternalError            => c"InternalError",
            CauseType::UnexpectedServerResponse => c"UnexpectedServerResponse",
            CauseType::FieldManagerConflict     => c"FieldManagerConflict",
            CauseType::ResourceVersionTooLarge  => c"ResourceVersionTooLarge",
            CauseType::NamespaceTerminating     => c"NamespaceTerminating",
            CauseType::DisruptionBudget         => c"DisruptionBudget",
            CauseType::ExitCode                 => c"ExitCode",
        }
    }

    /// Its bit in a set of cause types.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

words!(CauseType);
