//! Webhook: the request to sign: its method, URL and body.

use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::sign::Sample;

use crate::args::sign::Sign;
use crate::context::Context;
use crate::failure::Failure;
use crate::signer::request::{self, Content, GivenBody, LONGEST_BODY, host_of};

pub struct Webhook {
    method: Method,
    url: Option<String>,
    body: Option<GivenBody>,
}

impl Webhook {
    pub fn claim(sign: &Sign, context: &Context) -> Result<Self, Failure> {
        let method = if sign.method.eq_ignore_ascii_case("GET") { Method::Get } else { Method::Post };
        let has_body = sign.body.is_given();
        let has_sample = sign.event.is_some() || sign.product.is_some();
        let has_settings = !sign.members.is_empty();
        match method {
            Method::Get if has_body => {
                let words = "--body and --body-file cannot be used with --method GET: a GET has no body";
                return Err(Failure::usage(words, "use `--event`, or pass the whole query with `--url`"));
            }
            Method::Get if !has_sample && sign.url.is_none() => {
                let words = "--method GET needs a query to sign: --event, --product or --url";
                return Err(Failure::usage(words, "add an event, such as `--event answer`"));
            }
            Method::Post if !has_body && !has_sample => {
                let words = "nothing to sign: pass --event, --product, --body or --body-file";
                return Err(Failure::usage(
                    words,
                    "add an event, such as `--event answered`; for an empty body, pass `--body ''`",
                ));
            }
            _ if !has_sample && has_settings => {
                let words = "--set and --set-json need --event or --product";
                return Err(Failure::usage(
                    words,
                    "write the values into the body; with `--method GET`, write the values into the query of `--url`",
                ));
            }
            _ => {}
        }
        if let Some(url) = &sign.url {
            require_url(url)?;
        }
        let body = GivenBody::claim(&sign.body, context)?;
        Ok(Self { method, url: sign.url.clone(), body })
    }

    pub fn read(self, sign: &Sign, iat: u64) -> Result<Capture, Failure> {
        let sample = sample(sign)?;
        let url = self.url.unwrap_or_else(|| request::usual_path(sign.product, sign.event).to_owned());
        let content = match sample {
            Some(sample) => Content::Sample(sample),
            None if self.method == Method::Get => Content::Nothing,
            None => {
                let body = self.body.map(|body| body.read(LONGEST_BODY));
                Content::Body(body.transpose()?.unwrap_or_default())
            }
        };
        Ok(request::unsigned(self.method, &url, content, iat))
    }
}

fn sample(sign: &Sign) -> Result<Option<Sample>, Failure> {
    let sample = sign.event.and_then(Sample::of).or_else(|| sign.product.and_then(Sample::of_product));
    sample.map(|sample| request::with_members(sample, &sign.members)).transpose()
}

fn require_url(url: &str) -> Result<(), Failure> {
    // HTTP clients turn user info (`user:password@`) into an `Authorization` header, which is the header of
    // the token.
    let is_host = |host: &str| !host.is_empty() && !host.contains('@');
    let is_shaped = url.starts_with('/') || host_of(url).is_some_and(is_host);
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if is_shaped && is_plain {
        return Ok(());
    }
    let hint = "use https://HOST/PATH or /PATH, without user info and fragment; percent-encode spaces and non-ASCII characters";
    Err(Failure::usage("--url: not a valid http(s) URL or path", hint))
}

pub fn require_host(url: &str) -> Result<(), Failure> {
    if host_of(url).is_some() {
        return Ok(());
    }
    let words = "--output curl needs --url with a host";
    Err(Failure::usage(words, "add a URL, such as `--url http://127.0.0.1:8080/webhooks/event`"))
}
