//! Response: one HTTP response, with its body read up to a limit.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::{ApiError, Deadline, Problem};

const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Maximum capacity of the buffer before the body is read, in bytes. A longer announced length is not trusted.
const MAX_INITIAL_BUFFER: usize = 256 * 1024;

#[derive(Debug)]
pub struct ApiResponse {
    pub status: StatusCode,
    /// The `Date` header; `None` if it is missing or invalid.
    pub(super) date: Option<SystemTime>,
    pub(super) headers: HeaderMap,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Result<Vec<u8>, ApiError>,
}

#[derive(Debug)]
pub enum PutResponse {
    Acknowledged,
    /// The change may have been made: no response, or a status that no other variant covers, such as 408 or 500.
    Unknown,
    /// 429, 502, 503 or 504: read the application again later, then retry.
    Busy(ApiError),
    /// Nothing was sent: the API asked for a pause in response to another request.
    NotSent,
    /// A 4xx except 408 and 429, or a redirect. Only a 4xx shows that nothing changed.
    Refused(ApiError),
}

impl ApiResponse {
    /// Calls `heard` before reading the body, so that the rate limiter learns of a refusal (429 or 503) at once.
    pub(super) async fn read(
        mut response: reqwest::Response,
        deadline: Deadline,
        heard: impl FnOnce(&Self),
    ) -> Self {
        let status = response.status();
        #[expect(
            clippy::disallowed_methods,
            reason = "`Retry-After` may be a date, which is compared with the current time"
        )]
        let retry_after = retry_after(response.headers(), SystemTime::now());
        let date = date(response.headers());
        // Reading the body needs no headers: the client already knows its length.
        let headers = std::mem::take(response.headers_mut());
        let mut answered = Self { status, date, headers, retry_after, body: Err(ApiError::TimedOut) };
        heard(&answered);
        if let Ok(body) = tokio::time::timeout_at(deadline.at(), whole(response)).await {
            answered.body = body;
        }
        answered
    }

    pub(super) fn success(self) -> Result<Vec<u8>, ApiError> {
        if self.status.is_success() { self.body } else { Err(self.into_error()) }
    }

    /// Returns `Some` if all requests must pause. The inner value is the duration, if the API names one.
    #[expect(clippy::option_option, reason = "whether to pause, and then for how long if known")]
    pub(super) fn wants_a_pause(&self) -> Option<Option<Duration>> {
        match self.status.as_u16() {
            429 => Some(self.retry_after),
            503 if self.retry_after.is_some() => Some(self.retry_after),
            _ => None,
        }
    }

    pub(super) fn length(&self) -> usize {
        self.body.as_ref().map_or(0, Vec::len)
    }

    pub(super) fn into_error(self) -> ApiError {
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
            ApiError::Busy { status: 429 | 502 | 503 | 504, .. } => Self::Busy(error),
            ApiError::Unauthorized { .. }
            | ApiError::NotFound { .. }
            | ApiError::Refused { .. }
            | ApiError::Redirect { .. } => Self::Refused(error),
            _ => Self::Unknown,
        }
    }
}

async fn whole(mut response: reqwest::Response) -> Result<Vec<u8>, ApiError> {
    if response.content_length().is_some_and(|length| length > MAX_BODY_BYTES as u64) {
        return Err(ApiError::TooLong);
    }
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(announced.unwrap_or_default().min(MAX_INITIAL_BUFFER));
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MAX_BODY_BYTES {
            return Err(ApiError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?.trim()).ok()
}

/// Reads `Retry-After`, which is seconds or an HTTP date. A past date means no pause. Of several values, the
/// longest counts.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    headers.get_all(RETRY_AFTER).iter().filter_map(|value| pause(value.to_str().ok()?.trim(), now)).max()
}

fn pause(value: &str, now: SystemTime) -> Option<Duration> {
    if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // A number that is too large means forever.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date_and_the_longest_counts() {
        let now = httpdate::parse_http_date("Sat, 28 Nov 2026 12:00:00 GMT").expect("a date");
        for (values, seconds) in [
            (&[][..], None),
            (&["0"], Some(0)),
            (&["90"], Some(90)),
            (&["Sat, 28 Nov 2026 12:00:07 GMT"], Some(7)),
            (&["Sat, 28 Nov 2026 11:00:00 GMT"], Some(0)),
            (&["99999999999999999999"], Some(u64::MAX)),
            (&["-1"], None),
            (&["+1"], None),
            (&["1.5"], None),
            (&["1, 2"], None),
            (&[""], None),
            (&["0", "3600"], Some(3600)),
            (&["3600", "0"], Some(3600)),
            (&["soon", "5"], Some(5)),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(RETRY_AFTER, value.parse().expect("a header value"));
            }
            assert_eq!(retry_after(&headers, now), seconds.map(Duration::from_secs), "{values:?}");
        }
    }
}
