//! The Retry machine: from advice to the next step of one request, again and again (docs/spec.md section 6). No clock, no
//! sleep, no randomness of its own: the caller brings the time in milliseconds and a random number.

use crate::action::{Action, Basis, Executed};
use crate::advice::{Advice, AdviceFlag};
use crate::backoff::{jittered_ms, own_wait_ms};
use crate::from_c::from_c;
use crate::policy::{Budget, Numbers, Policy};
use crate::request::{Request, RequestFlag};
use crate::rule::Rule;
use crate::verb::Verb;
use crate::word::words;
use core::ffi::CStr;

/// A limit that is none.
pub const FOREVER: u32 = u32::MAX;

/// What to do now.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Stop; why says for what reason.
    #[default]
    Stop = 0,
    /// Wait wait_ms, do what action says, send the request.
    Again = 1,
    /// The request is done.
    Done = 2,
    /// Of a watch: read on, the stream is well.
    Read = 3,
}

impl Step {
    /// Every step, in the order of the numbers.
    pub const ALL: &'static [Step] = &[Step::Stop, Step::Again, Step::Done, Step::Read];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Step::Stop => c"stop",
            Step::Again => c"again",
            Step::Done => c"done",
            Step::Read => c"read",
        }
    }
}

/// Why a machine stopped.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// It did not stop.
    #[default]
    None = 0,
    /// The advice is not to go on: its action says what to do instead.
    Advice = 1,
    /// Such answers came as often as is useful.
    Tries = 2,
    /// The next wait would pass the limit.
    Limit = 3,
    /// The renewed credentials were rejected as well.
    Credentials = 4,
    /// The budget is used up.
    Budget = 5,
    /// Of a list or watch: refused for the same reason three times in a row.
    Refused = 6,
}

impl Why {
    /// Every reason, in the order of the numbers.
    pub const ALL: &'static [Why] =
        &[Why::None, Why::Advice, Why::Tries, Why::Limit, Why::Credentials, Why::Budget, Why::Refused];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Why::None => c"",
            Why::Advice => c"advice",
            Why::Tries => c"tries",
            Why::Limit => c"limit",
            Why::Credentials => c"credentials",
            Why::Budget => c"budget",
            Why::Refused => c"refused",
        }
    }
}

words!(Step);
words!(Why);

/// The rules that count their tries apart, in the order of `Retry::own`.
const OWN_TRIES: [Rule; 9] = [
    Rule::WatchFailed,
    Rule::WatchGarbled,
    Rule::AdmissionDenied5xx,
    Rule::ContinueInvalid,
    Rule::RvInvalid,
    Rule::AdmissionNotReady,
    Rule::ServiceAccountMissing,
    Rule::RvTooLargeWait,
    Rule::RolesNotLoaded,
];

/// One request until it is done or given up. It keeps the working copy of the request: send that. After each answer ask
/// for the next step; while that is again, wait, do what the action says (nothing for retry; merge, renew, look, ... for
/// the others) and send.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// What to send next: its timeout, redirects and flags are kept up to date here.
    pub request: Request,
    /// Wait so many milliseconds before the next step.
    pub wait_ms: u32,
    /// What to do before sending: an action of the advice. An action that you cannot do: leave the loop.
    pub action: Action,
    /// Why it stopped; none while it goes on.
    pub why: Why,
    /// 1: send over another connection.
    pub new_connection: u8,
    /// 1: the server said how long to wait, and that is what the wait is made of.
    pub hinted: u8,
    /// Kept by the library from here on.
    numbers: Numbers,
    began_ms: u32,
    limit_ms: u32,
    /// Failures so far: throttles, conflicts, everything else.
    failures: [u8; 3],
    /// Whether the last answer was followed by relist or rewatch.
    relisting: u8,
    /// Answers so far: retry, raise-timeout and verify-outcome together; merge-retry; authenticate; rediscover;
    /// renegotiate.
    tries: [u8; 5],
    spare: [u8; 2],
    own: [u8; 9],
}

from_c!(Retry {
    words: action: Action, why: Why;
    numbers: wait_ms, new_connection, hinted, began_ms, limit_ms, failures, relisting, tries, spare, own;
    structs: request: Request, numbers: Numbers
});

const THROTTLES: usize = 0;
const CONFLICTS: usize = 1;
const OTHERS: usize = 2;

