//! ApiResponse: one HTTP answer, read whole within its limit.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::{ApiError, Deadline, Problem};

/// The most that is read of one answer, in bytes.
const LIMIT: usize = 16 * 1024 * 1024;

/// How much of an answer there is room for before it came, in bytes.
const BELIEVED: usize = 256 * 1024;

/// An answer with its body.
#[derive(Debug)]
pub struct ApiResponse {
    pub status: StatusCode,
    /// When the server says that it answered.
    pub(super) date: Option<SystemTime>,
    retry_after: Option<Duration>,
    body: Result<Vec<u8>, ApiError>,
}

/// What came of a PUT, as far as the answer tells.
#[derive(Debug)]
pub enum PutResponse {
    /// A 2xx.
    Acknowledged,
    /// No answer, 408, or a 5xx that is not a request to come back: it may have been done.
    Unknown,
    /// 429, 502, 503 or 504: come back later, and read first.
    ComeBack(ApiError),
    /// Another 4xx: it was not done. Or a redirect, which says nothing.
    Refused(ApiError),
}

impl ApiResponse {
    /// Reads an answer to its end, or until it is too long or the time is up. The status is an answer by itself:
    /// a body that cannot be read takes nothing from it, and `heard` is told before it.
    pub(super) async fn read(
        response: reqwest::Response,
        deadline: Deadline,
        heard: impl FnOnce(&Self),
    ) -> Self {
        let status = response.status();
        #[expect(
            clippy::disallowed_methods,
            reason = "`Retry-After` may be a date, which is far from now or near"
        )]
        let retry_after = retry_after(response.headers(), SystemTime::now());
        let date = date(response.headers());
        let mut answered = Self { status, date, retry_after, body: Err(ApiError::TimedOut) };
        heard(&answered);
        if let Ok(body) = tokio::time::timeout_at(deadline.at(), whole(response)).await {
            answered.body = body;
        }
        answered
    }

    /// The body of a 2xx.
    pub(super) fn success(self) -> Result<Vec<u8>, ApiError> {
        if self.status.is_success() { self.body } else { Err(self.into_error()) }
    }

    /// Does it say that the account is asked too often, or that the API is too busy? Then also for how long to leave
    /// it alone, where it says so. A 5xx without a time is about this request, as far as anybody can tell.
    #[expect(clippy::option_option, reason = "whether, and then for how long if it said so")]
    pub(super) fn wants_a_pause(&self) -> Option<Option<Duration>> {
        match self.status.as_u16() {
            429 => Some(self.retry_after),
            503 if self.retry_after.is_some() => Some(self.retry_after),
            _ => None,
        }
    }

    /// The body's length in bytes.
    pub(super) fn length(&self) -> usize {
        self.body.as_ref().map_or(0, Vec::len)
    }

    fn into_error(self) -> ApiError {
        let problem = self.body.map(|body| Problem::read(&body)).unwrap_or_default();
        match self.status.as_u16() {
            300..=399 => ApiError::Redirect { status: self.status.as_u16() },
            status @ (408 | 429 | 500..=599) => {
                ApiError::Busy { status, retry_after: self.retry_after, problem }
            }
            401 => ApiError::Unauthorized { problem },
            404 => ApiError::NotFound { problem },
            status @ 400..=499 => ApiError::Refused { status, problem },
            status => ApiError::Unexpected { status },
        }
    }
}

impl PutResponse {
    pub(super) fn of(answer: Result<ApiResponse, ApiError>) -> Self {
        let error = match answer {
            Ok(answer) if answer.status.is_success() => return Self::Acknowledged,
            Ok(answer) => answer.into_error(),
            Err(error) => error,
        };
        match error {
            ApiError::Busy { status: 429 | 502 | 503 | 504, .. } => Self::ComeBack(error),
            ApiError::Unauthorized { .. }
            | ApiError::NotFound { .. }
            | ApiError::Refused { .. }
            | ApiError::Redirect { .. } => Self::Refused(error),
            _ => Self::Unknown,
        }
    }
}

async fn whole(mut response: reqwest::Response) -> Result<Vec<u8>, ApiError> {
    if response.content_length().is_some_and(|length| length > LIMIT as u64) {
        return Err(ApiError::TooLong);
    }
    // What a server says of the length is believed up to a point: a page fits, and a lie costs nothing.
    let said = response.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(said.unwrap_or_default().min(BELIEVED));
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LIMIT {
            return Err(ApiError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()
}

/// `Retry-After` in seconds or as an HTTP date; a date that has passed asks for no pause.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // A number too long to be one is as good as forever.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}
