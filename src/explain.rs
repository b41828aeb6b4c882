//! One or two sentences for people: what happened to which object, whether anything was written, what to do and
//! when. The words about what happened are those of the rules; what the server said comes last.

use crate::action::{Action, Basis, Executed, Rv};
use crate::advice::Advice;
use crate::decide::sentence;
use crate::text::Text;
use core::fmt::Write;

/// The longest explanation; a longer one is cut between two characters.
const LONGEST: usize = 512;

/// An explanation.
pub type Explanation = heapless::String<LONGEST>;

/// Of the server's own message at most so many bytes are shown.
const LONGEST_MESSAGE: usize = 200;

impl Advice {
    /// The advice in one or two English sentences. Without the texts of the answer it speaks of "the object".
    ///
    /// ```
    /// use kube_status::{Request, Response, Verb};
    /// let advice = Request::new(Verb::Update).advise(&Response::new(409));
    /// let want = "Another writer changed the object first; nothing was written. GET it, merge, send again after 10 ms.";
    /// assert_eq!(advice.explain(&[]), want);
    /// ```
    pub fn explain(&self, buffer: &[u8]) -> Explanation {
        let mut whole = Cut(Explanation::new());
        // A full buffer is no error here: the sentence is cut.
        let _ = self.write_explanation(buffer, &mut whole);
        whole.0
    }

    pub(crate) fn write_explanation(&self, buffer: &[u8], out: &mut impl Write) -> core::fmt::Result {
        let sentence = sentence(self.rule);
        let at = sentence.bytes().position(|byte| byte == b'{').unwrap_or(sentence.len());
        let before = sentence.get(..at).unwrap_or(sentence);
        let after = sentence.get(at.saturating_add("{}".len())..);
        out.write_str(before)?;
        if let Some(after) = after {
            self.write_object(buffer, before.is_empty(), out)?;
            out.write_str(after)?;
        }
        let failed = !matches!(self.action, Action::Done | Action::AlreadyDone);
        match self.executed {
            Executed::No if self.verb.is_write() && failed => out.write_str("; nothing was written")?,
            Executed::Maybe => out.write_str("; it may have been executed")?,
            _ => {}
        }
        out.write_str(".")?;
        if self.action != Action::Done {
            out.write_str(" ")?;
            out.write_str(self.action.imperative())?;
            self.write_how(out)?;
            out.write_str(".")?;
        }
        self.write_message(buffer, out)
    }

    /// `deployments.apps "web"`, as much of it as is known.
    fn write_object(&self, buffer: &[u8], first: bool, out: &mut impl Write) -> core::fmt::Result {
        let text = |text| self.text(buffer, text, 0).filter(|_| self.trusted());
        let Some(kind) = text(Text::Kind) else {
            return out.write_str(if first { "The object" } else { "the object" });
        };
        write_plain(kind, out)?;
        if let Some(group) = text(Text::Group) {
            out.write_str(".")?;
            write_plain(group, out)?;
        }
        if let Some(name) = text(Text::Name) {
            out.write_str(" \"")?;
            write_plain(name, out)?;
            out.write_str("\"")?;
        }
        Ok(())
    }

    /// From where, with which timeout, after how long.
    fn write_how(&self, out: &mut impl Write) -> core::fmt::Result {
        match (self.action, self.rv) {
            (Action::Relist, Rv::Unset) => out.write_str(" without a resourceVersion")?,
            (Action::Relist, Rv::Last) => out.write_str(" from the last resourceVersion seen")?,
            (Action::Relist, Rv::Requested) => out.write_str(" from the beginning, without the continue token")?,
            (Action::RaiseTimeout, _) => {
                write_time(self.new_timeout_ms, out)?;
            }
            _ => {}
        }
        if self.basis == Basis::None {
            return Ok(());
        }
        out.write_str(" after ")?;
        write_time(self.delay_ms, out)?;
        out.write_str(match self.basis {
            Basis::Header | Basis::HeaderDate | Basis::Body => ", as the server asks",
            Basis::Backoff => ", and later each time",
            _ => "",
        })
    }

