//! Random numbers from a seed: SplitMix64.

pub struct Random(pub u64);

impl Random {
    pub fn u32(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 32) as u32
    }

    /// In [0, 1).
    pub fn f64(&mut self) -> f64 {
        f64::from(self.u32()) / 4_294_967_296.0
    }

    pub fn below(&mut self, end: u64) -> u64 {
        (u64::from(self.u32()) * end) >> 32
    }
}
