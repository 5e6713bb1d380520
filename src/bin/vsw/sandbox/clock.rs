//! The sandbox's time, for calls, webhooks and tokens.

use std::time::SystemTime;

#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox plays the part of a server, which has its own clock"
)]
pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
