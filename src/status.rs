//! What remains of a Status, an object or a watch frame once its bytes are gone.
//!
//! Whoever reads the bytes tells here which member begins, what it holds and that it has ended.

use crate::bytes::Word;
use crate::cause::CauseType;
use crate::escape::{unescape, Decoded, Escape, Unwritten};
use crate::matcher::Matcher;
use crate::member::Member;
use crate::reason::Reason;
use crate::scan::until_special;
use crate::text::{Packer, Text};
use crate::utf8::{Controls, Utf8};

/// The kind is Status.
pub(crate) const IS_STATUS: u16 = 1;
/// `status` is Failure.
pub(crate) const FAILURE: u16 = 1 << 1;
/// `status` is Success.
pub(crate) const SUCCESS: u16 = 1 << 2;
/// There are details.
pub(crate) const DETAILS: u16 = 1 << 3;
/// A known field of the details is neither absent nor zero.
pub(crate) const DETAILS_FILLED: u16 = 1 << 4;
pub(crate) const NAME: u16 = 1 << 5;
pub(crate) const KIND: u16 = 1 << 6;
/// The details are about resourcequotas.
pub(crate) const KIND_QUOTA: u16 = 1 << 7;
/// The details are about pods/binding.
pub(crate) const KIND_BINDING: u16 = 1 << 8;
/// A cause is about metadata.resourceVersion.
pub(crate) const FIELD_RESOURCE_VERSION: u16 = 1 << 9;
/// metadata.continue is not empty.
pub(crate) const CONTINUE: u16 = 1 << 10;
/// A bookmark's annotation says that the first state is complete.
pub(crate) const INITIAL_EVENTS_END: u16 = 1 << 11;
/// The kind ends in List.
pub(crate) const IS_LIST: u16 = 1 << 12;
/// In protobuf: this annotation's key, this annotation's value.
const ANNOTATION_KEY: u16 = 1 << 13;
const ANNOTATION_VALUE: u16 = 1 << 14;

const RESOURCE_VERSION_FIELD: &[u8] = b"metadata.resourceVersion";

/// The type of a watch frame (apimachinery: pkg/watch/watch.go). The number is kept in `Status::frame`; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameType {
    Event = 1,
    Bookmark = 2,
    Error = 3,
    Other = 4,
}

/// Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Status {
    /// The members that were there and not null.
    seen: u32,
    /// The types of the causes.
    pub(crate) causes: u32,
    pub(crate) code: i32,
    pub(crate) retry_after_seconds: i32,
    pub(crate) matcher: Matcher,
    pub(crate) packer: Packer,
    utf8: Utf8,
    pub(crate) bits: u16,
    pub(crate) cause_count: u16,
    /// The member that is being read.
    member: u8,
    pub(crate) reason: u8,
    pub(crate) first_cause: u8,
    pub(crate) frame: u8,
    spare: [u8; 2],
    pub(crate) word: Word,
}

impl Status {
    pub(crate) fn has(&self, bits: u16) -> bool {
        self.bits & bits == bits
    }

    pub(crate) fn has_seen(&self, member: Member) -> bool {
        self.seen & member.bit() != 0
    }

    /// A member begins that is not null; false if it was there before.
    pub(crate) fn meet(&mut self, member: Member) -> bool {
        let before = self.has_seen(member);
        self.seen |= member.bit();
        if member == Member::Details {
            self.bits |= DETAILS;
        }
        !before
    }

    /// Takes kind, apiVersion, empty metadata and status of a failure at once.
    pub(crate) fn begins_as_a_failure(&mut self) {
        let members = [Member::Kind, Member::ApiVersion, Member::Metadata, Member::Status];
        self.seen = members.iter().fold(0, |seen, member| seen | member.bit());
        self.bits |= IS_STATUS | FAILURE;
    }

