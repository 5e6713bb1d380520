//! The option `--shard`: the part of a set of applications that this machine processes.

use std::fmt;
use std::str::FromStr;

/// One of several parts, counted from 1: `2/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

#[derive(Debug, thiserror::Error)]
#[error("expected I/N with I from 1 to N, and N at most {MAX_SHARDS}, such as 2/8")]
pub struct ParseShardError;

/// More shards are probably a mistake.
const MAX_SHARDS: u32 = 100_000;

impl Shard {
    /// Returns the number of this part, counted from 0.
    pub fn place(self) -> u32 {
        self.number - 1
    }

    /// Returns the number of parts, which is never 0.
    pub fn parts(self) -> u32 {
        self.of
    }
}

impl FromStr for Shard {
    type Err = ParseShardError;

    fn from_str(text: &str) -> Result<Self, ParseShardError> {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?;
        let (number, of) = text.split_once('/').ok_or(ParseShardError)?;
        let (number, of): (u32, u32) =
            (plain(number).ok_or(ParseShardError)?, plain(of).ok_or(ParseShardError)?);
        if number == 0 || number > of || of > MAX_SHARDS {
            Err(ParseShardError)
        } else {
            Ok(Self { number, of })
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_count_from_one_to_the_number_of_parts() {
        let shard = |text: &str| text.parse::<Shard>().ok().map(|shard| (shard.place(), shard.parts()));
        assert_eq!((shard("1/1"), shard("8/8")), (Some((0, 1)), Some((7, 8))));
        for wrong in
            ["0/8", "9/8", "8", "/8", "1/", "1/0", "+1/8", "1/ 8", "1/8/2", "-1/8", "1/100001", "a/b"]
        {
            assert_eq!(shard(wrong), None, "{wrong}");
        }
        assert_eq!("02/8".parse::<Shard>().map(|shard| shard.to_string()).ok(), Some("2/8".to_owned()));
    }
}