impl Retry {
    /// Begins at `now_ms` of any clock that counts milliseconds (it may wrap). The request may be retried for
    /// `limit_ms` from now; 0 is one attempt, [`FOREVER`] no limit. A request nested inside another one takes the
    /// other's [`Retry::left_ms`].
    pub fn new(request: Request, policy: &Policy, limit_ms: u32, now_ms: u32) -> Retry {
        Retry {
            request,
            wait_ms: 0,
            action: Action::Done,
            why: Why::None,
            new_connection: 0,
            hinted: 0,
            numbers: policy.numbers(),
            began_ms: now_ms,
            limit_ms,
            failures: [0; 3],
            relisting: 0,
            tries: [0; 5],
            spare: [0; 2],
            own: [0; OWN_TRIES.len()],
        }
    }

    /// What is left of the limit, in milliseconds; [`FOREVER`] if there is none.
    pub fn left_ms(&self, now_ms: u32) -> u32 {
        if self.limit_ms == FOREVER {
            FOREVER
        } else {
            self.limit_ms.saturating_sub(now_ms.wrapping_sub(self.began_ms))
        }
    }

    /// The next step after this advice. `random` is any number, evenly drawn: a constant one makes all clients of a
    /// fleet wait equally long. A budget is shared by many requests: whoever passes it holds it alone meanwhile.
    pub fn next(&mut self, advice: &Advice, budget: Option<&mut Budget>, now_ms: u32, random: u32) -> Step {
        self.take(advice);
        if matches!(advice.action, Action::Done | Action::AlreadyDone) {
            if let Some(budget) = budget {
                budget.give_back();
            }
            return Step::Done;
        }
        if !goes_on(advice.action, self.request.verb) {
            let again = advice.rule == Rule::CredentialsRejectedAgain;
            return self.stop(if again { Why::Credentials } else { Why::Advice });
        }
        self.again(advice, budget, now_ms, random)
    }

    /// The same for an action that the machine goes on with.
    pub(crate) fn again(&mut self, advice: &Advice, budget: Option<&mut Budget>, now_ms: u32, random: u32) -> Step {
        let wait_ms = self.wait(advice, random);
        if self.count(advice) {
            return self.stop(Why::Tries);
        }
        if wait_ms >= self.left_ms(now_ms) && self.limit_ms != FOREVER {
            return self.stop(Why::Limit);
        }
        let costs = matches!(advice.action, Action::Retry | Action::RaiseTimeout | Action::VerifyOutcome);
        if let (Some(budget), true) = (budget, costs) {
            if !budget.spend(advice.code == 429) {
                return self.stop(Why::Budget);
            }
        }
        self.wait_ms = wait_ms;
        self.change_request(advice);
        Step::Again
    }

    /// The wait in milliseconds; the failure is counted.
    fn wait(&mut self, advice: &Advice, random: u32) -> u32 {
        let kind = match (advice.rule, advice.action) {
            (Rule::Throttled | Rule::DisruptionBudget, _) => THROTTLES,
            (_, Action::MergeRetry) => CONFLICTS,
            _ => OTHERS,
        };
        let base_ms = if kind == CONFLICTS { self.numbers.conflict_base_ms } else { self.numbers.base_ms };
        let relists = matches!(advice.action, Action::Relist | Action::Rewatch);
        let again = relists && self.relisting != 0;
        self.relisting = u8::from(relists);
        if advice.action == Action::FollowRedirect {
            return 0;
        }
        let failures = self.failures.get_mut(kind).map_or(1, |count| {
            *count = count.saturating_add(1);
            *count
        });
        if advice.basis == Basis::None && !again {
            return 0;
        }
        let own_ms = own_wait_ms(base_ms, self.numbers.cap_ms, failures);
        let said_ms = if advice.basis == Basis::Backoff { 0 } else { advice.delay_ms };
        let hint = matches!(advice.basis, Basis::Header | Basis::HeaderDate | Basis::Body);
        self.hinted = u8::from(hint && said_ms >= own_ms);
        let wait_ms = own_ms.max(said_ms).min(self.request.longest_delay_ms());
        jittered_ms(wait_ms, self.numbers.jitter_permille, random)
    }

