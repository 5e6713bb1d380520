//! The command lines of `vsw trigger` and `vsw replay`, which send deliveries to a handler.

use std::path::PathBuf;
use std::time::Duration;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use vsw::delivery::{Event, Product};
use vsw::sign::{Forgery, Sample, Scenario};

use super::sign::{Account, Body, Claims, Members, products};

/// The hosts that may get deliveries, and the time limit for their responses.
#[derive(Debug, clap::Args)]
pub struct Sending {
    /// Allow a handler on HOST (https only); the handler gets genuine webhooks; repeatable
    #[arg(long, value_name = "HOST", hide_short_help = true)]
    pub yes_i_own_this: Vec<String>,
    /// Maximum time for each response
    #[arg(long, value_name = "TIME", default_value = "10s", hide_short_help = true, value_parser = super::duration)]
    pub response_timeout: Duration,
}

#[derive(Debug, clap::Args)]
pub struct Trigger {
    /// Event to send, such as answered, or `call` for all webhooks of a call
    #[arg(value_name = "EVENT|call", value_parser = what(), hide_possible_values = true)]
    pub what: Option<What>,
    /// Handler's URL; without a path, each webhook goes to its usual path
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    pub to: String,
    /// Course of the call: busy, unanswered, rejected, failed, machine, input, record, transfer [default: answered]
    #[arg(long, value_name = "NAME", value_parser = scenarios(), hide_possible_values = true)]
    pub scenario: Option<Scenario>,
    /// Multiply the pauses of a real call; 0: no pauses
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = factor)]
    pub pace: f64,
    /// Send the webhooks of the call out of order
    #[arg(long)]
    pub shuffle: bool,
    /// HTTP method [default: POST; with `call`, GET for the answer webhook]
    #[arg(long, value_enum, value_name = "METHOD", ignore_case = true, hide_short_help = true)]
    pub method: Option<SendMethod>,
    /// Make a forgery that the handler must reject; `vsw sign --forge list` prints the kinds
    #[arg(long, value_name = "KIND", value_parser = forgeries(), hide_possible_values = true)]
    pub forge: Option<Forgery>,
    /// Send a Messages or Verify webhook
    #[arg(long, value_name = "PRODUCT", value_parser = products(), hide_short_help = true,
          conflicts_with_all = ["what", "body", "body_file"])]
    pub product: Option<Product>,
    #[command(flatten)]
    pub members: Members,
    #[command(flatten)]
    pub body: Body,
    #[command(flatten)]
    pub claims: Claims,
    #[command(flatten)]
    pub account: Account,
    #[command(flatten)]
    pub sending: Sending,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("application", |arg| arg.help("Id of the application in a new token, if the captured one names none")))]
#[command(mut_arg("api_key", |arg| arg.help("Account in a new token, if the captured one names none; selects among \
    several secrets")))]
pub struct Replay {
    /// Files of captured deliveries, or - for stdin
    #[arg(value_name = "CAPTURE", required = true)]
    pub captures: Vec<PathBuf>,
    /// Handler's URL; a path in it, except `/` alone, replaces each delivery's path (a GET keeps its query)
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8787")]
    pub to: String,
    /// Send tokens as captured, however old they are
    #[arg(long)]
    pub as_captured: bool,
    /// Send only these events
    #[arg(long, value_name = "EVENT,...", value_delimiter = ',', value_parser = events(), hide_possible_values = true)]
    pub only: Vec<Event>,
    /// Multiply the captured pauses, then limit each to a minute; 0: no pauses
    #[arg(long, value_name = "FACTOR", default_value = "0", value_parser = factor)]
    pub pace: f64,
    #[command(flatten)]
    pub account: Account,
    #[command(flatten)]
    pub sending: Sending,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Event(Event),
    Call,
}

impl What {
    pub fn event(self) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Call => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SendMethod {
    #[value(name = "POST")]
    Post,
    #[value(name = "GET")]
    Get,
}

impl From<SendMethod> for vsw::delivery::Method {
    fn from(method: SendMethod) -> Self {
        match method {
            SendMethod::Post => Self::Post,
            SendMethod::Get => Self::Get,
        }
    }
}

fn what() -> impl TypedValueParser<Value = What> {
    let with_sample = || Event::ALL.into_iter().filter(|event| Sample::of(*event).is_some());
    let names = with_sample().map(Event::word).chain(["call"]).map(PossibleValue::new);
    PossibleValuesParser::new(names)
        .map(move |word| with_sample().find(|event| event.word() == word).map_or(What::Call, What::Event))
}

fn events() -> impl TypedValueParser<Value = Event> {
    super::word(Event::ALL, Event::word)
}

fn scenarios() -> impl TypedValueParser<Value = Scenario> {
    super::word(Scenario::ALL, Scenario::word)
}

fn forgeries() -> impl TypedValueParser<Value = Forgery> {
    super::word(Forgery::ALL, Forgery::word)
}

pub fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor: &f64| (0.0..=100.0).contains(factor));
    factor.ok_or_else(|| "expected a number from 0 to 100, such as 0.5".to_owned())
}
