//! Online: the account and client that only commands with API access receive. A command without a `Connector` or an
//! `Online` is offline by its signature.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::Runtime;

use crate::api::{Calls, Client, Deadline};
use crate::config::{Account, ProfileSelection, Proxy, Source, profiles};
use crate::context::Context;
use crate::failure::Failure;
use crate::profiles::Origin;
use crate::runtime;

/// An account, a client for it, and the runtime of its requests.
pub struct Online {
    pub account: Account,
    pub client: Client,
    runtime: Rc<Runtime>,
    timeout: Duration,
}

/// Connects to accounts without sending a request. Only online commands receive a `Connector`.
#[derive(Clone, Copy)]
pub struct Connector<'c> {
    pub context: &'c Context,
    /// Maximum number of requests per second to each account.
    pub rate: Option<f64>,
}

impl Connector<'_> {
    /// Limits the requests per second to each account, if a limit is given.
    #[must_use]
    pub fn limited(self, rate: Option<f64>) -> Self {
        Self { rate, ..self }
    }

    /// Connects to the account of the credentials in force.
    ///
    /// # Errors
    /// Fails if the configuration file cannot be read, if credentials, the profile name or the origin are missing or
    /// unusable, or as [`Self::account`] does.
    pub fn in_force(self) -> Result<Online, Failure> {
        let choice = ProfileSelection::of(self.context, &*profiles(self.context)?)?;
        let account = Account::of_choice(self.context, choice.clone())?;
        if let Some(words) = account.passed_over(&choice) {
            self.context.screen.hint(words);
        }
        self.account(account)
    }

    /// Connects to the account of a profile that a fleet file or a flag names. The profile takes precedence over the
    /// environment's credentials, except for its own variables `VSW_PROFILE_<NAME>_…`.
    ///
    /// # Errors
    /// Fails if the configuration file cannot be read, if the profile's name, credentials or origin are missing or
    /// unusable, or as [`Self::account`] does.
    pub fn profile(self, name: &str, named_by: Source) -> Result<Online, Failure> {
        self.account(Account::of_choice(self.context, ProfileSelection::named(name, named_by)?)?)
    }

    /// Connects to an account, which need not be configured.
    ///
    /// # Errors
    /// Fails if the client cannot be set up, or if the environment names a malformed proxy.
    pub fn account(self, account: Account) -> Result<Online, Failure> {
        let global = &self.context.global;
        self.check_proxy(&account.origin)?;
        let client = Client::new(&account, global.ca_file.as_deref())?;
        client.rate_limiter.allow(self.rate);
        let runtime = Rc::new(runtime::new().context("cannot start the runtime for requests")?);
        Ok(Online { account, client, runtime, timeout: Duration::from_secs(global.timeout) })
    }

    /// Connects to the API as an application, to create calls. That needs no account.
    ///
    /// # Errors
    /// Fails if the client cannot be set up, or if the environment names a malformed proxy.
    pub fn calls(self, origin: &Origin) -> Result<Calls, Failure> {
        self.check_proxy(origin)?;
        Ok(Calls::new(origin, self.context.global.ca_file.as_deref())?)
    }

    /// The HTTP client would ignore a malformed address and connect without the proxy.
    fn check_proxy(self, origin: &Origin) -> Result<(), Failure> {
        Ok(Proxy::of(origin, &self.context.environment).map(drop)?)
    }
}

impl Online {
    /// Adds this account to `others`, for concurrent requests to several accounts. All share the runtime of the first
    /// one, because a connection makes progress only in the runtime that opened it.
    pub fn join(mut self, others: &mut Vec<Self>) {
        if let Some(first) = others.first() {
            self.runtime = Rc::clone(&first.runtime);
        }
        others.push(self);
    }

    /// Runs requests to completion. Callers prompt outside of it, so that Ctrl-C ends a prompt at once.
    pub fn run<T>(&self, requests: impl Future<Output = T>) -> T {
        self.runtime.block_on(requests)
    }

    /// Limits the timeout of each further application to `most`.
    pub fn limit(&mut self, most: Duration) {
        self.timeout = self.timeout.min(most);
    }

    /// Returns the deadline of requests for one application that start now.
    pub fn deadline(&self) -> Deadline {
        Deadline::within(self.timeout)
    }
}