    /// What the server said, where that is what a person needs to go on.
    fn write_message(&self, buffer: &[u8], out: &mut impl Write) -> core::fmt::Result {
        let helps = matches!(
            self.action,
            Action::FixRequest
                | Action::GiveUp
                | Action::ResolveApplyConflict
                | Action::ShrinkRequest
                | Action::WaitCondition
                | Action::Renegotiate
        );
        let Some(message) = self.text(buffer, Text::Message, 0).filter(|_| helps) else { return Ok(()) };
        let message = message.trim_ascii();
        let mut end = message.len().min(LONGEST_MESSAGE);
        while !message.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let shown = message.get(..end).unwrap_or(message);
        out.write_str(" The server says: ")?;
        write_plain(shown, out)?;
        out.write_str(if shown.len() < message.len() { " ..." } else { "" })
    }
}

impl Action {
    /// What to do, as one would tell a person; without a full stop.
    const fn imperative(self) -> &'static str {
        match self {
            Action::GiveUp => "Give up: nothing that a client does by itself helps",
            Action::Done => "",
            Action::AlreadyDone => "Nothing is left to do",
            Action::FollowRedirect => "Send it to the Location",
            Action::RefuseRedirect => "Do not follow it",
            Action::FixRequest => "Fix the request; as it is it cannot succeed",
            Action::Authenticate => "Get credentials or read them anew, and send it again",
            Action::ResolveExists => "Choose another name, or GET it, compare and PUT",
            Action::MergeRetry => "GET it, merge, send again",
            Action::ResolveApplyConflict => "Force the fields, drop them, or agree on their values",
            Action::Retry => "Send the same request again",
            Action::RaiseTimeout => "Send it again with a timeout of ",
            Action::Relist => "List again",
            Action::Rewatch => "Watch again from the last resourceVersion seen",
            Action::Rediscover => "Read the discovery documents anew: the type may have moved",
            Action::Renegotiate => "Send and ask for application/json",
            Action::ShrinkRequest => "Send less",
            Action::WaitCondition => "Wait until that has changed, and try again",
            Action::VerifyOutcome => "GET it before anything else",
        }
    }
}

/// What the server wrote, fit for a terminal: a space stands for each control character, those that turn the direction
/// of writing among them.
fn write_plain(text: &str, out: &mut impl Write) -> core::fmt::Result {
    let unfit = |char: char| char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for part in text.split_inclusive(unfit) {
        let plain = part.strip_suffix(unfit);
        out.write_str(plain.unwrap_or(part))?;
        out.write_str(if plain.is_some() { " " } else { "" })?;
    }
    Ok(())
}

/// `250 ms`, `5 s`, `1.5 s`.
fn write_time(ms: u32, out: &mut impl Write) -> core::fmt::Result {
    if ms < 1000 && ms != 0 {
        write_number(ms, out)?;
        return out.write_str(" ms");
    }
    write_number(ms / 1000, out)?;
    let tenths = ms % 1000 / 100;
    if tenths != 0 {
        out.write_str(".")?;
        write_number(tenths, out)?;
    }
    out.write_str(" s")
}

fn write_number(number: u32, out: &mut impl Write) -> core::fmt::Result {
    if number >= 10 {
        // At most ten digits deep; a division shortens the number each time.
        let mut scale = 1u32;
        while let Some(next) = scale.checked_mul(10).filter(|next| *next <= number) {
            scale = next;
        }
        let mut rest = number;
        while scale != 0 {
            write_digit(rest.checked_div(scale).unwrap_or(0), out)?;
            rest = rest.checked_rem(scale).unwrap_or(0);
            scale /= 10;
        }
        return Ok(());
    }
    write_digit(number, out)
}

fn write_digit(digit: u32, out: &mut impl Write) -> core::fmt::Result {
    out.write_char(char::from_digit(digit, 10).unwrap_or('0'))
}

/// Takes what fits, to a character.
struct Cut(Explanation);

impl Write for Cut {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for char in text.chars() {
            self.0.push(char).map_err(|_| core::fmt::Error)?;
        }
        Ok(())
    }
}