    /// The next cause, or the next annotation of a protobuf map, may have the same members again.
    pub(crate) fn forget(&mut self, members: &[Member]) {
        for member in members {
            self.seen &= !member.bit();
        }
        self.bits &= !(ANNOTATION_KEY | ANNOTATION_VALUE);
    }

    /// A cause begins.
    pub(crate) fn cause(&mut self) {
        self.cause_count = self.cause_count.saturating_add(1);
        self.bits |= DETAILS_FILLED;
        self.forget(&[Member::CauseType, Member::CauseMessage, Member::CauseField]);
    }

    /// A text begins: of a member, or a key (`Other`).
    pub(crate) fn begin(&mut self, member: Member, buffer: &[u8]) {
        self.member = member as u8;
        // A text before may have been given up in the middle of a character.
        self.utf8 = Utf8::default();
        self.word.clear();
        if member == Member::Message {
            self.matcher = Matcher::message();
        }
        if let Some(text) = text_of(member) {
            self.packer.open(text, self.index(member), buffer);
        }
    }

    /// Which cause a text belongs to; 0 for other texts.
    fn index(&self, member: Member) -> u16 {
        let of_cause = matches!(member, Member::CauseType | Member::CauseMessage | Member::CauseField);
        if of_cause {
            self.cause_count.saturating_sub(1)
        } else {
            0
        }
    }

    /// A text body begins. Its phrases are looked for in its bytes, not in what is shown of them.
    pub(crate) fn begin_text(&mut self, buffer: &[u8]) {
        self.member = Member::Other as u8;
        self.matcher = Matcher::text();
        self.packer.open(Text::Message, 0, buffer);
    }

    /// Bytes of the text that is being read.
    pub(crate) fn run(&mut self, bytes: &[u8], controls: Controls, buffer: &mut [u8]) {
        let message = self.member == Member::Message as u8;
        if !message {
            self.word.push(bytes);
        }
        if self.packer.is_open() || message && !self.matcher.is_over() {
            let Status { utf8, matcher, packer, .. } = self;
            utf8.feed(bytes, controls, |shown| show(shown, message, matcher, packer, buffer));
        }
    }

    /// A decoded escape of the text that is being read.
    pub(crate) fn char(&mut self, char: char, buffer: &mut [u8]) {
        self.flush(buffer);
        let mut bytes = [0; 4];
        let message = self.member == Member::Message as u8;
        if !message {
            self.word.push(char.encode_utf8(&mut bytes).as_bytes());
        }
        // A NUL would end a C string.
        let shown = if char == '\0' { char::REPLACEMENT_CHARACTER } else { char };
        let Status { matcher, packer, .. } = self;
        show(shown.encode_utf8(&mut bytes).as_bytes(), message, matcher, packer, buffer);
    }

    /// The text has ended.
    pub(crate) fn end(&mut self, member: Member, buffer: &mut [u8]) {
        self.flush(buffer);
        self.packer.close(buffer);
        let word = self.word;
        self.learn(member, word.as_bytes(), !word.is_empty(), member == Member::Kind && word.ends_with(*b"List"));
    }

    /// A text of JSON that lies whole in the input, as it stands there.
    pub(crate) fn whole(&mut self, member: Member, text: &[u8], escaped: bool, buffer: &mut [u8]) {
        if member == Member::CauseField && buffer.is_empty() && !matches!(text.first(), Some(b'm' | b'\\')) {
            // Not the field that is asked for.
            return;
        }
        let message = member == Member::Message;
        if message || escaped || !buffer.is_empty() {
            self.begin(member, buffer);
        }
        if let (true, Some(found)) = (message, Matcher::quick(text)) {
            self.matcher = Matcher::over(found);
            if !self.packer.is_open() {
                return;
            }
        }
        if escaped {
            self.run_with_escapes(text, buffer);
            return self.end(member, buffer);
        }
        if message && !self.matcher.is_over() || self.packer.is_open() {
            let Status { utf8, matcher, packer, .. } = self;
            utf8.feed(text, Controls::All, |shown| show(shown, message, matcher, packer, buffer));
            self.flush(buffer);
            self.packer.close(buffer);
        }
        self.learn(member, text, !text.is_empty(), member == Member::Kind && text.ends_with(b"List"));
    }

