//! Info: a server's response to `INFO`, and whether the server can be the replay store.

use std::fmt;

use super::error::StoreError;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The major number and the complete text of the version. `None` if the version is missing or invalid.
    version: Option<(u32, String)>,
    role: String,
    mode: String,
    policy: String,
    run_id: String,
    evicted: u64,
    promoted_from: String,
    pub keys: u64,
    used_memory: u64,
    /// 0 means no limit.
    max_memory: u64,
}

/// Redis 7 introduced `SET … NX GET`.
const OLDEST: u32 = 7;
pub const SECTIONS: [&str; 5] = ["server", "replication", "memory", "stats", "keyspace"];

/// Identifies the store's contents. Another value means that tokens may be lost.
///
/// `memory` is the `run_id` and the number of evictions. `history` is `master_replid2`, which shows that the
/// server was a replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    memory: String,
    history: Option<String>,
}

impl Run {
    pub fn new(memory: impl Into<String>, history: Option<String>) -> Self {
        Self { memory: memory.into(), history }
    }

    /// A run without a history matches any stored history, because the server may have cleared it.
    pub fn is(&self, stored: &str) -> bool {
        match (&self.history, stored.strip_prefix(self.memory.as_str())) {
            (_, None) => false,
            (None, Some(rest)) => rest.is_empty() || rest.starts_with('.'),
            (Some(history), Some(rest)) => rest.strip_prefix('.') == Some(history),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.memory)?;
        self.history.as_ref().map_or(Ok(()), |history| write!(f, ".{history}"))
    }
}

impl Info {
    /// Parses the response to `INFO`. A missing field stays empty.
    pub fn parse(text: &str, database: i64) -> Self {
        let mut info = Self::default();
        let keyspace = format!("db{database}");
        for (name, value) in text.lines().filter_map(|line| line.split_once(':')) {
            match name {
                // Valkey reports `redis_version:7.2.4` for compatibility, and its own version besides.
                "redis_version" | "valkey_version" => {
                    let major = value.split('.').next().and_then(|major| major.parse().ok());
                    if info.version.as_ref().is_none_or(|(known, _)| Some(*known) < major) {
                        info.version = major.map(|major| (major, value.to_owned()));
                    }
                }
                "role" => value.clone_into(&mut info.role),
                // Valkey 8 introduced `server_mode`.
                "redis_mode" | "server_mode" => value.clone_into(&mut info.mode),
                "used_memory" => info.used_memory = value.parse().unwrap_or(0),
                "maxmemory" => info.max_memory = value.parse().unwrap_or(0),
                "maxmemory_policy" => value.clone_into(&mut info.policy),
                "run_id" => value.clone_into(&mut info.run_id),
                "evicted_keys" => info.evicted = value.parse().unwrap_or(u64::MAX),
                "master_replid2" => value.clone_into(&mut info.promoted_from),
                name if name == keyspace => {
                    let keys = value.split(',').find_map(|field| field.strip_prefix("keys="));
                    info.keys = keys.and_then(|keys| keys.parse().ok()).unwrap_or(0);
                }
                _ => {}
            }
        }
        info
    }

    pub fn is_full(&self) -> bool {
        self.max_memory > 0 && self.used_memory > self.max_memory
    }

    /// Checks that the server can be the replay store: a primary, not in a cluster, that keeps tokens until
    /// they expire.
    pub fn check(&self) -> Result<(), StoreError> {
        match &self.version {
            Some((major, _)) if *major >= OLDEST => {}
            Some((_, version)) => return Err(StoreError::Version(version.clone())),
            None => return Err(StoreError::Foreign("INFO reports no version".to_owned())),
        }
        // In a cluster, keys of one transaction would be on different servers.
        if self.mode == "cluster" {
            return Err(StoreError::Cluster);
        }
        if self.role != "master" {
            return Err(StoreError::Replica);
        }
        if self.policy != "noeviction" {
            return Err(StoreError::Eviction(self.policy.clone()));
        }
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_word(&self.run_id) || !is_word(&self.promoted_from) {
            return Err(StoreError::Foreign("INFO reports no run_id or no master_replid2".to_owned()));
        }
        Ok(())
    }

    /// The server must have passed [`check`](Self::check).
    pub fn run(&self) -> Run {
        let was_replica = self.promoted_from.bytes().any(|byte| byte != b'0');
        let history = was_replica.then(|| self.promoted_from.clone());
        Run::new(format!("{}.{}", self.run_id, self.evicted), history)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nrun_id:ab12\r\n\r\n\
                        # Memory\r\nmaxmemory_policy:noeviction\r\n# Replication\r\nrole:master\r\n\
                        master_replid2:0000\r\n# Stats\r\nevicted_keys:0\r\n\
                        # Keyspace\r\ndb0:keys=12,expires=3,avg_ttl=0\r\ndb10:keys=7,expires=0\r\n";

    #[test]
    fn a_primary_that_never_evicts_is_accepted() {
        let info = Info::parse(GOOD, 0);
        info.check().expect("accepted");
        assert_eq!((info.run().to_string().as_str(), info.keys), ("ab12.0", 12));
        assert_eq!((Info::parse(GOOD, 1).keys, Info::parse(GOOD, 10).keys), (0, 7));
        let valkey = GOOD.replace("redis_version:7.0.15", "redis_version:6.9\r\nvalkey_version:9.1.2");
        Info::parse(&valkey, 0).check().expect("accepted");
    }

    #[test]
    fn any_other_server_is_refused() {
        for (from, to, reason) in [
            ("redis_version:7.0.15", "redis_version:6.2.14", "version 6.2.14"),
            ("redis_version:7.0.15", "other:1", "not Redis or Valkey"),
            ("standalone", "cluster", "cluster"),
            ("redis_mode:standalone", "server_mode:cluster", "cluster"),
            ("role:master", "role:slave", "replica"),
            ("role:master", "", "replica"),
            ("noeviction", "allkeys-lru", "allkeys-lru"),
            ("maxmemory_policy:noeviction", "", "maxmemory-policy"),
            ("run_id:ab12", "run_id:", "not Redis or Valkey"),
            ("run_id:ab12", "run_id:a b", "not Redis or Valkey"),
            ("master_replid2:0000", "", "not Redis or Valkey"),
        ] {
            let error = Info::parse(&GOOD.replace(from, to), 0).check().expect_err(to);
            assert!(error.to_string().contains(reason), "{error}");
        }
    }

    #[test]
    fn a_restart_an_eviction_and_a_promotion_make_another_run() {
        let run = |from: &str, to: &str| Info::parse(&GOOD.replace(from, to), 0).run();
        let (first, restarted) = (run("", ""), run("ab12", "ab13"));
        let (evicted, promoted) = (run("evicted_keys:0", "evicted_keys:1"), run("0000", "cd34"));
        let runs = [&first, &restarted, &evicted, &promoted, &run("0000", "cd35"), &run("ab12", "ab1")];
        for (number, run) in runs.iter().enumerate() {
            for (other, stored) in runs.iter().enumerate() {
                // A server without a history may have cleared it.
                let may_be_same = number == other || (number == 0 && [3, 4].contains(&other));
                assert_eq!(run.is(&stored.to_string()), may_be_same, "{run} {stored}");
            }
        }
        assert!(!run("evicted_keys:0", "evicted_keys:1").is("ab12.10"));
    }
}
