//! Commands: the keys and values of the store, and the commands that change them.
//!
//! Invariant: a late command does not delete the key of a token that another attempt has claimed since. A
//! token itself is never sent, only its id.

use redis::{Cmd, Pipeline, Value};
use vsw::PayloadRule;
use vsw::tower::{Attempt, Claim, ReplayKey};

use super::error::StoreError;

const RELEASE: &str =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end\nreturn 0";
const SEEN: &str = "s";
const PENDING: &str = "p:";

pub struct Commands {
    prefix: String,
    /// Random, because other processes use the same attempt numbers.
    process: String,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The value of the epoch key, which changes if the store may have lost tokens (see `epoch`). `None` if
    /// the key is missing.
    pub epoch: Option<Vec<u8>>,
    pub claim: Claim,
}

impl Commands {
    pub fn new(prefix: &str, process: u128) -> Self {
        Self { prefix: prefix.to_owned(), process: format!("{process:032x}") }
    }

    pub fn key(&self, key: &ReplayKey) -> String {
        let mut text = format!("{}:", self.prefix);
        match key.api_key() {
            None => text.push('-'),
            Some(account) => account.bytes().for_each(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(byte.into()),
                // Also escape `-`, which alone means no account.
                byte => text.push_str(&format!("%{byte:02X}")),
            }),
        }
        let rule = match key.payload_rule() {
            PayloadRule::Raw => "body",
            other => other.word(),
        };
        text.push_str(&format!(":{rule}:{}", key.token_id()));
        text
    }

    /// Returns the unique part of a new epoch's value. No other process returns it; the caller must use each
    /// `number` only once.
    pub fn mark(&self, number: u64) -> String {
        format!("{}.{number}", self.process)
    }

    pub fn epoch_key(&self) -> String {
        format!("{}:epoch", self.prefix)
    }

    fn pending(&self, attempt: &Attempt) -> String {
        format!("{PENDING}{}.{}", self.process, attempt.number())
    }

    /// Returns the transaction, and the number of responses before its result: one for `MULTI`, one for each command.
    pub fn claim(&self, attempt: &Attempt) -> (Pipeline, usize) {
        let mut pipeline = redis::pipe();
        pipeline.atomic();
        pipeline.cmd("GET").arg(self.epoch_key());
        pipeline.add_command(set_if_absent(
            &self.key(attempt.key()),
            &self.pending(attempt),
            // Keep the key as long as the token is valid. If this process is killed after the handler got the
            // delivery, a replay must still be refused.
            milliseconds(attempt),
        ));
        let before = pipeline.len() + 1;
        (pipeline, before)
    }

    pub fn seen(&self, attempt: &Attempt) -> Cmd {
        let mut command = redis::cmd("SET");
        command.arg(self.key(attempt.key())).arg(SEEN).arg("XX").arg("PX").arg(milliseconds(attempt));
        command
    }

    pub fn release(&self, attempt: &Attempt) -> Cmd {
        release(&self.key(attempt.key()), &self.pending(attempt))
    }

    /// Returns commands that reveal a missing permission, a replica or a full memory before the first delivery.
    pub fn rehearsal(&self) -> Pipeline {
        let (key, value) = (format!("{}:rehearsal:{}", self.prefix, self.process), format!("{PENDING}-"));
        let mut pipeline = redis::pipe();
        pipeline.cmd("MULTI");
        pipeline.cmd("GET").arg(self.epoch_key());
        pipeline.add_command(set_if_absent(&key, &value, 1_000));
        pipeline.cmd("EXEC");
        pipeline.add_command(release(&key, &value));
        // Run `DEL` alone too: a script's error does not name a forbidden command.
        pipeline.cmd("DEL").arg(&key);
        pipeline
    }
}

fn set_if_absent(key: &str, value: &str, milliseconds: u64) -> Cmd {
    let mut command = redis::cmd("SET");
    command.arg(key).arg(value).arg("NX").arg("PX").arg(milliseconds).arg("GET");
    command
}

fn release(key: &str, value: &str) -> Cmd {
    let mut command = redis::cmd("EVAL");
    command.arg(RELEASE).arg(1).arg(key).arg(value);
    command
}

fn milliseconds(attempt: &Attempt) -> u64 {
    // The server rejects much longer times; this limit is thousands of years.
    attempt.seconds().saturating_mul(1_000).min(1 << 47)
}

impl Claimed {
    pub fn of(responses: &[Value]) -> Result<Self, StoreError> {
        let (epoch, before) = match responses {
            [Value::Array(values)] => match values.as_slice() {
                [Value::ServerError(error), _] | [_, Value::ServerError(error)] => return Err(error.into()),
                [Value::Nil, before] => (None, before),
                [Value::BulkString(epoch), before] => (Some(epoch.clone()), before),
                _ => return Err(malformed()),
            },
            [Value::ServerError(error)] => return Err(error.into()),
            _ => return Err(malformed()),
        };
        let claim = match before {
            Value::Nil => Claim::New,
            Value::BulkString(value) if value.starts_with(PENDING.as_bytes()) => Claim::Pending,
            Value::BulkString(value) if value == SEEN.as_bytes() => Claim::Seen,
            _ => return Err(malformed()),
        };
        Ok(Self { epoch, claim })
    }
}

fn malformed() -> StoreError {
    StoreError::Foreign("the response to a claim is malformed".to_owned())
}
