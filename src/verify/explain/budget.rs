//! Budget: limits the computation of a diagnosis (V15), so that a hostile body cannot make a user wait.
//!
//! Invariant: no work without paying for it first, and the budget records whether work was skipped.

/// Maximum number of hypotheses that compute a hash or a MAC.
const HYPOTHESES: usize = 64;
/// Maximum number of bytes that are copied or hashed.
const BYTES: usize = 8 * 1024 * 1024;

pub(super) struct Budget<'a> {
    hypotheses: usize,
    /// The remaining bytes.
    pub(super) bytes: usize,
    time_left: &'a dyn Fn() -> bool,
    /// Whether work was skipped.
    pub(super) cut_short: bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(time_left: &'a dyn Fn() -> bool) -> Self {
        Self { hypotheses: HYPOTHESES, bytes: BYTES, time_left, cut_short: false }
    }

    /// Pays for one hypothesis that copies or hashes this many bytes.
    pub(super) fn hypothesis(&mut self, bytes: usize) -> bool {
        if self.hypotheses == 0 {
            self.cut_short = true;
            return false;
        }
        let paid = self.bytes(bytes);
        self.hypotheses -= usize::from(paid);
        paid
    }

    /// Pays for bytes to copy or hash.
    pub(super) fn bytes(&mut self, bytes: usize) -> bool {
        // Check the time here too, so that parsing for a guess also stops in time.
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
