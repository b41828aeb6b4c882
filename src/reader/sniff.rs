//! The first bytes of a body or a frame, which decide how it is read (docs/spec.md section 2).

use super::{Reader, CBOR, DEFECT, JSON, LOST, PROTO, PROTOBUF, TEXT, UNDECIDED};
use crate::bytes::is_blank;
use crate::json::Json;
use crate::member::Place;
use crate::proto::Proto;

// What was sniffed, beside 1 to 3 bytes of `MAGIC`.
pub(super) const BLANKS: u8 = 0x10;
const CBOR_SNIFFED: u8 = 0x20;
const CBOR_1: u8 = CBOR_SNIFFED | 1;
const CBOR_2: u8 = CBOR_SNIFFED | 2;

const MAGIC: [u8; 4] = *b"k8s\0";
const CBOR_MAGIC: [u8; 3] = [0xd9, 0xd9, 0xf7];

impl Reader {
    /// The first bytes of a body decide how it is read.
    pub(super) fn sniff(&mut self, input: &mut &[u8], buffer: &mut [u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            match self.sniff_byte(byte) {
                UNDECIDED => *input = rest,
                TEXT => {
                    self.format = TEXT;
                    self.status.begin_text(buffer);
                    let magic = match self.sniffed {
                        count @ 1..=3 => MAGIC.get(..usize::from(count)),
                        count @ CBOR_SNIFFED..=u8::MAX => CBOR_MAGIC.get(..usize::from(count & 3)),
                        _ => None,
                    };
                    self.text(magic.unwrap_or_default(), buffer);
                    return;
                }
                format => {
                    *input = rest;
                    self.format = format;
                    self.begin_structured();
                    return;
                }
            }
        }
    }

    /// The format that this byte decides; `UNDECIDED` while more are needed.
    pub(super) fn sniff_byte(&mut self, byte: u8) -> u8 {
        let (sniffed, format) = match (self.sniffed, byte) {
            (0 | BLANKS, b'{') => (BLANKS, JSON),
            (0 | BLANKS, _) if is_blank(byte) => (BLANKS, UNDECIDED),
            (0, 0xd9) => (CBOR_SNIFFED | 1, UNDECIDED),
            (CBOR_1, 0xd9) => (CBOR_SNIFFED | 2, UNDECIDED),
            (CBOR_2, 0xf7) => (CBOR_SNIFFED, CBOR),
            (3, 0) if PROTOBUF => (4, PROTO),
            (3, 0) => (4, CBOR),
            (count @ 0..=2, _) if MAGIC.get(usize::from(count)) == Some(&byte) => (count.wrapping_add(1), UNDECIDED),
            (before, _) => (before, TEXT),
        };
        self.sniffed = sniffed;
        format
    }

    fn begin_structured(&mut self) {
        if self.format == JSON {
            self.begin_json();
        } else if PROTOBUF {
            self.proto = Proto::begin(None);
            self.place = Place::Envelope as u8;
        }
    }

    /// A body is a JSON object, whose brace was taken.
    pub(super) fn begin_json(&mut self) {
        self.format = JSON;
        self.json = Json::begin(false);
        self.place = Place::Status as u8;
    }

    /// A frame is a JSON object, or four bytes of length and a message.
    pub(super) fn frame_start(&mut self, input: &mut &[u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            *input = rest;
            self.place = Place::Frame as u8;
            match self.sniffed {
                0 | BLANKS if is_blank(byte) => self.sniffed = BLANKS,
                0 | BLANKS if byte == b'{' => {
                    self.format = JSON;
                    self.json = Json::begin(true);
                    return;
                }
                sniffed if sniffed == BLANKS || !PROTOBUF => {
                    (self.format, self.outcome, self.over, *input) = (JSON, DEFECT, LOST, &[]);
                    return;
                }
                count => {
                    let count = count.saturating_add(1);
                    self.sniffed = count;
                    self.length = self.length << 8 | u32::from(byte);
                    if count >= 4 {
                        self.format = PROTO;
                        self.proto = Proto::begin(Some(self.length));
                        return;
                    }
                }
            }
        }
    }
}
