//! Errors of the replay store, permanent and temporary.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use redis::{ErrorKind, RedisError, ServerError, ServerErrorKind};

use crate::tls::TlsError;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot start the thread of the replay store: {0}")]
    Thread(io::Error),
    #[error("{0}")]
    Tls(TlsError),
    #[error("the password of the replay store is not UTF-8 text")]
    NotText,
    #[error("the replay store's user `{0}` needs a password")]
    UserWithoutPassword(String),
    #[error("the prefix `{0}` is not valid for keys of the replay store")]
    Prefix(String),
    #[error("the replay store requires a password")]
    NoPassword,
    #[error("the replay store refused the user or the password")]
    WrongPassword,
    #[error("the replay store does not permit a command: {0}")]
    Permission(String),
    #[error("the replay store has version {0}; 7 or later is required")]
    Version(String),
    #[error(
        "the replay store may evict tokens when its memory is full: its maxmemory-policy is `{0}`, not `noeviction`"
    )]
    Eviction(String),
    #[error("the replay store refused the database: {0}")]
    Database(String),
    #[error("the replay store is a cluster")]
    Cluster,
    #[error("the server at the replay store's address is not Redis or Valkey: {0}")]
    Foreign(String),
    #[error("cannot connect to the replay store: {0}")]
    NotConnected(String),
    #[error("cannot connect to the replay store: {0}")]
    NoTls(String),
    #[error("the replay store closed the connection")]
    Closed,
    #[error("the replay store did not respond within {} s", .0.as_secs_f64())]
    TimedOut(Duration),
    #[error("the replay store is a replica, or is being promoted from a replica to a primary")]
    Replica,
    #[error("the replay store may have lost tokens")]
    Lost,
    #[error(
        "the replay store may have lost the token of this delivery; new deliveries pass after a minute, or after the time of `--max-skew` if that is longer"
    )]
    MaybeForgotten,
    #[error("the memory of the replay store is full")]
    Full,
    #[error("the replay store responded with an error: {0}")]
    Response(String),
    /// The reason that was reported when the store went down.
    #[error("{0}")]
    Down(Arc<str>),
}

impl StoreError {
    /// At startup, a permanent error ends the program.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Thread(_)
            | Self::Tls(_)
            | Self::NotText
            | Self::UserWithoutPassword(_)
            | Self::Prefix(_)
            | Self::NoPassword
            | Self::WrongPassword
            | Self::Permission(_)
            | Self::Version(_)
            | Self::Eviction(_)
            | Self::Database(_)
            | Self::Cluster
            | Self::Foreign(_) => true,
            Self::NotConnected(_)
            | Self::NoTls(_)
            | Self::Closed
            | Self::TimedOut(_)
            | Self::Replica
            | Self::Lost
            | Self::MaybeForgotten
            | Self::Full
            | Self::Response(_)
            | Self::Down(_) => false,
        }
    }

    pub fn reason(&self) -> Arc<str> {
        match self {
            // This reason already includes a hint.
            Self::Down(reason) => Arc::clone(reason),
            error => format!("{error}; {}", error.hint()).into(),
        }
    }

    pub fn hint(&self) -> &'static str {
        match self {
            Self::Thread(_) => "allow the process more threads and open files",
            Self::Tls(_) => "pass the CA certificate of the store (PEM): `--replay-ca-file FILE`",
            Self::NotText => {
                "write the password as UTF-8 text in the file of `--replay-password-file`, or in VSW_REPLAY_PASSWORD"
            }
            Self::UserWithoutPassword(_) | Self::NoPassword => {
                "pass the password with `--replay-password-file FILE` or in `VSW_REPLAY_PASSWORD`"
            }
            Self::Prefix(_) => "use 1 to 64 letters, digits, `-`, `_`, `.` and `:` for `--replay-prefix`",
            Self::WrongPassword => {
                "check the user in `--replay-store`, and the password in the file of `--replay-password-file` or in VSW_REPLAY_PASSWORD; if the store needs no password, omit user and password"
            }
            Self::Permission(_) => {
                "permit the user these commands: `ACL SETUSER USER +multi +exec +get +set +del +eval +info`; if the message is about keys, add `~vsw:*`, or `~PREFIX:*` with `--replay-prefix PREFIX`"
            }
            Self::Version(_) => "use Redis 7 or later, or Valkey",
            Self::Eviction(_) => {
                "set `maxmemory-policy noeviction` in the store; a full store then refuses new tokens instead of forgetting old ones"
            }
            Self::Database(_) => {
                "use a database number below the store's setting `databases`; if the user may not select a database, run `ACL SETUSER USER +select`"
            }
            Self::Cluster => "use one primary, with replicas if you like: `cluster-enabled no`",
            Self::Foreign(_) => {
                "check the address of `--replay-store`; if a proxy has that address, use the address of Redis or Valkey itself"
            }
            Self::NotConnected(_) => {
                "start the store, and check the address of `--replay-store` (`rediss://` only if the store has TLS)"
            }
            Self::NoTls(_) => {
                "check that the store has TLS and a valid certificate for the host of `--replay-store`; if a private authority issued the certificate, pass `--replay-ca-file FILE`"
            }
            Self::Closed => {
                "check the store's log, and the scheme of `--replay-store` (`rediss://` if the store has TLS)"
            }
            Self::TimedOut(_) => {
                "check the address of `--replay-store` and the load of the store, or raise `--replay-timeout`"
            }
            Self::Replica => {
                "in `--replay-store`, use an address that always leads to the primary; if a replica is being promoted, wait"
            }
            Self::Full => "raise `maxmemory` of the store",
            Self::Lost | Self::MaybeForgotten => {
                "wait a minute, or as long as `--max-skew` if that is longer; the gateway refuses deliveries that are signed until then"
            }
            Self::Response(_) | Self::Down(_) => {
                "follow the store's message; if that does not help, look at the store's log"
            }
        }
    }
}

