//! API: the client of Vonage's Applications API and Voice API. No other module uses `reqwest`.
//!
//! Only reads are retried here: a change that is retried must start with a new read.

mod calls;
mod certificates;
mod connection;
mod error;
mod pagination;
mod problem;
mod rate_limit;
mod response;
mod retry;
#[cfg(test)]
mod tests;
mod throwaway;

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use futures_util::{StreamExt as _, stream};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use reqwest::{Method, RequestBuilder, StatusCode};
use vsw::application::ApplicationId;

use crate::config::Account;
use crate::vocabulary::VERSION;

use rate_limit::RateLimiter;

pub use calls::{CallError, Calls, CreatedCall};
pub use certificates::RootsInUse;
pub use error::{ApiError, MORE_TIME};
pub use pagination::{Listed, Listing};
pub use problem::Problem;
pub use response::{ApiResponse, PutResponse};
pub use retry::{ATTEMPTS, Deadline, pause_before_put};
pub use throwaway::{Exchange, Operation};

pub struct Client {
    http: reqwest::Client,
    authorization: HeaderValue,
    applications: String,
    pub rate_limiter: RateLimiter,
    traffic: Cell<Traffic>,
}

#[derive(Clone, Copy, Default)]
struct Traffic {
    requests: u32,
    answers: u32,
    /// Total duration of the requests that got a response.
    waited: Duration,
    server_date: Option<SystemTime>,
    by_status: ByStatus,
}

/// Number of requests by response class: 1xx to 5xx, then no response or another status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByStatus([u64; 6]);

impl ByStatus {
    pub fn since(self, before: Self) -> [u64; 6] {
        let mut since = self.0;
        for (count, before) in since.iter_mut().zip(before.0) {
            *count = count.saturating_sub(before);
        }
        since
    }

    fn count(&mut self, status: Option<StatusCode>) {
        let class = status.map_or(0, |status| usize::from(status.as_u16() / 100));
        let place = if (1..=5).contains(&class) { class - 1 } else { 5 };
        if let Some(count) = self.0.get_mut(place) {
            *count += 1;
        }
    }
}

const PUT_YIELDS: usize = 4;
const PAGE_SIZE: usize = 100;

/// Whether the rate limiter has already admitted a read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    Needed,
    Granted,
}

impl Client {
    pub fn new(account: &Account, ca_file: Option<&Path>) -> Result<Self, ApiError> {
        let mut authorization = HeaderValue::from_str(&format!("Basic {}", *account.basic()))
            .map_err(|_| ApiError::Unusable("the credentials"))?;
        authorization.set_sensitive(true);
        let http = connection::client(&account.origin, ca_file)?;
        let applications = format!("{}/v2/applications", account.origin.as_str());
        Ok(Self {
            http,
            authorization,
            applications,
            rate_limiter: RateLimiter::without_limit(),
            traffic: Cell::default(),
        })
    }

    /// Returns the number of requests, including retries.
    pub fn requests(&self) -> u32 {
        self.traffic.get().requests
    }

    pub fn by_status(&self) -> ByStatus {
        self.traffic.get().by_status
    }

    /// Returns the average over the requests that got a response, or `None` before the first.
    pub fn latency(&self) -> Option<Duration> {
        let traffic = self.traffic.get();
        traffic.waited.checked_div(traffic.answers)
    }

    /// Returns the `Date` of the last response, if it had a valid one.
    pub fn server_date(&self) -> Option<SystemTime> {
        self.traffic.get().server_date
    }

    /// Retries transient errors while attempts and time remain.
    pub async fn get(
        &self,
        id: ApplicationId,
        admission: Admission,
        deadline: Deadline,
    ) -> Result<Vec<u8>, ApiError> {
        self.read(&format!("{}/{id}", self.applications), admission, deadline).await
    }

    /// Sends a document at most once: a repeated PUT would be based on an old read.
    pub async fn put(&self, id: ApplicationId, document: &str, deadline: Deadline) -> PutResponse {
        let url = format!("{}/{id}", self.applications);
        // Let the connection's background task run, so that it notices a closed connection before the
        // request. The caller has just written a snapshot, which may have blocked this thread.
        for _ in 0..PUT_YIELDS {
            tokio::task::yield_now().await;
        }
        // During the yields, the response to another request may have asked for a pause.
        if self.rate_limiter.is_closed() {
            return PutResponse::NotSent;
        }
        PutResponse::of(self.send(Method::PUT, &url, Some(document), deadline).await)
    }

    /// Lists all applications, but stores only the result of `of` for each. On failure, returns the results
    /// so far and the error.
    pub async fn list<T>(
        &self,
        deadline: impl Fn() -> Deadline,
        mut of: impl FnMut(Listed) -> T,
    ) -> (Listing, Vec<T>, Option<ApiError>) {
        let mut all = Vec::new();
        let one_by_one = NonZeroUsize::MIN;
        let keep = async |page: Vec<Listed>, _: &Listing| all.extend(page.into_iter().map(&mut of));
        let (listing, problem) = self.each_page(one_by_one, deadline, keep).await;
        (listing, all, problem)
    }

