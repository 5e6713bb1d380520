//! Budget: limits the computation of a diagnosis, so that a hostile body cannot make a user wait.
//!
//! Invariant: refusing a charge sets `cut_short`.

const MAX_HYPOTHESES: usize = 64;
/// Maximum number of bytes that are copied or hashed.
const MAX_BYTES: usize = 8 * 1024 * 1024;

pub(super) struct Budget<'a> {
    hypotheses: usize,
    pub(super) bytes: usize,
    time_left: &'a dyn Fn() -> bool,
    pub(super) cut_short: bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(time_left: &'a dyn Fn() -> bool) -> Self {
        Self { hypotheses: MAX_HYPOTHESES, bytes: MAX_BYTES, time_left, cut_short: false }
    }

    /// Charges one hypothesis (an assumed cause to test) and its bytes. Returns `false` if the budget is
    /// exhausted or the time is over.
    pub(super) fn hypothesis(&mut self, bytes: usize) -> bool {
        if self.hypotheses == 0 {
            self.cut_short = true;
            return false;
        }
        let charged = self.bytes(bytes);
        self.hypotheses -= usize::from(charged);
        charged
    }

    /// Charges these bytes. Returns `false` if the budget is exhausted or the time is over.
    pub(super) fn bytes(&mut self, bytes: usize) -> bool {
        // Check the time here, because some work charges bytes without a hypothesis.
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
    fn v15_work_beyond_the_budget_is_refused() {
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
