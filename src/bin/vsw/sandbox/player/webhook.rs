//! Sends one webhook of a call: address, signature, request, and retry.
//!
//! Invariant: webhooks go only to this machine.

use std::time::Duration;

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode};
use tokio::time::sleep;
use vsw::application::ApplicationId;
use vsw::delivery::{self, Coverage, Delivery, Event};
use vsw::json::{Json, Kind};
use vsw::secret::SignatureSecret;
use vsw::sign::{Sample, Token};

use super::super::calls::address::{Address, Role};
use super::super::calls::book::{Attempt, Record, random_uuid};
use super::super::clock;
use super::super::credentials::{API_KEY, SIGNATURE_SECRET};
use super::super::document::value_at;
use super::super::state::{Shared, State};
use super::Delivered;
use crate::sender::{SendError, Sender, Target, TargetError};

#[derive(Clone, Debug)]
pub(super) struct Webhook {
    pub event: Event,
    pub role: Role,
    pub sample: Sample,
    pub address: Option<Address>,
}

const RETRY_AFTER: Duration = Duration::from_secs(1);

pub(super) async fn deliver(shared: &Shared, uuid: &str, webhook: Webhook) -> Delivered {
    let target = match &webhook.address {
        None => Err("there is no address for it".to_owned()),
        Some(address) => target(&address.url),
    };
    let (place, pace) = {
        let mut state = shared.lock();
        let pace = state.calls.pace;
        let Some(record) = state.calls.record_mut(uuid) else { return Delivered::NotSent };
        let refusal = target.as_ref().err().cloned();
        (record.enter(webhook.event, webhook.address.as_ref(), refusal), pace)
    };
    let (Ok((target, path)), Some(address)) = (target, &webhook.address) else { return Delivered::NotSent };
    let time = Duration::from_millis(address.time_ms(webhook.role));
    // Trusts only the system's certificates: local handlers rarely use https.
    let sender = match Sender::new(&target, None, time) {
        Ok(sender) => sender,
        Err(error) => return failed(shared, uuid, place, error.to_string()),
    };
    let mut is_retry = false;
    loop {
        let (request, is_signed) = match request(shared, uuid, &webhook, address.method, &path) {
            Ok(made) => made,
            Err(reason) => return failed(shared, uuid, place, reason),
        };
        let result = sender.send(request).await;
        let attempt = Attempt {
            is_signed,
            status: result.as_ref().ok().map(|response| response.status().as_u16()),
            error: result.as_ref().err().map(SendError::to_string),
        };
        if let Some(record) = shared.lock().calls.record_mut(uuid) {
            record.attempt(place, attempt);
        }
        let (reason, asks_again) = match result {
            Ok(response) if (200..=205).contains(&response.status().as_u16()) => {
                return Delivered::Accepted(response.into_body());
            }
            Ok(response) => {
                (format!("HTTP status {}", response.status().as_u16()), is_temporary(response.status()))
            }
            Err(error) => (reason_of(&error), is_retried(&error)),
        };
        if is_retry || !asks_again {
            return Delivered::Refused(reason);
        }
        is_retry = true;
        sleep(RETRY_AFTER.mul_f64(pace)).await;
    }
}

fn failed(shared: &Shared, uuid: &str, place: usize, reason: String) -> Delivered {
    if let Some(record) = shared.lock().calls.record_mut(uuid) {
        let attempt = Attempt { is_signed: false, status: None, error: Some(reason.clone()) };
        record.attempt(place, attempt);
    }
    Delivered::Refused(reason)
}

pub(super) fn usual_address(state: &State, record: &Record, role: Role) -> Option<Address> {
    let own = match role {
        Role::Answer => record.answer.clone(),
        Role::Event => record.event.clone(),
        Role::Fallback => None,
    };
    own.or_else(|| of_application(state, record.application, role))
}

pub(super) fn of_application(state: &State, application: ApplicationId, role: Role) -> Option<Address> {
    Address::of_document(&document(state, application)?, role)
}

fn document(state: &State, application: ApplicationId) -> Option<Json> {
    Json::parse_bytes(state.store.document(application)?.to_vec()).ok()
}

fn target(url: &str) -> Result<(Target, String), String> {
    let is_http = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_http {
        return Err(format!("`{url}` is not an http or https URL"));
    }
    match Target::of_handler(url, &[]) {
        Ok((target, path)) => Ok((target, path.unwrap_or_else(|| "/".to_owned()))),
        Err(TargetError::NotNamed(host)) => Err(format!("`{host}` is not this machine")),
        Err(error) => Err(error.to_string()),
    }
}

/// Returns the request, and whether it is signed.
fn request(
    shared: &Shared,
    uuid: &str,
    webhook: &Webhook,
    method: delivery::Method,
    path: &str,
) -> Result<(Request<Bytes>, bool), String> {
    let is_get = method == delivery::Method::Get;
    let query = if is_get { webhook.sample.query() } else { String::new() };
    let body = if is_get { String::new() } else { webhook.sample.body() };
    let joint = match (is_get, path.contains('?')) {
        (false, _) => "",
        (true, false) => "?",
        (true, true) => "&",
    };
    let target = format!("{path}{joint}{query}");
    let signed = if is_get {
        Delivery::get(target.split_once('?').unwrap_or_default().1.as_bytes())
    } else {
        Delivery::post(body.as_bytes())
    };
    let authorization = authorization(shared, uuid, webhook.event, &signed)?;
    let mut request = Request::new(Bytes::from(body.clone()));
    if !is_get {
        *request.method_mut() = Method::POST;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Some(value) = &authorization {
        let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    *request.uri_mut() = target.parse().map_err(|_| format!("`{path}` is not a path"))?;
    Ok((request, authorization.is_some()))
}

fn authorization(
    shared: &Shared,
    uuid: &str,
    event: Event,
    delivery: &Delivery<'_>,
) -> Result<Option<String>, String> {
    let application = {
        let state = shared.lock();
        let Some(record) = state.calls.record(uuid) else { return Ok(None) };
        let is_on = document(&state, record.application).is_some_and(|document| flag(&document));
        if !is_on || state.calls.era.coverage(event) != Coverage::Signed {
            return Ok(None);
        }
        record.application
    };
    let payload = delivery
        .payload()
        .map_err(|error| format!("its query cannot be signed by the rule for GET: {error}"))?;
    let secret = SignatureSecret::new(SIGNATURE_SECRET).map_err(|error| error.to_string())?;
    let token = Token::issued_at(clock::now_ms() / 1000).jti(random_uuid()).api_key(API_KEY);
    Ok(Some(token.application(application).bearer(&secret, &payload)))
}

/// An absent flag counts as off.
fn flag(document: &Json) -> bool {
    let flag = value_at(document, &["capabilities", "voice", "signed_callbacks"]).ok().flatten();
    flag.is_some_and(|flag| flag.kind() == Kind::True)
}

fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 503 | 504)
}

fn is_retried(error: &SendError) -> bool {
    matches!(error, SendError::TimedOut(_) | SendError::Broken(_) | SendError::NotConnected { .. })
}

fn reason_of(error: &SendError) -> String {
    match error {
        SendError::TimedOut(_) => "Request timed out.".to_owned(),
        SendError::Broken(_) | SendError::NotConnected { .. } => "Connection closed.".to_owned(),
        SendError::TooLong | SendError::Path(_) | SendError::Header(_) => error.to_string(),
    }
}
