//! Service: the HTTP handler for the inspector's page and API (`docs/inspector.md`).

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, StatusCode};
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};

use super::history::History;
use super::token::Token;
use super::{Answer, Entry, Question, QuestionKind, stream as events};
use crate::server::guard::{self, Refusal};
use crate::server::{Connection, Service, body};

pub struct InspectorService {
    history: Arc<History>,
    token: Token,
    questions: mpsc::Sender<Question>,
}

type Body = UnsyncBoxBody<Bytes, Infallible>;

type Asset = (&'static str, &'static str, &'static [u8]);

const PAGE: [Asset; 3] = [
    ("/", "text/html; charset=utf-8", include_bytes!("page/index.html")),
    ("/inspector.css", "text/css; charset=utf-8", include_bytes!("page/inspector.css")),
    ("/inspector.js", "text/javascript; charset=utf-8", include_bytes!("page/inspector.js")),
];
/// The page may load only from its own server, except images from `data:` URLs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
const JSON: &str = "application/json";
const AT_ONCE: usize = 500;
const LARGEST_BODY: usize = 4 * 1024;
const BODY_TIME: Duration = Duration::from_secs(10);

const NO_TOKEN: Refusal =
    Refusal::new(StatusCode::UNAUTHORIZED, "open the address that `vsw listen` printed, with its token");
const NO_JSON: Refusal =
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a POST requires Content-Type: application/json");
const NO_PATH: Refusal = Refusal::new(StatusCode::NOT_FOUND, "path not found");
const NO_DELIVERY: Refusal = Refusal::new(
    StatusCode::NOT_FOUND,
    "no such delivery; it may have been cleared, or removed for newer ones",
);
const WRONG_METHOD: Refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "wrong method");
const WRONG_BODY: Refusal =
    Refusal::new(StatusCode::BAD_REQUEST, "the body must be {} or {\"as_captured\": true}");
const ENDING: Refusal = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "vsw is ending");

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ReplayOptions {
    as_captured: bool,
}

impl Service for InspectorService {
    type Body = Body;

    async fn respond(
        &self,
        request: Request<Incoming>,
        connection: Connection,
    ) -> io::Result<Response<Body>> {
        let (head, body) = request.into_parts();
        let mut response = match self.serve(&head, body, connection).await {
            Ok(response) => response,
            Err(Refusal { status, reason }) => {
                let mut response = failure(status, reason);
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                response
            }
        };
        for (name, value) in HEADERS {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        Ok(response)
    }
}

impl InspectorService {
    pub fn new(history: Arc<History>, token: Token, questions: mpsc::Sender<Question>) -> Self {
        Self { history, token, questions }
    }

    async fn serve(
        &self,
        head: &Parts,
        body: Incoming,
        connection: Connection,
    ) -> Result<Response<Body>, Refusal> {
        guard::check_every_origin(head, connection.reached)?;
        let path = head.uri.path();
        if let Some((_, content_type, bytes)) = PAGE.iter().find(|(page, ..)| *page == path) {
            let is_read = matches!(head.method, Method::GET | Method::HEAD);
            return if is_read { Ok(complete(content_type, *bytes)) } else { Err(WRONG_METHOD) };
        }
        let mut tokens = head.headers.get_all(header::AUTHORIZATION).iter();
        if !matches!((tokens.next(), tokens.next()), (Some(value), None) if self.token.is_in(value.as_bytes()))
        {
            return Err(NO_TOKEN);
        }
        if head.method == Method::POST && !is_json(head) {
            return Err(NO_JSON);
        }
        let api = path.strip_prefix("/api/").ok_or(NO_PATH)?;
        let body = body::read(&head.headers, body, LARGEST_BODY, BODY_TIME).await?;
        let steps: Vec<&str> = api.split('/').collect();
        match (&head.method, &steps[..]) {
            (&Method::GET, ["deliveries"]) => Ok(self.deliveries(after(head))),
            (&Method::GET, ["events"]) => Ok(self.events(after(head))),
            (&Method::GET, ["export"]) => Ok(self.export(query(head, "numbers"))),
            (&Method::POST, ["clear"]) => {
                self.history.clear();
                Ok(empty(StatusCode::NO_CONTENT))
            }
            (&Method::GET, ["deliveries", number, "explain"]) => {
                self.ask(number, QuestionKind::Explain).await
            }
            (&Method::GET, ["deliveries", number, "command"]) => {
                let kind = match query(head, "as") {
                    Some("curl") => QuestionKind::AsCurl,
                    Some("verify") => QuestionKind::AsVerify,
                    _ => return Err(NO_PATH),
                };
                self.ask(number, kind).await
            }
            (&Method::POST, ["deliveries", number, "replay"]) => {
                let options: ReplayOptions = match &body[..] {
                    b"" => ReplayOptions::default(),
                    text => serde_json::from_slice(text).map_err(|_| WRONG_BODY)?,
                };
                self.ask(number, QuestionKind::Replay { as_captured: options.as_captured }).await
            }
            (
                _,
                ["deliveries" | "events" | "export" | "clear"]
                | ["deliveries", _, "explain" | "command" | "replay"],
            ) => Err(WRONG_METHOD),
            _ => Err(NO_PATH),
        }
    }

