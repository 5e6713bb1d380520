//! The command line of `vsw call`.

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgGroup;
use vsw::application::ApplicationId;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("the content").args(["say", "ncco"]).required(true))]
pub struct Call {
    /// Number to call: digits, with the country code
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub to: String,
    /// Number that the call comes from: one of the account's
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    pub from: String,
    /// Text to speak, such as an alert or a one-time code
    #[arg(long, value_name = "TEXT")]
    pub say: Option<String>,
    /// Language of the text of --say, such as en-GB [default: Vonage's, en-US]
    #[arg(long, value_name = "LANG", conflicts_with = "ncco", value_parser = language)]
    pub language: Option<String>,
    /// File with the NCCO of the call, in place of --say
    #[arg(long, value_name = "FILE")]
    pub ncco: Option<PathBuf>,
    /// Where Vonage sends the call's events [default: the application's event URL]
    #[arg(long, value_name = "URL", conflicts_with = "verify")]
    pub event_url: Option<String>,
    /// Receive the call's events here, not at the application's event URL; report which are signed
    #[arg(long)]
    pub verify: bool,
    /// Address of a tunnel to port 8787 (or --port) of this machine, for --verify
    #[arg(long, value_name = "URL", requires = "verify")]
    pub public_url: Option<String>,
    /// Port that --verify listens on [default: 8787 with --public-url, else any free one]
    #[arg(long, value_name = "PORT", requires = "verify", hide_short_help = true)]
    pub port: Option<u16>,
    /// Maximum time to wait for the call's events, with --verify; does not end the call
    #[arg(long, value_name = "TIME", default_value = "3m", requires = "verify", hide_short_help = true,
          value_parser = super::duration)]
    pub within: Duration,
    /// File (or - for stdin) with a signature secret, for --verify; repeatable, each with its API key [default:
    /// VONAGE_SIGNATURE_SECRET, else the profile's]
    #[arg(long, value_name = "[API_KEY=]FILE", requires = "verify", hide_short_help = true)]
    pub signature_secret_file: Vec<String>,
    /// Id of the calling application [default: VONAGE_APPLICATION_ID, or the one of the profile]
    #[arg(long, value_name = "APP")]
    pub application: Option<ApplicationId>,
    /// Make the call without asking
    #[arg(long)]
    pub yes: bool,
}

/// Parses a phone number as the API requires it: 7 to 15 digits, the first not 0. Removes a leading `+`.
pub fn number(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = (7..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    let wanted = || "expected 7 to 15 digits with the country code, such as 442079460000".to_owned();
    if is_number { Ok(digits.to_owned()) } else { Err(wanted()) }
}

fn language(text: &str) -> Result<String, String> {
    let is_part =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = text.split('-').all(is_part);
    if is_tag { Ok(text.to_owned()) } else { Err("expected a language tag, such as en-GB".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_with_the_country_code() {
        assert_eq!(number("+442079460000"), Ok("442079460000".to_owned()));
        assert_eq!(number("442079460000"), Ok("442079460000".to_owned()));
        for other in [
            "",
            "+",
            "0207946000",
            "44 20 7946 0000",
            "123456",
            "1234567890123456",
            "++4420794600",
            "４４2079460000",
        ] {
            assert!(number(other).is_err(), "{other}");
        }
        for (text, is_tag) in
            [("en-GB", true), ("cmn-CN", true), ("de", true), ("", false), ("en-", false), ("en_GB", false)]
        {
            assert_eq!(language(text).is_ok(), is_tag, "{text}");
        }
    }
}