    /// Packs a text of JSON that begins behind its quote, if its end is there; what follows its quote.
    pub(crate) fn pack<'a>(
        &mut self,
        member: Member,
        text: &'a [u8],
        buffer: &mut [u8],
    ) -> Result<&'a [u8], Unwritten> {
        let packed = text_of(member).ok_or(Unwritten::Intricate)?;
        let room = self.packer.room(packed, buffer);
        let (length, after) = unescape(text, room)?;
        let shown = room.get(..length).unwrap_or_default();
        if member == Member::Message {
            let end = text.len().wrapping_sub(after.len()).wrapping_sub(1);
            let raw = text.get(..end).unwrap_or_default();
            self.matcher = Matcher::quick(raw).map_or_else(Matcher::message, Matcher::over);
            self.matcher.feed(shown);
        }
        self.learn(member, shown, !shown.is_empty(), false);
        self.packer.put(packed, self.index(member), length, buffer);
        Ok(after)
    }

    fn run_with_escapes(&mut self, mut text: &[u8], buffer: &mut [u8]) {
        while !text.is_empty() && !self.is_sated() {
            let own = match text {
                // The byte behind the backslash stands for itself.
                [b'\\', b'"' | b'\\' | b'/', ..] => {
                    text = text.get(1..).unwrap_or_default();
                    1
                }
                [b'\\', ..] => {
                    text = self.escapes(text, buffer);
                    continue;
                }
                _ => 0usize,
            };
            let length = until_special(text.get(own..).unwrap_or_default()).saturating_add(own);
            let (run, after) = text.split_at_checked(length).unwrap_or((text, &[]));
            self.run(run, Controls::All, buffer);
            text = after;
        }
    }

    /// Takes the escapes that a text begins with; what is left.
    fn escapes<'a>(&mut self, mut text: &'a [u8], buffer: &mut [u8]) -> &'a [u8] {
        let mut escape = Escape::default();
        loop {
            let (byte, after) = text.split_first().unwrap_or((&b'"', &[]));
            match escape.next(*byte) {
                Decoded::Plain => return text,
                Decoded::Before(char) => self.char(char, buffer),
                Decoded::Last(char) => {
                    self.char(char, buffer);
                    text = after;
                }
                Decoded::Taken => text = after,
            }
        }
    }

    /// Whether nothing more is wanted of the text that is being read.
    pub(crate) fn is_sated(&self) -> bool {
        if self.packer.is_open() {
            return false;
        }
        match Member::from_u8(self.member) {
            Member::Message => self.matcher.is_over(),
            Member::CauseMessage | Member::ResourceVersion => true,
            Member::CauseField => !self.word.may_become(RESOURCE_VERSION_FIELD),
            _ => false,
        }
    }

    /// Whether anything is wanted of this text at all.
    pub(crate) fn wants(member: Member, buffer: &[u8]) -> bool {
        match member {
            Member::ApiVersion => false,
            Member::CauseMessage | Member::ResourceVersion => !buffer.is_empty(),
            _ => true,
        }
    }

    /// What a text says. One that is longer than any that is compared may come as an empty word.
    pub(crate) fn learn(&mut self, member: Member, word: &[u8], filled: bool, list: bool) {
        match member {
            Member::Kind if word == b"Status" => self.bits |= IS_STATUS,
            Member::Kind if list => self.bits |= IS_LIST,
            Member::Status if word == b"Failure" => self.bits |= FAILURE,
            Member::Status if word == b"Success" => self.bits |= SUCCESS,
            Member::Reason => self.reason = Reason::from_bytes(word).unwrap_or_default() as u8,
            Member::Continue if filled => self.bits |= CONTINUE,
            Member::Name if filled => self.bits |= NAME | DETAILS_FILLED,
            Member::Group | Member::Uid if filled => self.bits |= DETAILS_FILLED,
            Member::DetailsKind if filled => {
                self.bits |= KIND | DETAILS_FILLED;
                self.bits |= if word == b"resourcequotas" { KIND_QUOTA } else { 0 };
                self.bits |= if word == b"pods/binding" { KIND_BINDING } else { 0 };
            }
            Member::CauseType => {
                let cause = CauseType::from_bytes(word).unwrap_or_default();
                if cause != CauseType::Unknown {
                    self.causes |= cause.bit();
                    if self.first_cause == 0 {
                        self.first_cause = cause as u8;
                    }
                }
            }
            Member::CauseField if word == RESOURCE_VERSION_FIELD => self.bits |= FIELD_RESOURCE_VERSION,
            Member::AnnotationKey if word == b"k8s.io/initial-events-end" => self.bits |= ANNOTATION_KEY,
            Member::AnnotationValue if word == b"true" => self.bits |= ANNOTATION_VALUE,
            Member::FrameType => {
                self.frame = match word {
                    b"ADDED" | b"MODIFIED" | b"DELETED" => FrameType::Event,
                    b"BOOKMARK" => FrameType::Bookmark,
                    b"ERROR" => FrameType::Error,
                    _ => FrameType::Other,
                } as u8;
            }
            _ => {}
        }
        self.member = Member::Other as u8;
    }

    /// An annotation is complete: in JSON its key was compared before its value. The last one of its name counts.
    pub(crate) fn annotation(&mut self, key_fits: bool) {
        if key_fits || self.has(ANNOTATION_KEY) {
            self.bits &= !INITIAL_EVENTS_END;
            self.bits |= if self.has(ANNOTATION_VALUE) { INITIAL_EVENTS_END } else { 0 };
        }
        self.forget(&[Member::AnnotationKey, Member::AnnotationValue]);
    }

    /// An integer member.
    pub(crate) fn number(&mut self, member: Member, number: i32) {
        match member {
            Member::Code => self.code = number,
            Member::RetryAfterSeconds => {
                self.retry_after_seconds = number;
                self.bits |= if number != 0 { DETAILS_FILLED } else { 0 };
            }
            _ => {}
        }
    }

    /// A defect in an object's metadata: what it said so far does not count.
    pub(crate) fn untell(&mut self, buffer: &mut [u8]) {
        self.packer.remove(Text::ResourceVersion, buffer);
        self.packer.remove(Text::Continue, buffer);
        self.bits &= !(INITIAL_EVENTS_END | CONTINUE);
    }

    fn flush(&mut self, buffer: &mut [u8]) {
        let message = self.member == Member::Message as u8;
        let Status { utf8, matcher, packer, .. } = self;
        utf8.end(&mut |shown: &[u8]| show(shown, message, matcher, packer, buffer));
    }
}

/// What a member is called among the texts, if it is one.
const fn text_of(member: Member) -> Option<Text> {
    Some(match member {
        Member::Message => Text::Message,
        Member::Reason => Text::Reason,
        Member::Name => Text::Name,
        Member::Group => Text::Group,
        Member::DetailsKind => Text::Kind,
        Member::Uid => Text::Uid,
        Member::CauseType => Text::CauseType,
        Member::CauseMessage => Text::CauseMessage,
        Member::CauseField => Text::CauseField,
        Member::Continue => Text::Continue,
        Member::ResourceVersion => Text::ResourceVersion,
        _ => return None,
    })
}

fn show(shown: &[u8], message: bool, matcher: &mut Matcher, packer: &mut Packer, buffer: &mut [u8]) {
    if message {
        matcher.feed(shown);
    }
    packer.push(shown, buffer);
}
