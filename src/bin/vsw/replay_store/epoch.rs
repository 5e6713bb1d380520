//! Epoch: which run of the server holds the memory, and since when. Decides whether tokens may have been forgotten.
//!
//! One key of the store holds it: `RUN_ID BIRTH`. Each claim reads the key in its transaction, so a memory that was
//! flushed, restarted or replaced by a replica's is noticed before it accepts a token.
//!
//! Not here: the commands that read and write the key (`session`).

use std::fmt;

/// One life of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The server's run. A restart or a failover makes another.
    pub run_id: String,
    /// When a gateway noticed that an earlier memory may have been lost, in seconds since 1970; 0 if there was none.
    pub birth: u64,
}

/// The stored epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored<'s> {
    Absent,
    Present(&'s [u8]),
}

/// What to do about the stored epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It describes the memory.
    Keep(Epoch),
    /// The store is empty, and this process never saw it otherwise: write this, if no other process does so first.
    Create(Epoch),
    /// Tokens may have been forgotten: write this.
    Replace(Epoch),
}

/// Within how many seconds all gateways notice a loss, with the difference of their clocks that is worth avoiding a
/// second epoch for.
const NOTICED_WITHIN: u64 = 10;

impl Epoch {
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (run_id, birth) = std::str::from_utf8(text).ok()?.split_once(' ')?;
        let epoch = Self { run_id: run_id.to_owned(), birth: birth.parse().ok()? };
        // Only the text that we write is ours, because claims compare it byte by byte.
        (epoch.to_string().as_bytes() == text).then_some(epoch)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.run_id, self.birth)
    }
}

/// Decides about the stored epoch. `known` is the last one that this process used, `run_id` the server's run, `now` the
/// time in seconds since 1970.
pub fn decide(known: Option<&Epoch>, stored: Stored<'_>, run_id: &str, now: u64) -> Decision {
    let reborn = Decision::Replace(Epoch { run_id: run_id.to_owned(), birth: now });
    let stored = match stored {
        Stored::Absent if known.is_none() => {
            return Decision::Create(Epoch { run_id: run_id.to_owned(), birth: 0 });
        }
        Stored::Absent => return reborn,
        Stored::Present(text) => Epoch::parse(text),
    };
    let Some(stored) = stored.filter(|stored| stored.run_id == run_id) else { return reborn };
    match known {
        None => Decision::Keep(stored),
        Some(known) if *known == stored => Decision::Keep(stored),
        // A process that did not know the lost memory took the empty one for new.
        Some(_) if stored.birth == 0 => reborn,
        // Another process noticed the loss.
        Some(known) if known.run_id == run_id => Decision::Keep(stored),
        Some(_) if stored.birth.abs_diff(now) <= NOTICED_WITHIN => Decision::Keep(stored),
        // This process used another server since, and that server's tokens are not here.
        Some(_) => reborn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_000;

    fn epoch(run_id: &str, birth: u64) -> Epoch {
        Epoch { run_id: run_id.to_owned(), birth }
    }

    #[test]
    fn a_loss_is_noticed_and_a_first_start_is_none() {
        use Decision::{Create, Keep, Replace};
        let absent = "";
        let reborn = || Replace(epoch("a", NOW));
        for (known, stored, expected) in [
            // A process that knows nothing.
            (None, absent, Create(epoch("a", 0))),
            (None, "a 0", Keep(epoch("a", 0))),
            (None, "a 500", Keep(epoch("a", 500))),
            (None, "b 0", reborn()),
            (None, "b 500", reborn()),
            (None, "nonsense", reborn()),
            (None, "a 07", reborn()),
            (None, "a -1", reborn()),
            // The memory is the one that this process knows.
            (Some(("a", 0)), "a 0", Keep(epoch("a", 0))),
            (Some(("a", 500)), "a 500", Keep(epoch("a", 500))),
            // Flushed.
            (Some(("a", 0)), absent, reborn()),
            // Flushed, and taken for new by another process.
            (Some(("a", 500)), "a 0", reborn()),
            (Some(("b", 500)), "a 0", reborn()),
            // Flushed, and noticed by another process, whatever its clock says.
            (Some(("a", 0)), "a 990", Keep(epoch("a", 990))),
            (Some(("a", 0)), "a 2000", Keep(epoch("a", 2_000))),
            // Restarted or failed over.
            (Some(("b", 0)), absent, reborn()),
            (Some(("b", 0)), "b 0", reborn()),
            (Some(("b", 500)), "b 500", reborn()),
            // Restarted, and noticed by another process just now.
            (Some(("b", 0)), "a 995", Keep(epoch("a", 995))),
            // Back at a server whose memory lacks the other server's tokens.
            (Some(("b", 900)), "a 500", reborn()),
        ] {
            let known = known.map(|(run_id, birth)| epoch(run_id, birth));
            let stored_epoch =
                if stored.is_empty() { Stored::Absent } else { Stored::Present(stored.as_bytes()) };
            assert_eq!(decide(known.as_ref(), stored_epoch, "a", NOW), expected, "{known:?} {stored}");
        }
    }
}
