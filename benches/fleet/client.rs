//! A minimal client, to compare with `vsw`: same requests, HTTP library and concurrency, but it parses only
//! the number of applications.

use std::num::NonZeroUsize;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use reqwest::{Client, Method, redirect};

use crate::server::authorization;
use crate::stock::{self, Stock};

pub struct MinimalClient {
    http: Client,
    applications: String,
    concurrency: NonZeroUsize,
}

impl MinimalClient {
    pub fn of(origin: &str, concurrency: NonZeroUsize) -> Self {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .http1_only()
            .retry(reqwest::retry::never())
            .tcp_nodelay(true)
            .no_proxy()
            .build()
            .expect("a client");
        Self { http, applications: format!("{origin}/v2/applications"), concurrency }
    }

    /// Reads the whole list and returns the number of applications.
    pub async fn pages(&self) -> usize {
        let url = |page| format!("{}?page_size=100&page={page}", self.applications);
        let first = self.send(Method::GET, url(1), None, Body::Kept).await;
        let first = String::from_utf8(first).expect("a page");
        let (_, rest) = first.split_once("\"total_items\":").expect("a total");
        let digits = rest.split(|other: char| !other.is_ascii_digit()).next();
        let total: usize = digits.and_then(|digits| digits.parse().ok()).expect("a number");
        let get = async |page| drop(self.send(Method::GET, url(page), None, Body::Dropped).await);
        let mut rest = stream::iter(2..=total.div_ceil(100)).map(get).buffered(self.concurrency.get());
        while rest.next().await.is_some() {}
        total
    }

    pub async fn changes(&self, stock: Stock) {
        let change = async |number| {
            let url = format!("{}/{}", self.applications, stock::id(number));
            self.send(Method::GET, url.clone(), None, Body::Dropped).await;
            self.send(Method::PUT, url.clone(), Some(stock::expected(number)), Body::Dropped).await;
            self.send(Method::GET, url, None, Body::Dropped).await;
        };
        let mut all = stream::iter(stock.to_change()).map(change).buffer_unordered(self.concurrency.get());
        while all.next().await.is_some() {}
    }

    async fn send(&self, method: Method, url: String, body: Option<String>, keep: Body) -> Vec<u8> {
        let mut request = self
            .http
            .request(method, url)
            .header(AUTHORIZATION, authorization())
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, "minimal");
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let mut response = request.send().await.expect("a response");
        assert!(response.status().is_success(), "{}", response.status());
        let mut kept = Vec::new();
        while let Some(chunk) = response.chunk().await.expect("a body") {
            if keep == Body::Kept {
                kept.extend_from_slice(&chunk);
            }
        }
        kept
    }
}

/// Whether `send` returns the response's body. In both cases, it reads the body to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Kept,
    Dropped,
}
