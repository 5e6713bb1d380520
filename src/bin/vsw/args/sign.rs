//! The command line of `vsw sign`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, ValueEnum};
use vsw::application::ApplicationId;
use vsw::delivery::{Event, Product};
use vsw::sign::{Forgery, Sample};

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("content").args(["event", "product", "body", "body_file"]))]
#[command(mut_arg("body", |arg| arg.hide_short_help(false)))]
#[command(mut_arg("body_file", |arg| arg.hide_short_help(false)))]
pub struct Sign {
    /// Make the documented webhook of this event
    #[arg(long, value_name = "EVENT", value_parser = events())]
    pub event: Option<Event>,
    /// Make a Messages or Verify webhook
    #[arg(long, value_name = "PRODUCT", value_parser = products())]
    pub product: Option<Product>,
    #[command(flatten)]
    pub members: Members,
    #[command(flatten)]
    pub body: Body,
    /// HTTP method; with POST the body is signed, with GET the query (known from one Vonage article)
    #[arg(long, value_name = "METHOD", default_value = "POST", ignore_case = true,
          value_parser = PossibleValuesParser::new(["POST", "GET"]), hide_short_help = true)]
    pub method: String,
    /// Handler's URL, or path and query [default: the event's usual path]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    #[command(flatten)]
    pub claims: Claims,
    #[command(flatten)]
    pub account: Account,
    /// Make a forgery that a handler must reject; `list` prints the kinds
    #[arg(long, value_name = "KIND", value_parser = forgeries(), hide_possible_values = true)]
    pub forge: Option<Forge>,
    /// Output format [default: http]
    #[arg(long, value_enum, value_name = "FORM")]
    pub output: Option<OutputFormat>,
}

/// Members to set in a documented webhook.
#[derive(Debug, Default, clap::Args)]
pub struct Members {
    /// Set a top-level member of the documented webhook to a string; repeatable
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true, hide_short_help = true)]
    pub set: Vec<String>,
    /// Set a top-level member of the documented webhook to a JSON value; repeatable
    #[arg(long, value_name = "NAME=JSON", allow_hyphen_values = true, hide_short_help = true)]
    pub set_json: Vec<String>,
}

/// A body in place of the documented webhook's.
#[derive(Debug, Default, clap::Args)]
#[group(multiple = false)]
pub struct Body {
    /// Use this text as the body
    #[arg(
        id = "body",
        long = "body",
        value_name = "TEXT",
        allow_hyphen_values = true,
        hide_short_help = true
    )]
    pub text: Option<OsString>,
    /// Read the body from a file or stdin (-)
    #[arg(id = "body_file", long = "body-file", value_name = "FILE", hide_short_help = true)]
    pub file: Option<PathBuf>,
}

/// The claims of a token that differ from delivery to delivery.
#[derive(Debug, Default, clap::Args)]
pub struct Claims {
    /// Issue time of the token: seconds since 1970, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", hide_short_help = true)]
    pub iat: Option<String>,
    /// Id of the token [default: a random UUID]
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub jti: Option<String>,
}

/// The signer: the account and the application in the token, and the secret.
#[derive(Debug, Default, clap::Args)]
pub struct Account {
    /// Id of the application in the token [default: VONAGE_APPLICATION_ID]
    #[arg(long, value_name = "APP", hide_short_help = true)]
    pub application: Option<ApplicationId>,
    /// Account in the token [default: the secret's, else VONAGE_API_KEY]; selects among several secrets
    #[arg(long, value_name = "KEY", hide_short_help = true)]
    pub api_key: Option<String>,
    /// File (or - for stdin) with a signature secret; repeatable, one per API key [default: VONAGE_SIGNATURE_SECRET,
    /// else the profile's]
    #[arg(long, value_name = "[API_KEY=]FILE")]
    pub signature_secret_file: Vec<String>,
}

impl Members {
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.set_json.is_empty()
    }
}

impl Body {
    pub fn is_given(&self) -> bool {
        self.text.is_some() || self.file.is_some()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    List,
    Kind(Forgery),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// A raw HTTP request: headers, a blank line, the body's bytes
    #[value(alias = "headers-and-body")]
    Http,
    /// A command for a POSIX shell
    Curl,
    /// One line of JSON, as `vsw listen --capture` writes and `vsw audit` reads
    Capture,
}

pub(super) fn events() -> impl TypedValueParser<Value = Event> {
    super::word(Event::ALL.into_iter().filter(|event| Sample::of(*event).is_some()), Event::word)
}

pub(super) fn products() -> impl TypedValueParser<Value = Product> {
    super::word(
        Product::ALL.into_iter().filter(|product| Sample::of_product(*product).is_some()),
        Product::word,
    )
}

fn forgeries() -> impl TypedValueParser<Value = Forge> {
    let kinds = Forgery::ALL.iter().map(|kind| PossibleValue::new(kind.word()).help(kind.about()));
    let list = PossibleValue::new("list").help("list the kinds");
    PossibleValuesParser::new(kinds.chain([list]))
        .map(|word| Forgery::from_word(&word).map_or(Forge::List, Forge::Kind))
}
