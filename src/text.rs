//! The texts of an answer, packed into the caller's one buffer, which carries its own index.
//!
//! An entry is a tag, an index (two bytes), a length (two bytes), the text and a NUL, so that C reads it in place.

use crate::word::words;
use core::ffi::CStr;

/// A text of an answer: which one to take out of the buffer that was given with the body.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The message of the Status, or a text body. At most half of the buffer, cut between two characters.
    Message = 0,
    /// The reason as it was sent, known or not.
    Reason = 1,
    /// details.name: usually the object's name.
    Name = 2,
    /// details.group: the API group of the object.
    Group = 3,
    /// details.kind: usually the plural resource, such as pods; the Kind where the reason is Invalid.
    Kind = 4,
    /// details.uid.
    Uid = 5,
    /// The type of the cause with this index, known or not. On the wire it is called reason.
    CauseType = 6,
    /// The message of the cause with this index.
    CauseMessage = 7,
    /// The field that the cause with this index is about.
    CauseField = 8,
    /// metadata.continue: the token for the next page of a list.
    Continue = 9,
    /// metadata.resourceVersion of an object, a list, or a watch frame's object.
    ResourceVersion = 10,
}

impl Text {
    /// Every text, in the order of the numbers.
    pub const ALL: &'static [Text] = &[
        Text::Message,
        Text::Reason,
        Text::Name,
        Text::Group,
        Text::Kind,
        Text::Uid,
        Text::CauseType,
        Text::CauseMessage,
        Text::CauseField,
        Text::Continue,
        Text::ResourceVersion,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Text::Message => c"message",
            Text::Reason => c"reason",
            Text::Name => c"name",
            Text::Group => c"group",
            Text::Kind => c"kind",
            Text::Uid => c"uid",
            Text::CauseType => c"cause-type",
            Text::CauseMessage => c"cause-message",
            Text::CauseField => c"cause-field",
            Text::Continue => c"continue",
            Text::ResourceVersion => c"resource-version",
        }
    }

    /// Its tag in the buffer; 0 is none.
    const fn tag(self) -> u8 {
        (self as u8).wrapping_add(1)
    }
}

words!(Text);

/// Tag, index, length.
const HEAD: usize = 5;
/// The tag of an entry that counts no more.
const GONE: u8 = u8::MAX;

/// Writes texts into a buffer that comes along with each call. Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Packer {
    /// Where the entries that are complete end.
    end: u16,
    /// The length of the text that is open.
    length: u16,
    index: u16,
    /// The tag of the text that is open; 0 is none.
    tag: u8,
    /// Whether a text was cut or left out.
    cut: u8,
}

impl Packer {
    pub(crate) fn open(&mut self, text: Text, index: u16, buffer: &[u8]) {
        self.tag = if buffer.is_empty() { 0 } else { text.tag() };
        (self.length, self.index) = (0, index);
    }

    pub(crate) fn is_open(&self) -> bool {
        self.tag != 0
    }

    /// More of the open text; whole characters.
    pub(crate) fn push(&mut self, shown: &[u8], buffer: &mut [u8]) {
        if self.tag == 0 {
            return;
        }
        let at = usize::from(self.end).saturating_add(HEAD).saturating_add(usize::from(self.length));
        let message = self.tag == Text::Message.tag();
        let room = self.limit(message, buffer.len()).saturating_sub(at);
        let fits = if shown.len() <= room { shown } else { whole_characters(shown, room) };
        if let Some(slot) = at.checked_add(fits.len()).and_then(|end| buffer.get_mut(at..end)) {
            if fits.len() == shown.len() || message {
                slot.copy_from_slice(fits);
                self.length = self.length.saturating_add(u16::try_from(fits.len()).unwrap_or(0));
            }
        }
        if fits.len() < shown.len() {
            self.cut = 1;
            if message {
                self.close(buffer);
            }
            self.tag = 0;
        }
    }

