//! Epoch: decides whether the store may have forgotten tokens.
//!
//! One key of the store (Redis or Valkey) holds the epoch. Each claim of a token reads the key, so a flush is
//! noticed before a token is accepted.

use std::fmt;

use super::info::Run;

/// A period without a noticed loss of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The server's [`Run`], as text. A restart, a failover or an eviction changes it, so another run may
    /// lack tokens.
    pub run: String,
    /// When the loss of tokens before this epoch was noticed, in seconds since 1970. 0 if the store seemed new.
    pub birth: u64,
    /// Unique: if the key is lost and written again, all processes notice.
    pub mark: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored<'s> {
    Absent,
    Present(&'s [u8]),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The stored epoch is valid: use it.
    Keep(Epoch),
    /// The store and this process have no epoch: write this one, unless another process does so first.
    Create(Epoch),
    /// Tokens may have been forgotten: write this epoch.
    Replace(Epoch),
}

/// Maximum seconds between two gateways' notices of the same loss.
const NOTICED_WITHIN: u64 = 10;

impl Epoch {
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut words = std::str::from_utf8(text).ok()?.split(' ');
        let (run, birth, mark) =
            (words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.to_owned());
        let epoch = Self { run, birth, mark };
        // Reject any other spelling, because claims compare the text byte by byte.
        (epoch.to_string().as_bytes() == text).then_some(epoch)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.run, self.birth, self.mark)
    }
}

/// `known` is the last epoch that this process used.
pub fn decide(known: Option<&Epoch>, stored: Stored<'_>, run: &Run, now: u64, mark: &str) -> Decision {
    let epoch = |birth| Epoch { run: run.to_string(), birth, mark: mark.to_owned() };
    let reborn = Decision::Replace(epoch(now));
    let stored = match stored {
        Stored::Absent if known.is_none() => return Decision::Create(epoch(0)),
        Stored::Absent => return reborn,
        Stored::Present(text) => Epoch::parse(text),
    };
    let Some(stored) = stored.filter(|stored| run.is(&stored.run)) else { return reborn };
    match known {
        None => Decision::Keep(stored),
        Some(known) if *known == stored => Decision::Keep(stored),
        // Another process took the empty store for new.
        Some(_) if stored.birth == 0 => reborn,
        // In the same run, another process noticed the loss and wrote a new epoch.
        Some(known) if run.is(&known.run) => Decision::Keep(stored),
        Some(_) if stored.birth.abs_diff(now) <= NOTICED_WITHIN => Decision::Keep(stored),
        // This process last used another run, whose tokens may be missing in this one.
        Some(_) => reborn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_000;

    fn epoch((run, birth, mark): (&str, u64, &str)) -> Epoch {
        Epoch { run: run.to_owned(), birth, mark: mark.to_owned() }
    }

    #[test]
    fn a_loss_is_noticed_and_a_first_start_is_none() {
        let create = Decision::Create(epoch(("a", 0, "new")));
        let keep = |run, birth, mark| Decision::Keep(epoch((run, birth, mark)));
        let reborn = || Decision::Replace(epoch(("a", NOW, "new")));
        let (absent, run) = ("", Run::new("a", None));
        for (known, stored, expected) in [
            // A process without an epoch.
            (None, absent, create),
            (None, "a 0 x", keep("a", 0, "x")),
            (None, "a 500 x", keep("a", 500, "x")),
            (None, "b 0 x", reborn()),
            (None, "b 500 x", reborn()),
            (None, "nonsense", reborn()),
            (None, "a 0", reborn()),
            (None, "a 07 x", reborn()),
            (None, "a -1 x", reborn()),
            (None, "a 0 x y", reborn()),
            // The stored epoch is the one that this process used.
            (Some(("a", 0, "x")), "a 0 x", keep("a", 0, "x")),
            (Some(("a", 500, "x")), "a 500 x", keep("a", 500, "x")),
            // The store was flushed.
            (Some(("a", 0, "x")), absent, reborn()),
            // Flushed, and taken for new by another process.
            (Some(("a", 0, "x")), "a 0 y", reborn()),
            (Some(("a", 500, "x")), "a 0 y", reborn()),
            (Some(("b", 500, "x")), "a 0 y", reborn()),
            // Flushed; another process noticed the loss. The birth that it wrote does not matter.
            (Some(("a", 0, "x")), "a 990 y", keep("a", 990, "y")),
            (Some(("a", 0, "x")), "a 2000 y", keep("a", 2_000, "y")),
            // Restarted or failed over.
            (Some(("b", 0, "x")), absent, reborn()),
            (Some(("b", 0, "x")), "b 0 x", reborn()),
            (Some(("b", 500, "x")), "b 500 x", reborn()),
            // Restarted, and noticed by another process just now.
            (Some(("b", 0, "x")), "a 995 y", keep("a", 995, "y")),
            // Back at an earlier server, which lacks the other server's tokens.
            (Some(("b", 900, "x")), "a 500 y", reborn()),
        ] {
            let known = known.map(epoch);
            let present = if stored.is_empty() { Stored::Absent } else { Stored::Present(stored.as_bytes()) };
            assert_eq!(decide(known.as_ref(), present, &run, NOW, "new"), expected, "{known:?} {stored}");
        }
    }
}
