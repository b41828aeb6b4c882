//! The ListWatch machine: the state of a collection, listed and then watched, for as long as wanted (docs/list-watch.md;
//! client-go: tools/cache/reflector.go). It embeds one Retry, whose waits are the only ones.

use crate::action::{Action, Alternative, Basis, Rv};
use crate::advice::{Advice, AdviceFlag};
use crate::from_c::from_c;
use crate::policy::{Budget, Policy};
use crate::request::{Request, RequestFlag};
use crate::retry::{Retry, Step, Why, FOREVER};
use crate::rule::Rule;
use crate::verb::Verb;
use crate::word::words;
use core::ffi::CStr;

/// What to send.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Send {
    /// A list from its beginning.
    #[default]
    List = 0,
    /// The next page: the same list with the continue token of the last one, without a resourceVersion.
    Page = 1,
    /// A watch, with timeoutSeconds and allowWatchBookmarks=true.
    Watch = 2,
    /// A watch with sendInitialEvents=true and resourceVersionMatch=NotOlderThan, in the place of a list.
    Stream = 3,
}

impl Send {
    /// Every kind of request, in the order of the numbers.
    pub const ALL: &'static [Send] = &[Send::List, Send::Page, Send::Watch, Send::Stream];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Send::List => c"list",
            Send::Page => c"page",
            Send::Watch => c"watch",
            Send::Stream => c"stream",
        }
    }
}

words!(Send);

/// A collection that is listed and watched. The resourceVersions are the caller's: it keeps the one it asked for and the
/// newest one seen, and is told which to send and when to store the one of an answer. Bodies need a text buffer here:
/// the continue token and the resourceVersion are texts. After every answer, frame and end ask for the next step.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListWatch {
    /// The waits, and the request to send.
    pub retry: Retry,
    /// What to send.
    pub send: Send,
    /// With which resourceVersion; requested is the one that the caller would begin with.
    pub from: Rv,
    /// 1: store the resourceVersion of this answer as the newest one seen.
    pub store: u8,
    /// 1: the state is complete: what was listed or streamed since it began is all there was. 0 again after a relist.
    pub complete: u8,
    /// The timeoutSeconds of a watch: drawn from 300 to 599 at each step; 300 for a stream that comes first.
    pub timeout_seconds: u32,
    /// Kept by the library from here on.
    streaming: u8,
    /// Whether events still describe the first state.
    synthetic: u8,
    /// Watches in a row that ended early and empty.
    early: u8,
    /// How often in a row the same rule refused, and which.
    refusals: u8,
    refused_by: u8,
    /// 0: no resourceVersion was stored; 1: one was; 2: it was listed from again, and no event has come since.
    stored: u8,
    /// Whether it was a watch that was refused last.
    refused_watch: u8,
    /// Whether something was done without a wait since the last progress.
    unwaited: u8,
}

from_c!(ListWatch {
    words: send: Send, from: Rv;
    numbers: store, complete, timeout_seconds, streaming, synthetic, early, refusals, refused_by, stored, refused_watch,
        unwaited;
    structs: retry: Retry
});

/// After so many equal refusals, or watches that end early and empty, in a row.
const ENOUGH: u8 = 3;
/// A watch lasts from so many seconds to twice as many (client-go: tools/cache/reflector.go).
const WATCH_SECONDS: u32 = 300;

impl ListWatch {
    /// Begins with a list. `request` says what is known of all its requests (credentials, the longest delay); its verb
    /// is set here. With `streaming` the first state is streamed by a watch; a server that cannot is listed.
    pub fn new(request: Request, policy: &Policy, streaming: bool, now_ms: u32) -> ListWatch {
        let mut machine = ListWatch {
            retry: Retry::new(request, policy, FOREVER, now_ms),
            send: Send::List,
            from: Rv::Requested,
            store: 0,
            complete: 0,
            timeout_seconds: WATCH_SECONDS,
            streaming: u8::from(streaming),
            synthetic: 0,
            early: 0,
            refusals: 0,
            refused_by: 0,
            stored: 0,
            refused_watch: 0,
            unwaited: 0,
        };
        machine.list(Rv::Requested);
        machine
    }

    /// The next step after this advice about an answer, a frame or an end; `random` and the budget as for
    /// [`Retry::next`]. [`Step::Read`]: go on with the stream.
    pub fn next(&mut self, advice: &Advice, budget: Option<&mut Budget>, now_ms: u32, random: u32) -> Step {
        self.store = 0;
        self.retry.take(advice);
        self.timeout_seconds = WATCH_SECONDS.saturating_add(random % WATCH_SECONDS);
        if matches!(advice.action, Action::Done | Action::AlreadyDone) {
            if let Some(budget) = budget {
                budget.give_back();
            }
            return self.done(advice);
        }
        if advice.rule == Rule::WatchEnded {
            // No failure: it lasted, or brought an event, so the next watch cannot be the second of a hot loop.
            (self.early, self.unwaited) = (0, 0);
            self.retry.rest();
            self.move_on(advice);
            return Step::Again;
        }
        let mut advice = match self.translate(advice) {
            Ok(advice) => advice,
            Err(why) => return self.retry.stop(why),
        };
        if advice.basis == Basis::None && advice.action != Action::FollowRedirect {
            // Without an end of tries, only the first such step since the last progress goes without a wait.
            if self.unwaited != 0 {
                advice.basis = Basis::Backoff;
            } else if advice.action == Action::Relist {
                // The server answers again, so what failed before is over, and a row of relists begins here.
                self.retry.recover();
            }
            self.unwaited = 1;
        }
        self.retry.take(&advice);
        let step = self.retry.again(&advice, budget, now_ms, random);
        if step == Step::Again {
            self.move_on(&advice);
        }
        step
    }

