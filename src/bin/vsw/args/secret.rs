//! The command lines of `vsw config secret`.

use std::path::PathBuf;

use clap::Subcommand;

/// `vsw config secret`
#[derive(Debug, Subcommand)]
pub enum Secret {
    /// Store one more signature secret in the profile
    Add(Add),
    /// The signature secrets in force and in the profile, without themselves
    List,
    /// Mark a signature secret as retired: it verifies only what came before
    Retire(Retire),
    /// Look for what is wrong with signature secrets, without showing them
    Check(Check),
}

/// `vsw config secret add`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Several secrets of one account are what a rotation looks like: a delivery may be signed with any of \
                  them. A secret belongs to one account, so name a sub-account's with --api-key.\n\n\
                  Example:\n  vsw config secret add --label 2026-winter --signature-secret-file new-secret"
)]
pub struct Add {
    /// The account that the secret is of; the profile's unless you say otherwise
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// What reports call it: printable, at most 64 characters
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// A file (or - for stdin) that holds it; asked for on a terminal where there is none
    #[arg(long, value_name = "PATH")]
    pub signature_secret_file: Option<PathBuf>,
}

/// `vsw config secret retire`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "What is said must fit exactly one secret of the profile that is not retired yet. The secret stays in \
                  the file: it still tells which deliveries of earlier were genuine (vsw verify --at)."
)]
pub struct Retire {
    /// The account that the secret is of
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Its label
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// When it was added: the time, or its day in UTC
    #[arg(long, value_name = "TIME")]
    pub added: Option<String>,
    /// From when on it verifies nothing, as RFC 3339 or a day (its beginning in UTC); now unless you say otherwise
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
}

/// `vsw config secret check`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit 0 when nothing is wrong, 1 when something is (a note, such as a short secret, is nothing wrong), \
                  3 when there is no secret.\n\n\
                  The fingerprint tells whether two machines have the same secret. It depends on the account too, so \
                  name the same one on both. It takes half a second to make, and so does each guess for whoever has \
                  it: nobody can check guesses cheaply, but a short or chosen secret is guessed all the same. Do not \
                  publish the fingerprint of one."
)]
pub struct Check {
    /// Check the secret in this file (or - for stdin) instead; repeatable
    #[arg(long, value_name = "[API_KEY=]PATH")]
    pub signature_secret_file: Vec<String>,
    /// The account, for the fingerprint of a secret that names none
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// Check the secrets of every profile in the configuration file
    #[arg(long, conflicts_with = "signature_secret_file")]
    pub all_profiles: bool,
}
