//! Info: what `INFO` says about a server, and whether the server can be the shared memory.

use super::error::StoreError;

/// The fields of `INFO` that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Major version, of Redis as compatible servers report it, or of Valkey.
    version: Option<(u32, String)>,
    role: String,
    mode: String,
    policy: String,
    /// Changes with every start of the server.
    pub run_id: String,
    /// Keys in the database.
    pub keys: u64,
}

/// Redis 7 introduced `SET … NX GET`.
const OLDEST: u32 = 7;
/// Sections that a heartbeat needs.
pub const SECTIONS: [&str; 4] = ["server", "replication", "memory", "keyspace"];

impl Info {
    /// Parses the lines of `INFO`. A missing field stays empty.
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
                "redis_mode" => value.clone_into(&mut info.mode),
                "maxmemory_policy" => value.clone_into(&mut info.policy),
                "run_id" => value.clone_into(&mut info.run_id),
                name if name == keyspace => {
                    let keys = value.split(',').find_map(|field| field.strip_prefix("keys="));
                    info.keys = keys.and_then(|keys| keys.parse().ok()).unwrap_or(0);
                }
                _ => {}
            }
        }
        info
    }

    /// Checks that the server is a primary, forgets nothing before its time, and knows the commands.
    ///
    /// # Errors
    /// Fails with the first property that the server lacks. A field that is missing counts as wrong.
    pub fn check(&self) -> Result<(), StoreError> {
        match &self.version {
            Some((major, _)) if *major >= OLDEST => {}
            Some((_, version)) => return Err(StoreError::Version(version.clone())),
            None => return Err(StoreError::Foreign("INFO reports no version".to_owned())),
        }
        // Keys of one transaction would be on different servers.
        if self.mode == "cluster" {
            return Err(StoreError::Cluster);
        }
        if self.role != "master" {
            return Err(StoreError::Replica);
        }
        if self.policy != "noeviction" {
            return Err(StoreError::Eviction(self.policy.clone()));
        }
        if self.run_id.is_empty() || self.run_id.contains(char::is_whitespace) {
            return Err(StoreError::Foreign("INFO reports no run_id".to_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nrun_id:ab12\r\n\r\n\
                        # Memory\r\nmaxmemory_policy:noeviction\r\n# Replication\r\nrole:master\r\n\
                        # Keyspace\r\ndb0:keys=12,expires=3,avg_ttl=0\r\ndb10:keys=7,expires=0\r\n";

    #[test]
    fn a_primary_that_never_evicts_is_accepted() {
        let info = Info::parse(GOOD, 0);
        info.check().expect("accepted");
        assert_eq!((info.run_id.as_str(), info.keys), ("ab12", 12));
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
            ("role:master", "role:slave", "replica"),
            ("role:master", "", "replica"),
            ("noeviction", "allkeys-lru", "allkeys-lru"),
            ("maxmemory_policy:noeviction", "", "maxmemory-policy"),
            ("run_id:ab12", "run_id:", "not Redis or Valkey"),
        ] {
            let error = Info::parse(&GOOD.replace(from, to), 0).check().expect_err(to);
            assert!(error.to_string().contains(reason), "{error}");
        }
    }
}