    /// A list, a page, the start of a watch, an event or a bookmark.
    fn done(&mut self, advice: &Advice) -> Step {
        self.retry.succeed();
        let listing = matches!(self.send, Send::List | Send::Page);
        if !listing || self.refused_watch == 0 {
            // A list that succeeds does not end a row of refused watches.
            self.refusals = 0;
        }
        match (self.send, advice.rule) {
            (Send::List | Send::Page, _) => {
                self.retry.forget_tries();
                (self.store, self.stored) = (1, self.stored.max(1));
                let more = advice.has(AdviceFlag::Continue);
                self.send = if more { Send::Page } else { Send::Watch };
                if more {
                    self.retry.request.flags |= RequestFlag::ContinueToken as u32;
                } else {
                    self.complete = 1;
                    self.watch();
                }
                return Step::Again;
            }
            (_, Rule::WatchEvent | Rule::WatchBookmark) => {
                self.retry.forget();
                (self.early, self.unwaited) = (0, 0);
                if advice.has(AdviceFlag::InitialEventsEnd) {
                    (self.synthetic, self.complete, self.send) = (0, 1, Send::Watch);
                }
                // What an event of the first state carries is its object's own, not the collection's.
                self.store = u8::from(self.synthetic == 0 || advice.rule == Rule::WatchBookmark);
                if self.store != 0 {
                    self.stored = 1;
                }
            }
            _ => {}
        }
        Step::Read
    }

    /// The advice as this machine follows it.
    fn translate(&mut self, advice: &Advice) -> Result<Advice, Why> {
        let relist = |rv, basis| Advice { action: Action::Relist, rv, basis, tries: 0, ..*advice };
        if advice.rule != Rule::WatchEndedEarly {
            self.early = 0;
        }
        match advice.action {
            Action::Rewatch if advice.rule == Rule::WatchEndedEarly => {
                self.early = self.early.saturating_add(1);
                if self.early >= ENOUGH {
                    self.early = 0;
                    return Ok(relist(Rv::Last, Basis::Backoff));
                }
            }
            Action::Retry
            | Action::RaiseTimeout
            | Action::Relist
            | Action::Rewatch
            | Action::WaitCondition
            | Action::Authenticate
            | Action::Rediscover
            | Action::Renegotiate
            | Action::FollowRedirect => self.refusals = 0,
            _ if advice.rule == Rule::CredentialsRejectedAgain => {
                if !self.retry.is_endless() {
                    return Err(Why::Credentials);
                }
                return Ok(Advice { action: Action::Authenticate, basis: Basis::Backoff, tries: 0, ..*advice });
            }
            _ => {
                let same = self.refused_by == advice.rule as u8;
                self.refusals = if same { self.refusals.saturating_add(1) } else { 1 };
                self.refused_by = advice.rule as u8;
                self.refused_watch = u8::from(self.send == Send::Watch);
                if self.refusals >= ENOUGH {
                    return Err(Why::Refused);
                }
                // A server that does not stream can be listed.
                self.streaming = 0;
                return Ok(relist(self.from, Basis::Backoff));
            }
        }
        if advice.action == Action::Relist && advice.rv == Rv::Last && self.stored > 1 {
            // The list from there was as old itself, as one with a limit may be: what is newest cannot have expired.
            return Ok(relist(Rv::Unset, advice.basis));
        }
        // Only a rule's own tries count here.
        let own = advice.has_own_tries();
        if own && advice.alternative == Alternative::Relist && self.retry.is_last_try(advice) {
            // They are used up: the rule's alternative follows, after the wait of a failure.
            self.retry.forget_own();
            return Ok(relist(advice.rv, Basis::Backoff));
        }
        Ok(Advice { tries: if own { advice.tries } else { 0 }, ..*advice })
    }

    /// Where the request goes after a step that goes on.
    fn move_on(&mut self, advice: &Advice) {
        match advice.action {
            Action::Relist => self.list(advice.rv),
            Action::Rewatch if self.synthetic != 0 => self.list(self.from),
            Action::Rewatch => {
                self.send = Send::Watch;
                self.watch();
            }
            _ => {}
        }
    }

    /// The first state again, listed or streamed.
    fn list(&mut self, from: Rv) {
        let unknown = from == Rv::None || from == Rv::Last && self.stored == 0;
        self.from = if unknown { Rv::Requested } else { from };
        if self.stored != 0 {
            self.stored = if from == Rv::Last { 2 } else { 1 };
        }
        self.synthetic = self.streaming;
        self.complete = 0;
        self.retry.request.flags &= !(RequestFlag::ContinueToken as u32);
        (self.send, self.retry.request.verb) =
            if self.streaming != 0 { (Send::Stream, Verb::Watch) } else { (Send::List, Verb::List) };
    }

    fn watch(&mut self) {
        self.from = if self.stored != 0 { Rv::Last } else { Rv::Requested };
        self.retry.request.verb = Verb::Watch;
        self.retry.request.flags &= !(RequestFlag::ContinueToken as u32 | RequestFlag::Exact as u32);
    }
}