    /// Calls `take` with each page, in order, so that the caller need not store all applications.
    pub async fn each_page(
        &self,
        concurrency: NonZeroUsize,
        deadline: impl Fn() -> Deadline,
        mut take: impl AsyncFnMut(Vec<Listed>, &Listing),
    ) -> (Listing, Option<ApiError>) {
        let mut listing = Listing::default();
        let ask = async |page| self.page(page, deadline()).await;
        let first = ask(1).await;
        if let Err(problem) = take_page(&mut listing, first, &mut take).await {
            return (listing, Some(problem));
        }
        let mut rest = stream::iter(listing.further_pages()).map(ask).buffered(concurrency.get());
        while let Some(page) = rest.next().await {
            if let Err(problem) = take_page(&mut listing, page, &mut take).await {
                return (listing, Some(problem.of_later_page()));
            }
            if listing.further_pages().is_empty() {
                break;
            }
        }
        (listing, None)
    }

    /// Reads the first page of the list. Success proves the credentials.
    pub async fn first_page(&self, deadline: Deadline) -> Result<(Listing, Vec<Listed>), ApiError> {
        let (mut listing, mut entries) = (Listing::default(), Vec::new());
        listing.add(&mut entries, self.page(1, deadline).await?)?;
        Ok((listing, entries))
    }

    async fn page(&self, page: usize, deadline: Deadline) -> Result<Vec<u8>, ApiError> {
        let url = format!("{}?page_size={PAGE_SIZE}&page={page}", self.applications);
        self.read(&url, Admission::Needed, deadline).await.map_err(ApiError::of_collection)
    }

    async fn read(&self, url: &str, admission: Admission, deadline: Deadline) -> Result<Vec<u8>, ApiError> {
        let (mut attempt, mut deadline) = (1, deadline);
        // An admission becomes invalid if the API asks for a pause.
        if admission == Admission::Needed || self.rate_limiter.is_closed() {
            deadline = self.rate_limiter.admit(1, deadline).await?;
        }
        loop {
            let answer = self.send(Method::GET, url, None, deadline).await;
            let error = match answer.and_then(ApiResponse::success) {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let (pause, error) = retry::pause(error, attempt, deadline)?;
            tracing::debug!("trying again in {} ms", pause.as_millis());
            tokio::time::sleep(pause).await;
            deadline = match self.rate_limiter.admit_again(1, deadline).await {
                // The request's own error is more specific than a timeout.
                Err(ApiError::TimedOut) => return Err(error),
                admitted => admitted?,
            };
            attempt += 1;
        }
    }

    async fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<&str>,
        deadline: Deadline,
    ) -> Result<ApiResponse, ApiError> {
        let mut request = self.request(&method, url).header(AUTHORIZATION, self.authorization.clone());
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_owned());
        }
        self.transmit(request, (&method, url, body.map_or(0, str::len)), deadline).await
    }

    fn request(&self, method: &Method, url: &str) -> RequestBuilder {
        let request = self.http.request(method.clone(), url);
        request.header(ACCEPT, "application/json").header(USER_AGENT, format!("vsw/{VERSION}"))
    }

    /// Sends once. The tuple is for the log: method, URL, and length of the body.
    async fn transmit(
        &self,
        request: RequestBuilder,
        (method, url, length): (&Method, &str, usize),
        deadline: Deadline,
    ) -> Result<ApiResponse, ApiError> {
        self.count(|traffic| traffic.requests += 1);
        let sent = self.rate_limiter.sending();
        #[expect(clippy::disallowed_methods, reason = "measures a request for the log and the average")]
        let started = Instant::now();
        let answered = match tokio::time::timeout_at(deadline.at(), request.send()).await {
            Ok(Ok(response)) => {
                Ok(ApiResponse::read(response, deadline, |head| match head.wants_a_pause() {
                    Some(retry_after) => self.rate_limiter.record_refusal(sent, retry_after),
                    None => self.rate_limiter.record_response(),
                })
                .await)
            }
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(ApiError::TimedOut),
        };
        let took = started.elapsed();
        self.count(|traffic| {
            traffic.by_status.count(answered.as_ref().ok().map(|answer| answer.status));
            if let Ok(answer) = &answered {
                traffic.answers += 1;
                traffic.waited += took;
                traffic.server_date = answer.date;
            }
        });
        let took = took.as_millis();
        match &answered {
            Ok(answer) => {
                tracing::info!("{method} {url} answered {} in {took} ms", answer.status);
                tracing::debug!("{length} bytes sent, {} received", answer.length());
            }
            Err(error) => tracing::info!("{method} {url} failed after {took} ms: {error}"),
        }
        answered
    }

    fn count(&self, enter: impl FnOnce(&mut Traffic)) {
        let mut traffic = self.traffic.get();
        enter(&mut traffic);
        self.traffic.set(traffic);
    }
}

/// An invalid entry is an error, but `take` still gets the page's valid entries.
async fn take_page(
    listing: &mut Listing,
    page: Result<Vec<u8>, ApiError>,
    take: &mut impl AsyncFnMut(Vec<Listed>, &Listing),
) -> Result<(), ApiError> {
    let mut entries = Vec::new();
    let added = listing.add(&mut entries, page?);
    take(entries, listing).await;
    added
}