    /// Where a text may be written that is put all at once.
    pub(crate) fn room<'a>(&self, text: Text, buffer: &'a mut [u8]) -> &'a mut [u8] {
        let limit = self.limit(text == Text::Message, buffer.len());
        buffer.get_mut(usize::from(self.end).saturating_add(HEAD)..limit).unwrap_or_default()
    }

    /// A text is left out.
    pub(crate) fn leave_out(&mut self) {
        (self.tag, self.cut) = (0, 1);
    }

    /// So many bytes of the room are this text.
    pub(crate) fn put(&mut self, text: Text, index: u16, length: usize, buffer: &mut [u8]) {
        self.open(text, index, buffer);
        self.length = u16::try_from(length).unwrap_or(0);
        self.close(buffer);
    }

    /// Where a text must end, with room for the NUL behind it.
    fn limit(&self, message: bool, size: usize) -> usize {
        let half = usize::from(self.end).saturating_add(size / 2);
        let limit = if message { half.min(size) } else { size };
        limit.min(usize::from(u16::MAX)).saturating_sub(1)
    }

    /// The open text is complete.
    pub(crate) fn close(&mut self, buffer: &mut [u8]) {
        if self.tag != 0 && self.length != 0 {
            match self.write(buffer) {
                Some(end) => self.end = end,
                None => self.cut = 1,
            }
        }
        self.tag = 0;
    }

    /// Takes the complete texts of this kind out again.
    pub(crate) fn remove(&mut self, text: Text, buffer: &mut [u8]) {
        let mut at = 0;
        while let Some(entry) = Entry::at(buffer, at, self.end) {
            if entry.tag == text.tag() {
                if let Some(slot) = buffer.get_mut(at) {
                    *slot = GONE;
                }
            }
            at = entry.next;
        }
    }

    /// The input of one call is used up: a message as far as it came can be read, and goes on with the next call.
    /// How many bytes of the buffer are in use, and whether a text was cut or left out.
    pub(crate) fn used(&mut self, buffer: &mut [u8]) -> u16 {
        if self.tag == Text::Message.tag() && self.length != 0 {
            self.write(buffer).unwrap_or(self.end)
        } else {
            self.end
        }
    }

    pub(crate) fn is_cut(&self) -> bool {
        self.cut != 0
    }

    /// Writes head and NUL of the open text; where the next entry begins.
    fn write(&self, buffer: &mut [u8]) -> Option<u16> {
        let begin = usize::from(self.end);
        let after = begin.checked_add(HEAD)?.checked_add(usize::from(self.length))?;
        let next = u16::try_from(after.checked_add(1)?).ok()?;
        *buffer.get_mut(after)? = 0;
        let ([index_low, index_high], [low, high]) = (self.index.to_le_bytes(), self.length.to_le_bytes());
        let head = [self.tag, index_low, index_high, low, high];
        buffer.get_mut(begin..begin.checked_add(HEAD)?)?.copy_from_slice(&head);
        Some(next)
    }
}

/// The text in the first `used` bytes of a buffer; `None` if it is not there.
pub(crate) fn find(buffer: &[u8], used: u16, text: Text, index: u16) -> Option<&[u8]> {
    let mut at = 0;
    while let Some(entry) = Entry::at(buffer, at, used) {
        if entry.tag == text.tag() && entry.index == index {
            return buffer.get(at.checked_add(HEAD)?..entry.next.checked_sub(1)?);
        }
        at = entry.next;
    }
    None
}

/// The text whose entry begins at `at` or behind, its index, and where the next entry begins.
pub(crate) fn next(buffer: &[u8], used: u16, mut at: usize) -> Option<(Text, u16, &[u8], usize)> {
    loop {
        let entry = Entry::at(buffer, at, used)?;
        if let Some(text) = entry.tag.checked_sub(1).and_then(Text::from_u8) {
            let bytes = buffer.get(at.checked_add(HEAD)?..entry.next.checked_sub(1)?)?;
            return Some((text, entry.index, bytes, entry.next));
        }
        at = entry.next;
    }
}

struct Entry {
    tag: u8,
    index: u16,
    next: usize,
}

impl Entry {
    /// The entry that begins at this place of the first `used` bytes, if it lies within them and ends with a NUL.
    fn at(buffer: &[u8], at: usize, used: u16) -> Option<Entry> {
        let rest = buffer.get(..usize::from(used))?.get(at..)?;
        let [tag, index_low, index_high, low, high] = *rest.first_chunk::<HEAD>()?;
        let length = HEAD.checked_add(usize::from(u16::from_le_bytes([low, high])))?;
        match rest.get(length) {
            Some(0) => Some(Entry {
                tag,
                index: u16::from_le_bytes([index_low, index_high]),
                next: at.checked_add(length)?.checked_add(1)?,
            }),
            _ => None,
        }
    }
}

/// As many whole characters as fit.
fn whole_characters(shown: &[u8], room: usize) -> &[u8] {
    let mut fits = shown.get(..room).unwrap_or(shown);
    if fits.len() < shown.len() {
        // The byte behind must begin a character.
        while shown.get(fits.len()).is_some_and(|byte| byte & 0xc0 == 0x80) {
            fits = fits.get(..fits.len().saturating_sub(1)).unwrap_or_default();
        }
    }
    fits
}
