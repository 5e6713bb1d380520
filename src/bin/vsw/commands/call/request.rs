//! Request: the JSON body of the request that creates a call.

use serde::Serialize;
use serde_json::value::RawValue;
use url::Url;
use vsw::application::mask;
use vsw::json::Json;

use crate::args::call::Call;
use crate::failure::Failure;
use crate::flow::ncco;

pub struct CallRequest {
    to: String,
    from: String,
    ncco: Ncco,
    pub event_url: Option<String>,
}

/// The call control object: the actions of the call.
#[derive(Serialize)]
#[serde(untagged)]
enum Ncco {
    Talk([Talk; 1]),
    /// The NCCO of the user's file.
    Own(Box<RawValue>),
}

#[derive(Serialize)]
struct Talk {
    action: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

#[derive(Serialize)]
struct Phone<'p> {
    #[serde(rename = "type")]
    kind: &'static str,
    number: &'p str,
}

#[derive(Serialize)]
struct Body<'b> {
    to: [Phone<'b>; 1],
    from: Phone<'b>,
    ncco: &'b Ncco,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_url: Option<[&'b str; 1]>,
}

impl CallRequest {
    pub fn new(call: &Call) -> Result<Self, Failure> {
        let event_url = call.event_url.as_deref().map(web_address).transpose()?;
        let (to, from) = (call.to.clone(), call.from.clone());
        Ok(Self { to, from, ncco: Ncco::of(call)?, event_url: event_url.map(String::from) })
    }

    pub fn body(&self) -> String {
        let phone = |number| Phone { kind: "phone", number };
        let event_url = self.event_url.as_deref().map(|url| [url]);
        let body = Body { to: [phone(&self.to)], from: phone(&self.from), ncco: &self.ncco, event_url };
        // Writing strings and parsed JSON cannot fail.
        serde_json::to_string_pretty(&body).unwrap_or_default()
    }

    pub fn shown(&self) -> String {
        Json::parse(self.body()).map(|json| mask::masked(&json)).unwrap_or_default()
    }
}

impl Ncco {
    fn of(call: &Call) -> Result<Self, Failure> {
        if let Some(path) = &call.ncco {
            let text = String::from_utf8(ncco::read("--ncco", path)?).unwrap_or_default();
            let own = RawValue::from_string(text.trim().to_owned());
            let message = |error| format!("--ncco {}: {error}", path.display());
            return own
                .map(Self::Own)
                .map_err(|error| Failure::usage(message(error), "write an NCCO as JSON in UTF-8"));
        }
        let text = call.say.clone().unwrap_or_default();
        if text.trim().is_empty() {
            return Err(Failure::usage("--say is empty", "write the text to speak"));
        }
        Ok(Self::Talk([Talk { action: "talk", text, language: call.language.clone() }]))
    }
}

/// Parses the value of `--event-url`. The error omits the text, which may contain a password.
fn web_address(text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.filter(|url| url.host().is_some() && url.fragment().is_none()).ok_or_else(|| {
        let hint = "write a URL, such as https://example.com/webhooks/event";
        Failure::usage("--event-url is not an http or https URL, or has a fragment", hint)
    })
}
