//! The command line of `vsw gateway`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use vsw::application::ApplicationId;
use vsw::delivery::Era;

use super::verify::VerifierOptions;

#[derive(Debug, clap::Args)]
pub struct Gateway {
    /// Handler's URL or unix:PATH; each delivery's path is added; /PATH=URL is only for deliveries to /PATH and below;
    /// repeatable
    #[arg(long, value_name = "[/PATH=]URL", required_unless_present = "ext_authz")]
    pub upstream: Vec<ForRoute<String>>,
    /// Address to listen on for deliveries; port 0 selects a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080", requires = "upstream")]
    pub bind: SocketAddr,
    /// Store of seen tokens, against replays: memory, redis://HOST, rediss://HOST or unix:PATH
    #[arg(long, value_name = "STORE", default_value = "memory")]
    pub replay_store: String,
    /// File with the password of --replay-store [default: the password in VSW_REPLAY_PASSWORD]
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub replay_password_file: Option<PathBuf>,
    /// Trust only these certificates (PEM) for a rediss:// store
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub replay_ca_file: Option<PathBuf>,
    /// Allow redis:// to another machine (unencrypted), over a network that you trust
    #[arg(long, hide_short_help = true)]
    pub replay_plaintext: bool,
    /// Maximum time for each response of the store
    #[arg(long, value_name = "TIME", default_value = "150ms", hide_short_help = true,
          value_parser = super::duration)]
    pub replay_timeout: Duration,
    /// Prefix of the keys in the store; gateways with the same prefix share their tokens
    #[arg(long, value_name = "TEXT", default_value = "vsw", hide_short_help = true)]
    pub replay_prefix: String,
    /// Serve /metrics, /healthz and /readyz here [default address: 127.0.0.1]
    #[arg(long, value_name = "[ADDRESS:]PORT", value_parser = super::metrics_address::parse)]
    pub metrics: Option<SocketAddr>,
    /// Also forward deliveries that are not genuine, marked in X-Vsw-Verdict; --metrics counts them
    #[arg(long)]
    pub report_only: bool,
    /// Address to listen on for a proxy's checks (Envoy's ext_authz over HTTP)
    #[arg(long, value_name = "ADDR:PORT", hide_short_help = true)]
    pub ext_authz: Option<SocketAddr>,
    /// Serve --bind over TLS, with this certificate chain (PEM); --ext-authz stays plain HTTP
    #[arg(long, value_name = "FILE", requires_all = ["tls_key", "upstream"], hide_short_help = true)]
    pub tls_cert: Option<PathBuf>,
    /// Private key of --tls-cert (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert", hide_short_help = true)]
    pub tls_key: Option<PathBuf>,
    /// Append every delivery to this file, one line of JSON each
    #[arg(long, value_name = "FILE")]
    pub capture: Option<PathBuf>,
    /// Reject tokens of any account but KEY, on all routes or at PATH; repeatable
    #[arg(long, value_name = "[/PATH=]KEY", hide_short_help = true)]
    pub expect_api_key: Vec<ForRoute<String>>,
    /// Reject tokens of any application but APP (an id), on all routes or at PATH; repeatable
    #[arg(long, value_name = "[/PATH=]APP", hide_short_help = true)]
    pub expect_application: Vec<ForRoute<ApplicationId>>,
    /// Allow http to an upstream on another machine, over a network that you trust
    #[arg(long, hide_short_help = true)]
    pub upstream_plaintext: bool,
    /// Maximum time for the upstream's response; Vonage gives up after 5s
    #[arg(long, value_name = "TIME", default_value = "4.5s", hide_short_help = true,
          value_parser = super::duration)]
    pub upstream_timeout: Duration,
    /// Maximum length of a body, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=64 * 1024 * 1024))]
    pub body_limit: u32,
    /// Maximum number of open connections; a further one closes the oldest idle one
    #[arg(long, value_name = "N", default_value_t = 1024, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_connections: u32,
    /// Events that need a token: all (current), or the ten of the Developer Preview (preview)
    #[arg(long, value_name = "ERA", default_value = "current", hide_short_help = true,
          value_parser = super::listen::eras())]
    pub signing: Era,
    /// Also accept this Host header for metrics; repeatable
    #[arg(hide_short_help = true, long = "metrics-host", value_name = "HOST[:PORT]", requires = "metrics")]
    pub metrics_hosts: Vec<String>,
    #[command(flatten)]
    pub verifier: VerifierOptions,
}

/// A value for the deliveries to a path and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForRoute<T> {
    /// Without a final `/`; empty for all paths.
    pub path: String,
    pub value: T,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseForRouteError<E> {
    #[error("`{0}` is not a path: expected a-z, A-Z, 0-9 and -._~ between slashes, not dots alone")]
    Path(String),
    #[error(transparent)]
    Value(E),
}

impl<T: FromStr> FromStr for ForRoute<T> {
    type Err = ParseForRouteError<T::Err>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (path, value) = match text.split_once('=') {
            Some((path, value)) if path.starts_with('/') => (path, value),
            _ => ("", text),
        };
        let path = path.trim_end_matches('/');
        let is_plain = |part: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
            !part.is_empty() && part.chars().all(is_plain) && part.chars().any(|c| c != '.')
        };
        if !path.split('/').skip(1).all(is_plain) {
            return Err(ParseForRouteError::Path(path.to_owned()));
        }
        let value = value.parse().map_err(ParseForRouteError::Value)?;
        Ok(Self { path: path.to_owned(), value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_name_its_route() {
        let parse = |text: &str| text.parse().map(|ForRoute::<String> { path, value }| (path, value));
        for (text, path, value) in [
            ("http://127.0.0.1:3000", "", "http://127.0.0.1:3000"),
            ("unix:/run/app.sock", "", "unix:/run/app.sock"),
            ("http://127.0.0.1:3000/a=b", "", "http://127.0.0.1:3000/a=b"),
            ("/=http://127.0.0.1:3000", "", "http://127.0.0.1:3000"),
            ("/voice=http://127.0.0.1:3000", "/voice", "http://127.0.0.1:3000"),
            ("/voice/v1/=unix:/run/a=b", "/voice/v1", "unix:/run/a=b"),
        ] {
            assert_eq!(parse(text), Ok((path.to_owned(), value.to_owned())), "{text}");
        }
        for text in ["//voice=x", "/a//b=x", "/a/../b=x", "/a%2fb=x", "/ä=x", "/a b=x", "/a?b=x", "/./a=x"] {
            assert!(matches!(parse(text), Err(ParseForRouteError::Path(_))), "{text}");
        }
    }
}