    /// Counts the answer; true once there were as many as are useful.
    fn count(&mut self, advice: &Advice) -> bool {
        let slot = if advice.has_own_tries() {
            own_index(advice.rule).and_then(|at| self.own.get_mut(at))
        } else {
            let at = match advice.action {
                Action::Retry | Action::RaiseTimeout if self.is_endless() => return false,
                Action::Retry | Action::RaiseTimeout | Action::VerifyOutcome => 0,
                Action::MergeRetry => 1,
                Action::Authenticate => 2,
                Action::Rediscover => 3,
                Action::Renegotiate => 4,
                _ => return false,
            };
            self.tries.get_mut(at)
        };
        slot.is_some_and(|count| {
            *count = count.saturating_add(1);
            advice.tries != 0 && *count >= advice.tries
        })
    }

    /// Whether one more answer of this rule, which has tries of its own, is the last.
    pub(crate) fn is_last_try(&self, advice: &Advice) -> bool {
        let count = own_index(advice.rule).and_then(|at| self.own.get(at));
        count.is_some_and(|count| count.saturating_add(1) >= advice.tries)
    }

    fn change_request(&mut self, advice: &Advice) {
        let flags = &mut self.request.flags;
        if advice.executed == Executed::Maybe {
            *flags |= RequestFlag::AfterMaybe as u32;
        }
        match advice.action {
            Action::VerifyOutcome | Action::MergeRetry => *flags &= !(RequestFlag::AfterMaybe as u32),
            Action::Authenticate => {
                *flags |= RequestFlag::Renewed as u32;
                *flags &= !(RequestFlag::Anonymous as u32);
            }
            Action::Relist => *flags &= !(RequestFlag::ContinueToken as u32),
            Action::RaiseTimeout => self.request.timeout_ms = advice.new_timeout_ms,
            Action::FollowRedirect => self.request.redirects = self.request.redirects.saturating_add(1),
            _ => {}
        }
    }

    /// What the step after this advice is about.
    pub(crate) fn take(&mut self, advice: &Advice) {
        self.wait_ms = 0;
        self.hinted = 0;
        self.why = Why::None;
        self.action = advice.action;
        self.new_connection = u8::from(advice.has(AdviceFlag::NewConnection));
    }

    /// A request was answered well: the next one is another, with its own redirects and its own 401.
    pub(crate) fn succeed(&mut self) {
        self.request.redirects = 0;
        self.request.flags &= !(RequestFlag::Renewed as u32);
    }

    /// There was progress: counting begins anew.
    pub(crate) fn forget(&mut self) {
        (self.failures, self.tries, self.own, self.relisting) = ([0; 3], [0; 5], [0; OWN_TRIES.len()], 0);
    }

    /// The same, but after a list that was listed again in a row: only an event proves that the row has ended.
    pub(crate) fn forget_tries(&mut self) {
        self.forget_own();
        if self.relisting == 0 {
            self.failures = [0; 3];
        }
    }

    /// The tries are counted anew; the backoff goes on.
    pub(crate) fn forget_own(&mut self) {
        (self.tries, self.own) = ([0; 5], [0; OWN_TRIES.len()]);
    }

    /// There was an answer: failures are counted anew, but neither throttles nor conflicts, which are answers too.
    pub(crate) fn recover(&mut self) {
        let [_, _, others] = &mut self.failures;
        (*others, self.relisting) = (0, 0);
    }

    /// A row of relist and rewatch has ended.
    pub(crate) fn rest(&mut self) {
        self.relisting = 0;
    }

    /// Whether retry has no end of tries.
    pub(crate) fn is_endless(&self) -> bool {
        self.numbers.endless != 0
    }

    pub(crate) fn stop(&mut self, why: Why) -> Step {
        self.why = why;
        Step::Stop
    }
}

/// Where the answers of a rule are counted that counts its tries apart.
fn own_index(rule: Rule) -> Option<usize> {
    OWN_TRIES.iter().position(|own| *own == rule)
}

/// Whether the machine goes on with this action of a request with this verb. To list again is another request than a
/// GET or a watch.
fn goes_on(action: Action, verb: Verb) -> bool {
    match action {
        Action::Relist => verb == Verb::List,
        Action::Retry
        | Action::RaiseTimeout
        | Action::MergeRetry
        | Action::VerifyOutcome
        | Action::Authenticate
        | Action::Rediscover
        | Action::Renegotiate
        | Action::WaitCondition
        | Action::FollowRedirect
        | Action::Rewatch => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::OWN_TRIES;
    use crate::rules::TABLE;

    #[test]
    fn every_row_with_tries_of_its_own_has_a_count_of_its_own() {
        for row in TABLE {
            assert_eq!(row.decision.tries != 0, OWN_TRIES.contains(&row.decision.rule), "{}", row.decision.rule);
        }
    }
}
