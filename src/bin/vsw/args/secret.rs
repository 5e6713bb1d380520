//! The command lines of `vsw config secret`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Secret {
    /// Add a signature secret to the profile
    #[command(after_help = super::help::MORE, after_long_help = super::help::SECRET_ADD)]
    Add(Add),
    /// List signature secrets in use and in the profile, without their values
    #[command(after_help = super::help::MORE, after_long_help = super::help::SECRET_LIST)]
    List,
    /// Mark a signature secret as retired: it verifies only earlier webhooks
    #[command(after_help = super::help::MORE, after_long_help = super::help::SECRET_RETIRE)]
    Retire(Retire),
    /// Check signature secrets for mistakes, and print their fingerprints
    #[command(after_help = super::help::MORE, after_long_help = super::help::SECRET_CHECK)]
    Check(Check),
}

/// `vsw config secret add`
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Account of the secret [default: the profile's]
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Name for the secret in reports: printable, at most 64 characters
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// File (or - for stdin) with the secret [default: ask on the terminal]
    #[arg(long, value_name = "FILE")]
    pub signature_secret_file: Option<PathBuf>,
}

/// `vsw config secret retire`
#[derive(Debug, clap::Args)]
pub struct Retire {
    /// Select the secret by its account
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Select the secret by its label
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// Select the secret by the time or day (UTC) on which it was added
    #[arg(long, value_name = "TIME")]
    pub added: Option<String>,
    /// Time of retirement, in RFC 3339 or as a day (its beginning in UTC) [default: now]
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

/// `vsw config secret check`
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Check this file (- for stdin), not the secrets in use; repeatable
    #[arg(long, value_name = "[API_KEY=]FILE")]
    pub signature_secret_file: Vec<String>,
    /// Account to use for the fingerprint of a secret without an account
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Check the secrets of every profile in the configuration file
    #[arg(long, conflicts_with = "signature_secret_file")]
    pub all_profiles: bool,
}
