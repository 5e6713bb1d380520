//! The command line of `vsw probe`.

use clap::ArgGroup;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use vsw::application::ApplicationId;
use vsw::delivery::{Event, Product};

use super::report::{ReportFormat, Reports};
use super::send::Sending;
use super::sign::{Account, Body, Members, events, products};
use crate::vocabulary::ProbeKind;

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("content").args(["event", "product", "body", "body_file"]))]
#[command(mut_arg("wanted", |arg| arg.help("Report as junit, to FILE or instead of text")
    .value_name("junit[=FILE]")))]
#[expect(clippy::option_option, reason = "clap's form of an option whose value is optional")]
pub struct Probe {
    /// Handler's URL: http on this machine, https, or unix:PATH
    #[arg(value_name = "URL")]
    pub url: String,
    /// Send the documented webhook of this event [default: answered; for GET: answer]
    #[arg(long, value_name = "EVENT", value_parser = events(), hide_possible_values = true)]
    pub event: Option<Event>,
    /// Send a Messages or Verify webhook
    #[arg(long, value_name = "PRODUCT", value_parser = products(), hide_short_help = true)]
    pub product: Option<Product>,
    #[command(flatten)]
    pub members: Members,
    #[command(flatten)]
    pub body: Body,
    /// HTTP method; with POST the body is signed, with GET the query (known from one Vonage article)
    #[arg(long, value_name = "METHOD", default_value = "POST", ignore_case = true,
          value_parser = PossibleValuesParser::new(["POST", "GET"]))]
    pub method: String,
    #[command(flatten)]
    pub account: Account,
    /// Do not send these kinds of forgeries (see `Kinds` in --help)
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', value_parser = kinds(), hide_possible_values = true)]
    pub skip: Vec<ProbeKind>,
    /// Fail (exit 1) if the handler accepts the same token twice
    #[arg(long)]
    pub strict: bool,
    /// Also send the forgery wrong-api-key; use it if the handler should accept only account KEY [default: that of the
    /// genuine token]
    #[arg(long, value_name = "KEY", num_args = 0..=1, value_parser = api_key, hide_short_help = true)]
    pub expect_api_key: Option<Option<String>>,
    /// Also send the forgery wrong-application; use it if the handler should accept only application APP (an id)
    /// [default: that of the genuine token]
    #[arg(long, value_name = "APP", num_args = 0..=1, hide_short_help = true)]
    pub expect_application: Option<Option<ApplicationId>>,
    #[command(flatten)]
    pub sending: Sending,
    #[command(flatten)]
    pub reports: Reports,
}

impl Probe {
    /// Returns an error message if a report other than junit is requested.
    pub(super) fn contradiction(&self) -> Option<String> {
        let other = self.reports.wanted.iter().find(|wanted| wanted.format != ReportFormat::Junit)?;
        Some(format!("`vsw probe` does not make the report {}; use --report junit=FILE", other.format.word()))
    }
}

/// Rejects a URL: clap takes the argument URL after `--expect-api-key` as the option's optional value.
fn api_key(text: &str) -> Result<String, String> {
    if text.contains(':') {
        return Err("not an API key; if it is the handler's URL, write the URL before the options".to_owned());
    }
    Ok(text.to_owned())
}

fn kinds() -> impl TypedValueParser<Value = ProbeKind> {
    let kinds = ProbeKind::all().map(|kind| PossibleValue::new(kind.word()).help(kind.about()));
    PossibleValuesParser::new(kinds.collect::<Vec<_>>())
        .try_map(|word| ProbeKind::from_word(&word).ok_or("no such kind"))
}