    fn deliveries(&self, after: u64) -> Response<Body> {
        let news = self.history.news(self.history.seen(after), AT_ONCE);
        let entries: Vec<Vec<u8>> = news.entries.iter().map(|entry| entry.to_json()).collect();
        let parts: [&[u8]; 6] = [
            br#"{"deliveries":["#,
            &entries.join(&b','),
            br#"],"more":"#,
            if news.has_more { b"true" } else { b"false" },
            br#","session":"#,
            &[&self.history.session()[..], b"}"].concat(),
        ];
        complete(JSON, parts.concat())
    }

    fn events(&self, after: u64) -> Response<Body> {
        let events = StreamBody::new(events::events(Arc::clone(&self.history), after));
        typed("text/event-stream", events.boxed_unsync())
    }

    /// Ignores malformed and unknown numbers.
    fn export(&self, numbers: Option<&str>) -> Response<Body> {
        let entries: Vec<Arc<Entry>> = match numbers {
            None => self.history.all(),
            Some(numbers) => {
                let numbers = numbers.split(',').filter_map(|number| number.parse().ok());
                numbers.filter_map(|number| self.history.entry(number)).collect()
            }
        };
        let lines = entries.into_iter().map(|entry| Ok(Frame::data((entry.capture.line() + "\n").into())));
        let mut response = typed("application/x-ndjson", StreamBody::new(stream::iter(lines)).boxed_unsync());
        let name = HeaderValue::from_static("attachment; filename=\"deliveries.ndjson\"");
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        response
    }

    async fn ask(&self, number: &str, kind: QuestionKind) -> Result<Response<Body>, Refusal> {
        let number: u64 = number.parse().map_err(|_| NO_DELIVERY)?;
        let entry = self.history.entry(number).ok_or(NO_DELIVERY)?;
        let (reply, answer) = oneshot::channel();
        self.questions.send(Question { kind, entry, reply }).await.map_err(|_| ENDING)?;
        Ok(match answer.await.map_err(|_| ENDING)? {
            Answer::Found(text) => complete(JSON, text),
            Answer::Conflict(why) => failure(StatusCode::CONFLICT, &why),
            Answer::NoResponse(why) => failure(StatusCode::BAD_GATEWAY, &why),
        })
    }
}

/// Security: browsers send JSON for a foreign page only after a preflight request, which this server refuses.
fn is_json(head: &Parts) -> bool {
    let mut values = head.headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let essence = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(JSON.as_bytes())
}

/// Returns the number of the last delivery that the client has. A browser sends `Last-Event-ID` if it
/// reconnects to a stream.
fn after(head: &Parts) -> u64 {
    let last = head.headers.get("last-event-id").and_then(|value| value.to_str().ok());
    last.or_else(|| query(head, "after")).and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn query<'h>(head: &'h Parts, name: &str) -> Option<&'h str> {
    let mut members = head.uri.query()?.split('&').filter_map(|member| member.split_once('='));
    members.find(|(found, _)| *found == name).map(|(_, value)| value)
}

fn failure(status: StatusCode, error: &str) -> Response<Body> {
    let text = serde_json::to_vec(&BTreeMap::from([("error", error)])).unwrap_or_default();
    let mut response = complete(JSON, text);
    *response.status_mut() = status;
    response
}

fn complete(content_type: &'static str, bytes: impl Into<Bytes>) -> Response<Body> {
    typed(content_type, Full::new(bytes.into()).boxed_unsync())
}

fn typed(content_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Full::default().boxed_unsync());
    *response.status_mut() = status;
    response
}
