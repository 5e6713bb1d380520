//! Online: an account and its API client.

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

pub struct Online {
    pub account: Account,
    pub client: Client,
    runtime: Rc<Runtime>,
    timeout: Duration,
}

#[derive(Clone, Copy)]
pub struct Connector<'c> {
    pub context: &'c Context,
    pub rate: Option<f64>,
}

impl Connector<'_> {
    #[must_use]
    pub fn limited(self, rate: Option<f64>) -> Self {
        Self { rate, ..self }
    }

    pub fn in_force(self) -> Result<Online, Failure> {
        let choice = ProfileSelection::of(self.context, &*profiles(self.context)?)?;
        let account = Account::of_choice(self.context, choice.clone())?;
        if let Some(words) = account.passed_over(&choice) {
            self.context.screen.hint(words);
        }
        self.account(account)
    }

    /// Connects with a profile, which overrides the environment's credentials except the profile's own
    /// variables (`VSW_PROFILE_<NAME>_…`).
    pub fn profile(self, name: &str, named_by: Source) -> Result<Online, Failure> {
        self.account(Account::of_choice(self.context, ProfileSelection::named(name, named_by)?)?)
    }

    /// Connects with this account, which need not be in the configuration.
    pub fn account(self, account: Account) -> Result<Online, Failure> {
        let global = &self.context.global;
        self.check_proxy(&account.origin)?;
        let client = Client::new(&account, global.ca_file.as_deref())?;
        client.rate_limiter.allow(self.rate);
        let runtime = Rc::new(runtime::new().context("cannot set up network requests")?);
        Ok(Online { account, client, runtime, timeout: Duration::from_secs(global.timeout) })
    }

    /// Returns a client that creates calls. It needs no account, because an application's key authorizes a call.
    pub fn calls(self, origin: &Origin) -> Result<Calls, Failure> {
        self.check_proxy(origin)?;
        Ok(Calls::new(origin, self.context.global.ca_file.as_deref())?)
    }

    /// Fails if the proxy is malformed, because the HTTP client would ignore it and connect directly.
    fn check_proxy(self, origin: &Origin) -> Result<(), Failure> {
        Ok(Proxy::of(origin, &self.context.environment).map(drop)?)
    }
}

impl Online {
    /// All accounts share one runtime, because a connection makes progress only in the runtime that opened it.
    pub fn join(mut self, others: &mut Vec<Self>) {
        if let Some(first) = others.first() {
            self.runtime = Rc::clone(&first.runtime);
        }
        others.push(self);
    }

    /// `requests` must not prompt. A prompt would block this thread, and a Ctrl-C would go unnoticed while
    /// signals are only recorded (`signals::hold`).
    pub fn run<T>(&self, requests: impl Future<Output = T>) -> T {
        self.runtime.block_on(requests)
    }

    pub fn limit(&mut self, most: Duration) {
        self.timeout = self.timeout.min(most);
    }

    pub fn deadline(&self) -> Deadline {
        Deadline::within(self.timeout)
    }
}
