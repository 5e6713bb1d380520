//! The command line of `vsw verify`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgGroup;
use vsw::application::ApplicationId;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("the header").args(["header", "header_file", "request_file"]))]
#[command(group = ArgGroup::new("the body").args(["body", "body_file", "request_file"]))]
pub struct Verify {
    /// Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub header: Option<OsString>,
    /// Read the Authorization header, or all headers, from a file or stdin (-)
    #[arg(long, value_name = "FILE")]
    pub header_file: Option<PathBuf>,
    /// Use this text as the body
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub body: Option<OsString>,
    /// Read the body from a file or stdin (-); recommended for scripts
    #[arg(long, value_name = "FILE")]
    pub body_file: Option<PathBuf>,
    /// Read a captured request from a file or stdin (-): raw HTTP, or an AWS event
    #[arg(long, value_name = "FILE")]
    pub request_file: Option<PathBuf>,
    /// HTTP method; with POST the body is signed, with GET the query (known from one Vonage article) [default: POST]
    #[arg(long, value_name = "METHOD", conflicts_with = "request_file", hide_short_help = true)]
    pub method: Option<String>,
    /// URL of the webhook, or its path and query; required for GET
    #[arg(long, value_name = "URL", conflicts_with = "request_file")]
    pub url: Option<String>,
    #[command(flatten)]
    pub expected: Expected,
    /// Verify as of this time, as --at does
    #[arg(long, value_name = "TIME", conflicts_with = "at", hide_short_help = true, value_parser = super::time)]
    pub now: Option<u64>,
    /// Skip the search for the cause of a rejection; the verdict is the same
    #[arg(long)]
    pub no_explain: bool,
    /// Verify as of this time (RFC 3339 or UNIX seconds) [default: now]
    #[arg(long, value_name = "TIME", value_parser = super::time)]
    pub at: Option<u64>,
}

impl Default for VerifierOptions {
    fn default() -> Self {
        Self {
            header_name: "Authorization".to_owned(),
            signature_secret_file: Vec::new(),
            max_age: 300,
            max_skew: 60,
        }
    }
}

/// Options of a verifier: the header's name, secrets, limits of time, and the expected account and application.
#[derive(Debug, Default, clap::Args)]
pub struct Expected {
    #[command(flatten)]
    pub verifier: VerifierOptions,
    /// Reject tokens of any other account
    #[arg(long, value_name = "KEY", hide_short_help = true)]
    pub expect_api_key: Option<String>,
    /// Reject tokens of any other application
    #[arg(long, value_name = "APP", hide_short_help = true)]
    pub expect_application: Option<ApplicationId>,
}

/// Options of a verifier that hold for every account and application.
#[derive(Clone, Debug, clap::Args)]
pub struct VerifierOptions {
    /// Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)
    #[arg(long, hide_short_help = true, value_name = "NAME", default_value = "Authorization")]
    pub header_name: String,
    /// File (or - for stdin) with a signature secret; repeatable, each with its API key [default:
    /// VONAGE_SIGNATURE_SECRET, else the profile's]
    #[arg(long, value_name = "[API_KEY=]FILE")]
    pub signature_secret_file: Vec<String>,
    /// Maximum age of the token, in seconds; 0 turns the check off
    #[arg(long, value_name = "SECONDS", default_value_t = 300, hide_short_help = true)]
    pub max_age: u64,
    /// Seconds by which a token may be from the future, expired or not yet valid; not added to --max-age
    #[arg(long, hide_short_help = true, value_name = "SECONDS", default_value_t = 60)]
    pub max_skew: u64,
}
