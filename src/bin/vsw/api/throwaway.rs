//! Throwaway: raw requests of `vsw doctor --live-check`, about the one application that it creates and
//! deletes. No other command may use them.
//!
//! A refusal by the API is not an error here.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use vsw::application::ApplicationId;

use super::{ApiError, ApiResponse, Client, Deadline, PAGE_SIZE};

#[derive(Clone, Copy, Debug)]
pub enum Operation<'d> {
    Create(&'d str),
    Get(ApplicationId),
    Put(ApplicationId, &'d str),
    Delete(ApplicationId),
    /// Reads one page of the list. Pages count from 1.
    List(usize),
    /// A GET without credentials, to see how the API refuses it.
    GetWithoutCredentials(ApplicationId),
    /// Sends a PATCH, which Vonage does not document.
    Patch(ApplicationId, &'d str),
    PutAsText(ApplicationId, &'d str),
}

#[derive(Debug)]
pub struct Exchange {
    pub status: u16,
    /// Names are in lower case. A value that is not visible ASCII is empty here.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub retry_after: Option<Duration>,
}

impl Operation<'_> {
    pub fn method(&self) -> &'static str {
        match self {
            Self::Create(_) => "POST",
            Self::Get(_) | Self::List(_) | Self::GetWithoutCredentials(_) => "GET",
            Self::Put(..) | Self::PutAsText(..) => "PUT",
            Self::Delete(_) => "DELETE",
            Self::Patch(..) => "PATCH",
        }
    }

    pub fn body(&self) -> Option<&str> {
        match self {
            Self::Create(body) | Self::Put(_, body) | Self::Patch(_, body) | Self::PutAsText(_, body) => {
                Some(body)
            }
            Self::Get(_) | Self::Delete(_) | Self::List(_) | Self::GetWithoutCredentials(_) => None,
        }
    }

    fn target(&self) -> String {
        match self {
            Self::Create(_) => String::new(),
            Self::List(page) => format!("?page_size={PAGE_SIZE}&page={page}"),
            Self::Get(id)
            | Self::GetWithoutCredentials(id)
            | Self::Delete(id)
            | Self::Put(id, _)
            | Self::Patch(id, _)
            | Self::PutAsText(id, _) => format!("/{id}"),
        }
    }
}

impl Client {
    /// Sends one request. Does not wait for the rate limiter, and does not retry.
    pub async fn exchange(&self, operation: Operation<'_>, deadline: Deadline) -> Result<Exchange, ApiError> {
        let url = format!("{}{}", self.applications, operation.target());
        let method = match operation.method() {
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            "DELETE" => Method::DELETE,
            "PATCH" => Method::PATCH,
            _ => Method::GET,
        };
        let mut request = self.request(&method, &url);
        if !matches!(operation, Operation::GetWithoutCredentials(_)) {
            request = request.header(AUTHORIZATION, self.authorization.clone());
        }
        if let Some(body) = operation.body() {
            let is_text = matches!(operation, Operation::PutAsText(..));
            let media_type = if is_text { "text/plain" } else { "application/json" };
            request = request.header(CONTENT_TYPE, media_type).body(body.to_owned());
        }
        let length = operation.body().map_or(0, str::len);
        let response = self.transmit(request, (&method, &url, length), deadline).await?;
        Exchange::of(response)
    }
}

impl Exchange {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the error that other commands would report for this response.
    pub fn error(&self) -> ApiError {
        let status = reqwest::StatusCode::from_u16(self.status).unwrap_or_default();
        let (headers, body) = (reqwest::header::HeaderMap::new(), Ok(self.body.clone()));
        ApiResponse { status, date: None, headers, retry_after: self.retry_after, body }.into_error()
    }

    fn of(response: ApiResponse) -> Result<Self, ApiError> {
        let value = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers =
            response.headers.iter().map(|(name, text)| (name.as_str().to_owned(), value(text))).collect();
        Ok(Self {
            status: response.status.as_u16(),
            headers,
            retry_after: response.retry_after,
            body: response.body?,
        })
    }
}
