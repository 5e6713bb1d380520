//! The command line of `vsw verify`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgGroup;
use vsw::application::ApplicationId;

/// `vsw verify`
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("the header").args(["header", "header_file", "request_file"]))]
#[command(group = ArgGroup::new("the body").args(["body", "body_file", "request_file"]))]
pub struct Verify {
    /// The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub header: Option<OsString>,
    /// The same, read from a file or stdin (-)
    #[arg(long, value_name = "PATH")]
    pub header_file: Option<PathBuf>,
    /// The body: the text itself, to the byte
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub body: Option<OsString>,
    /// The body's bytes, read from a file or stdin (-); what scripts should use
    #[arg(long, value_name = "PATH")]
    pub body_file: Option<PathBuf>,
    /// A raw HTTP request, read from a file or stdin (-)
    #[arg(long, value_name = "PATH")]
    pub request_file: Option<PathBuf>,
    /// How the webhook was delivered: POST (the body is signed) or GET (the query is, by an unconfirmed rule)
    #[arg(long, value_name = "METHOD", conflicts_with = "request_file")]
    pub method: Option<String>,
    /// The URL that it was delivered to, or its path and query; needed for GET
    #[arg(long, value_name = "URL", conflicts_with = "request_file")]
    pub url: Option<String>,
    #[command(flatten)]
    pub expected: Expected,
    /// Verify as of this time, in seconds since 1970
    #[arg(long, value_name = "UNIX", conflicts_with = "at")]
    pub now: Option<u64>,
    /// Do not look for the cause of a rejection; the verdict is the same
    #[arg(long)]
    pub no_explain: bool,
    /// Verify as of this time, as RFC 3339
    #[arg(long, value_name = "TIME", value_parser = super::time)]
    pub at: Option<u64>,
}

/// What a delivery is verified with and against.
#[derive(Debug, clap::Args)]
pub struct Expected {
    /// The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)
    #[arg(long, value_name = "NAME", default_value = "Authorization")]
    pub header_name: String,
    /// A file (or - for stdin) that holds a signature secret; repeatable, one for each API key
    #[arg(long, value_name = "[API_KEY=]PATH")]
    pub signature_secret_file: Vec<String>,
    /// The account that the token must be of
    #[arg(long, value_name = "KEY")]
    pub expect_api_key: Option<String>,
    /// The application that the token must be of
    #[arg(long, value_name = "APP")]
    pub expect_application: Option<ApplicationId>,
    /// How old the token may be; 0 switches the age check off
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub max_age: u64,
    /// How far apart the two clocks may be
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub max_skew: u64,
}
