//! How patient to be: a preset with numbers that can be overridden, and a budget that many requests share.

use crate::from_c::{from_c, Number};
use crate::word::words;
use core::ffi::CStr;

/// A set of numbers.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// For one client: base 1 s, cap 30 s, conflicts from 10 ms, jitter up to a half, tries as the advice says.
    #[default]
    Conventions = 0,
    /// For fleets: base 5 s, cap 5 min, conflicts from 10 ms, jitter up to the whole wait, and no end of tries for
    /// retry and raise-timeout but a rule's own.
    Agent = 1,
}

impl Preset {
    /// Every preset, in the order of the numbers.
    pub const ALL: &'static [Preset] = &[Preset::Conventions, Preset::Agent];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Preset::Conventions => c"conventions",
            Preset::Agent => c"agent",
        }
    }
}

words!(Preset);

/// Of jitter_permille: no jitter at all.
pub const NO_JITTER: u16 = u16::MAX;

/// A preset, and the numbers in it that are to be others. All-zero is the preset conventions as it is.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Which preset.
    pub preset: Preset,
    /// Zero.
    pub reserved: u8,
    /// Up to how many thousandths of a wait are added at random; 0 is the preset's, 65535 is none.
    pub jitter_permille: u16,
    /// The first wait of a backoff in milliseconds; 0 is the preset's.
    pub base_ms: u32,
    /// The longest own wait in milliseconds, jitter aside; 0 is the preset's. A hint of the server can be longer.
    pub cap_ms: u32,
    /// The first wait after a conflict in milliseconds; 0 is the preset's. The advice's own 10 ms are its floor.
    pub conflict_base_ms: u32,
    /// Zero.
    pub reserved_2: [u32; 2],
}

from_c!(Policy {
    words: preset: Preset;
    numbers: reserved, jitter_permille, base_ms, cap_ms, conflict_base_ms, reserved_2;
    structs:
});

/// A policy with every number filled in.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) base_ms: u32,
    pub(crate) cap_ms: u32,
    pub(crate) conflict_base_ms: u32,
    pub(crate) jitter_permille: u16,
    /// Whether retry and raise-timeout have no end of tries.
    pub(crate) endless: u8,
    pub(crate) spare: u8,
}

impl Number for Numbers {}

impl Policy {
    /// A preset as it is.
    pub fn new(preset: Preset) -> Policy {
        Policy { preset, ..Policy::default() }
    }

    pub(crate) fn numbers(&self) -> Numbers {
        let preset = match self.preset {
            Preset::Conventions => Numbers {
                base_ms: 1000,
                cap_ms: 30_000,
                conflict_base_ms: 10,
                jitter_permille: 500,
                endless: 0,
                spare: 0,
            },
            Preset::Agent => Numbers {
                base_ms: 5000,
                cap_ms: 300_000,
                conflict_base_ms: 10,
                jitter_permille: 1000,
                endless: 1,
                spare: 0,
            },
        };
        let or = |number, preset| if number == 0 { preset } else { number };
        Numbers {
            base_ms: or(self.base_ms, preset.base_ms),
            cap_ms: or(self.cap_ms, preset.cap_ms),
            conflict_base_ms: or(self.conflict_base_ms, preset.conflict_base_ms),
            jitter_permille: match self.jitter_permille {
                0 => preset.jitter_permille,
                NO_JITTER => 0,
                jitter => jitter,
            },
            ..preset
        }
    }
}

/// Tokens for sending again, shared by many requests, so that a client whose server is down does not multiply its load.
/// Plain memory without a lock: whoever passes it to a machine holds it alone meanwhile. All-zero is a full budget.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// How many tokens it holds when full; 0 is 100.
    pub capacity: u32,
    /// How many of them are spent.
    pub spent: u32,
    /// Zero.
    pub reserved: [u32; 2],
}

const CAPACITY: u32 = 100;
const COST: u32 = 10;
const COST_OF_A_THROTTLE: u32 = 5;

impl Budget {
    pub(crate) fn give_back(&mut self) {
        self.spent = self.spent.saturating_sub(1);
    }

    /// Pays for sending again; false if there are too few tokens.
    pub(crate) fn spend(&mut self, throttled: bool) -> bool {
        let capacity = if self.capacity == 0 { CAPACITY } else { self.capacity };
        let cost = if throttled { COST_OF_A_THROTTLE } else { COST };
        let spent = self.spent.saturating_add(cost);
        if spent > capacity {
            return false;
        }
        self.spent = spent;
        true
    }
}
