//! The command line of `vsw sign`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, ValueEnum};
use vsw::application::ApplicationId;
use vsw::delivery::Event;
use vsw::sign::{Forgery, Sample};

/// `vsw sign`
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("what is signed").args(["event", "body", "body_file"]))]
pub struct Sign {
    /// The webhook of this event, in its documented shape
    #[arg(long, value_name = "EVENT", value_parser = events())]
    pub event: Option<Event>,
    /// A member of that webhook as a text, in place of the documented one or beside them; repeatable
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
    /// The same, of any JSON
    #[arg(long, value_name = "NAME=JSON", allow_hyphen_values = true)]
    pub set_json: Vec<String>,
    /// The body: the text itself, to the byte
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub body: Option<OsString>,
    /// The body's bytes, read from a file or stdin (-)
    #[arg(long, value_name = "PATH")]
    pub body_file: Option<PathBuf>,
    /// How it is delivered: POST (the body is signed), or GET (the query is, by an unconfirmed rule)
    #[arg(long, value_name = "METHOD", default_value = "POST", ignore_case = true,
          value_parser = PossibleValuesParser::new(["POST", "GET"]))]
    pub method: String,
    /// Where it is delivered to: a URL, or its path and query [default: /webhooks/event, or as the event has it]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The application that the token is of
    #[arg(long, value_name = "APP")]
    pub application: Option<ApplicationId>,
    /// The account that the token is of; with several secrets it says which one signs
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// When the token is issued: seconds since 1970, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    pub iat: Option<String>,
    /// The token's id [default: a random UUID]
    #[arg(long, value_name = "TEXT")]
    pub jti: Option<String>,
    /// A file (or - for stdin) that holds a signature secret; repeatable, one for each API key
    #[arg(long, value_name = "[API_KEY=]PATH")]
    pub signature_secret_file: Vec<String>,
    /// Make a delivery that must be rejected; `list` says what there is
    #[arg(long, value_name = "KIND", value_parser = forgeries(), hide_possible_values = true)]
    pub forge: Option<Forge>,
    /// As what it is written [default: http]
    #[arg(long, value_enum, value_name = "FORM")]
    pub output: Option<Form>,
}

/// What is to be forged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forge {
    /// Nothing: what could be is listed.
    List,
    Kind(Forgery),
}

/// What a delivery is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A raw HTTP request: headers, a blank line, the body's bytes
    #[value(alias = "headers-and-body")]
    Http,
    /// A command for a POSIX shell
    Curl,
    /// One line of vsw/delivery/1
    Capture,
}

fn events() -> impl TypedValueParser<Value = Event> {
    super::word(Event::ALL.into_iter().filter(|event| Sample::of(*event).is_some()), Event::word)
}

fn forgeries() -> impl TypedValueParser<Value = Forge> {
    let kinds = Forgery::ALL.iter().map(|kind| PossibleValue::new(kind.word()).help(kind.about()));
    let list = PossibleValue::new("list").help("list the kinds, and make none");
    PossibleValuesParser::new(kinds.chain([list]))
        .map(|word| Forgery::from_word(&word).map_or(Forge::List, Forge::Kind))
}
