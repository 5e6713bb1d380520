//! Api: the Applications API v2 over HTTP. The only place that names the HTTP client.
//!
//! Answers are handed on as bytes: what a document means is the library's to say. Retries, limits and time are kept
//! here, so that no caller can forget them.

mod answer;
mod error;
mod page;
mod problem;
mod retry;
mod tls;
mod trust;

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use reqwest::{Method, redirect};
use vsw::application::ApplicationId;

use crate::config::Account;

pub use answer::{Answered, PutAnswer};
pub use error::ApiError;
pub use page::Listing;
pub use problem::Problem;
pub use retry::{ATTEMPTS, Deadline, pause_before_put};
pub use trust::{Roots, Trust};

/// A connection to one account. Made once, when the first request needs it; connections are kept alive, so the GET,
/// PUT and GET of one application travel on one.
pub struct Client {
    http: reqwest::Client,
    authorization: HeaderValue,
    applications: String,
    requests: Cell<u32>,
    answered_at: Cell<Option<SystemTime>>,
}

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How often other tasks get their turn before a PUT: the driver must be asked, then the task run, then the pool told.
const LOOKS: usize = 4;
/// How many applications a list page is asked for; the API's most.
const PAGE_SIZE: usize = 100;

impl Client {
    /// # Errors
    /// The certificates cannot be read, or the credentials are no header value.
    pub fn new(account: &Account, ca_file: Option<&Path>) -> Result<Self, ApiError> {
        let mut authorization = HeaderValue::from_str(&format!("Basic {}", *account.basic()))
            .map_err(|_| ApiError::Unusable("the credentials"))?;
        authorization.set_sensitive(true);
        let mut builder = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .http1_only()
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .tls_backend_preconfigured(tls::configuration(&account.origin, ca_file)?);
        if account.origin.is_loopback() {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(ApiError::Client)?;
        let applications = format!("{}/v2/applications", account.origin.as_str());
        Ok(Self { http, authorization, applications, requests: Cell::new(0), answered_at: Cell::new(None) })
    }

    /// How many requests went out so far, retries included.
    pub fn requests(&self) -> u32 {
        self.requests.get()
    }

    /// When the last answer was given, by the server's own clock and to the second; none where it did not say.
    pub fn answered_at(&self) -> Option<SystemTime> {
        self.answered_at.get()
    }

    /// The application's document, tried again while the API is busy or silent and there is time.
    ///
    /// # Errors
    /// [`ApiError`]: refused, or no usable answer.
    pub async fn get(&self, id: ApplicationId, deadline: Deadline) -> Result<Vec<u8>, ApiError> {
        self.read(&format!("{}/{id}", self.applications), deadline).await
    }

    /// Sends a document once. Whether to send it again is not for this place to say: it would be from an old read.
    pub async fn put(&self, id: ApplicationId, document: &str, deadline: Deadline) -> PutAnswer {
        let url = format!("{}/{id}", self.applications);
        // Writing the snapshot blocked this thread: now the connection's task gets to see whether the server has
        // closed it in the meantime, and a new one is made in place of a request that cannot arrive.
        for _ in 0..LOOKS {
            tokio::task::yield_now().await;
        }
        PutAnswer::of(self.send(Method::PUT, &url, Some(document), deadline).await)
    }

    /// Every application of the account, read by pages; each page has its own deadline. Where a page cannot be read
    /// or the pages contradict each other, what was read until then and why it is not all.
    pub async fn list(&self, deadline: impl Fn() -> Deadline) -> (Listing, Option<ApiError>) {
        let mut listing = Listing::default();
        while let Some(page) = listing.next_page() {
            let added = self.page(page, deadline()).await.and_then(|body| listing.add(body));
            if let Err(error) = added {
                return (listing, Some(error));
            }
        }
        (listing, None)
    }

    /// One page of the list: the cheapest request that proves the credentials.
    ///
    /// # Errors
    /// [`ApiError`]: refused, or no usable answer.
    pub async fn first_page(&self, deadline: Deadline) -> Result<Listing, ApiError> {
        let mut listing = Listing::default();
        listing.add(self.page(1, deadline).await?)?;
        Ok(listing)
    }

    async fn page(&self, page: usize, deadline: Deadline) -> Result<Vec<u8>, ApiError> {
        self.read(&format!("{}?page_size={PAGE_SIZE}&page={page}", self.applications), deadline).await
    }

    /// A GET with its retries.
    async fn read(&self, url: &str, deadline: Deadline) -> Result<Vec<u8>, ApiError> {
        let mut attempt = 1;
        loop {
            let answer = self.send(Method::GET, url, None, deadline).await;
            let error = match answer.and_then(Answered::success) {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            match retry::pause(&error, attempt, deadline) {
                Some(pause) => {
                    tracing::debug!("trying again in {} ms", pause.as_millis());
                    tokio::time::sleep(pause).await;
                }
                None => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<&str>,
        deadline: Deadline,
    ) -> Result<Answered, ApiError> {
        self.requests.set(self.requests.get() + 1);
        #[expect(
            clippy::disallowed_methods,
            reason = "how long a request took, for the log and nothing else"
        )]
        let started = Instant::now();
        let name = method.to_string();
        let mut request = self
            .http
            .request(method, url)
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, concat!("vsw/", env!("CARGO_PKG_VERSION")));
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_owned());
        }
        let answered = match tokio::time::timeout_at(deadline.at(), request.send()).await {
            Ok(Ok(response)) => Ok(Answered::read(response, deadline).await),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(ApiError::TimedOut),
        };
        let took = started.elapsed().as_millis();
        match &answered {
            Ok(answer) => {
                self.answered_at.set(answer.date);
                tracing::info!("{name} {url} answered {} in {took} ms", answer.status);
                tracing::debug!("{} bytes sent, {} received", body.map_or(0, str::len), answer.length());
            }
            Err(error) => tracing::info!("{name} {url} failed after {took} ms: {error}"),
        }
        answered
    }
}
