//! Budget: how much a diagnosis may compute (V15). A delivery comes from anybody; a person who asks why waits for the
//! answer, and a hostile body must not make that long.
//!
//! Invariant: what is not paid for is not done, and that something was left out is remembered.

/// Hypotheses that compute a hash or a MAC.
const HYPOTHESES: usize = 64;
/// Bytes that are copied or hashed.
const BYTES: usize = 8 * 1024 * 1024;

pub(super) struct Budget<'a> {
    hypotheses: usize,
    /// How many bytes are left.
    pub(super) bytes: usize,
    time_left: &'a dyn Fn() -> bool,
    /// Whether something was left out.
    pub(super) cut_short: bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(time_left: &'a dyn Fn() -> bool) -> Self {
        Self { hypotheses: HYPOTHESES, bytes: BYTES, time_left, cut_short: false }
    }

    /// Pays for one hypothesis that copies or hashes that many bytes.
    pub(super) fn hypothesis(&mut self, bytes: usize) -> bool {
        if self.hypotheses == 0 {
            self.cut_short = true;
            return false;
        }
        let paid = self.bytes(bytes);
        self.hypotheses -= usize::from(paid);
        paid
    }

    /// Pays for bytes that are copied or hashed.
    pub(super) fn bytes(&mut self, bytes: usize) -> bool {
        // Time is asked for here, so that what is parsed for a guess ends in time as well.
        match self.bytes.checked_sub(bytes).filter(|_| (self.time_left)()) {
            Some(left) => {
                self.bytes = left;
                true
            }
            None => {
                self.cut_short = true;
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::Budget;

    #[test]
    fn v15_what_is_not_paid_for_is_not_done() {
        let mut budget = Budget::new(&|| true);
        assert!((0..64).all(|_| budget.hypothesis(1)) && !budget.cut_short);
        assert!(!budget.hypothesis(1) && budget.cut_short);

        let mut budget = Budget::new(&|| true);
        assert!(budget.hypothesis(8 * 1024 * 1024) && !budget.cut_short);
        assert!(!budget.bytes(1) && budget.cut_short);

        let ticks = Cell::new(3);
        let time_left = || {
            ticks.set(ticks.get() - 1);
            ticks.get() >= 0
        };
        let mut budget = Budget::new(&time_left);
        assert_eq!((0..64).filter(|_| budget.hypothesis(0)).count(), 3);
        assert!(budget.cut_short);
    }
}
