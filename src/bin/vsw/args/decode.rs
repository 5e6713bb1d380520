//! The command line of `vsw decode`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgGroup;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("the token").args(["text", "header", "header_file"]).required(true))]
pub struct Decode {
    /// Token, `Bearer` and the token, or the Authorization header that contains it
    #[arg(value_name = "TOKEN")]
    pub text: Option<OsString>,
    /// Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub header: Option<OsString>,
    /// File (or - for stdin) with the Authorization header, or with all headers
    #[arg(long, value_name = "FILE")]
    pub header_file: Option<PathBuf>,
    /// Evaluate the token's times as of this time (RFC 3339 or UNIX seconds) [default: now]
    #[arg(long, value_name = "TIME", value_parser = super::time)]
    pub now: Option<u64>,
}