impl From<RedisError> for StoreError {
    fn from(error: RedisError) -> Self {
        match error.kind() {
            // The `redis` crate reports this error with its own text instead of the server's code.
            ErrorKind::Server(_) if error.to_string().contains("refused to switch database") => {
                let detail = error.detail().unwrap_or_default();
                // The database is selected before vsw asks for the server's mode, so only this text shows a
                // cluster.
                let is_cluster = detail.contains("cluster mode");
                return if is_cluster { Self::Cluster } else { Self::Database(shown(detail)) };
            }
            ErrorKind::AuthenticationFailed => return Self::WrongPassword,
            ErrorKind::Parse | ErrorKind::UnexpectedReturnType => {
                return Self::Foreign(shown(error.detail().unwrap_or("the response is malformed")));
            }
            ErrorKind::Io if error.is_connection_dropped() => return Self::Closed,
            ErrorKind::Io => return Self::NotConnected(shown(&error.to_string())),
            _ => {}
        }
        let shown = shown(&error.to_string());
        match error.into_server_errors().as_deref() {
            Some([(_, first), ..]) => first.into(),
            _ => Self::Response(shown),
        }
    }
}

impl From<&ServerError> for StoreError {
    fn from(error: &ServerError) -> Self {
        let (code, details) = (error.code(), error.details().unwrap_or_default());
        let text = || shown(&format!("{code} {details}"));
        match (error.kind(), code) {
            (Some(ServerErrorKind::NoPerm), _) => Self::Permission(shown(details)),
            (Some(ServerErrorKind::ReadOnly | ServerErrorKind::MasterDown), _) => Self::Replica,
            (Some(ServerErrorKind::Moved | ServerErrorKind::CrossSlot), _) | (_, "CLUSTERDOWN") => {
                Self::Cluster
            }
            // The transaction was refused as a whole; the details have the reason.
            (_, "EXECABORT") if details.contains("OOM ") => Self::Full,
            (_, "EXECABORT") if details.contains("NOPERM ") => Self::Permission(shown(details)),
            (_, "OOM") => Self::Full,
            (_, "NOAUTH") => Self::NoPassword,
            (_, "WRONGPASS") => Self::WrongPassword,
            _ => Self::Response(text()),
        }
    }
}

/// Removes control characters, and limits the length to about a line.
fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_text_is_short_and_has_no_control_characters() {
        let error =
            redis::make_extension_error("BAD".to_owned(), Some(format!("\u{1b}[31m{}", "x".repeat(999))));
        let error = StoreError::from(error);
        assert!(matches!(error, StoreError::Response(_)), "{error:?}");
        assert!(error.to_string().len() < 300 && !error.to_string().contains('\u{1b}'), "{error}");
    }

    #[test]
    fn each_code_has_its_meaning() {
        for (code, details, expected) in [
            ("OOM", "command not allowed when used memory > 'maxmemory'.", "is full"),
            ("EXECABORT", "Transaction discarded because of: OOM command not allowed", "is full"),
            ("EXECABORT", "Transaction discarded because of: NOPERM this user has no", "does not permit"),
            ("EXECABORT", "Transaction discarded because of previous errors.", "EXECABORT"),
            ("NOAUTH", "Authentication required.", "requires a password"),
            ("WRONGPASS", "invalid username-password pair", "refused the user"),
            ("CLUSTERDOWN", "Hash slot not served", "is a cluster"),
            ("NOREPLICAS", "Not enough good replicas to write.", "NOREPLICAS"),
            ("MISCONF", "Redis is configured to save RDB snapshots", "MISCONF"),
        ] {
            let error =
                StoreError::from(redis::make_extension_error(code.to_owned(), Some(details.to_owned())));
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
