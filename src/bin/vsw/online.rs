//! Online: what only a command that speaks to the API is handed. A command without it is offline by its signature.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::{Builder, Runtime};

use crate::api::{Client, Deadline};
use crate::config::{Account, ProfileSelection, Source};
use crate::context::Context;
use crate::failure::Failure;

/// An account, a client for it, and the runtime that its requests run on.
pub struct Online {
    pub account: Account,
    pub client: Client,
    runtime: Rc<Runtime>,
    timeout: Duration,
}

/// Connects to accounts, without a request. Only an online command is handed one.
#[derive(Clone, Copy)]
pub struct Connector<'c> {
    pub context: &'c Context,
    /// The most requests a second to each account.
    pub rate: Option<f64>,
}

impl Connector<'_> {
    /// Limits the requests a second to each account, if a limit is given.
    #[must_use]
    pub fn limited(self, rate: Option<f64>) -> Self {
        Self { rate, ..self }
    }

    /// Connects to the account whose credentials are in force.
    ///
    /// # Errors
    /// No credentials, or none that can be used.
    pub fn in_force(self) -> Result<Online, Failure> {
        self.account(Account::resolve(self.context)?)
    }

    /// Connects to the account of a profile that a fleet file or a flag names: it beats the environment's credentials,
    /// and the variables `VSW_PROFILE_<NAME>_…` of that profile count.
    ///
    /// # Errors
    /// There is no such profile, or its credentials cannot be used.
    pub fn profile(self, name: &str, named_by: Source) -> Result<Online, Failure> {
        self.account(Account::of_choice(self.context, ProfileSelection::named(name, named_by)?)?)
    }

    /// Connects to an account, which need not be configured.
    ///
    /// # Errors
    /// The credentials cannot be used.
    pub fn account(self, account: Account) -> Result<Online, Failure> {
        let global = &self.context.global;
        let client = Client::new(&account, global.ca_file.as_deref())?;
        client.budget.allow(self.rate);
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = Rc::new(runtime.context("cannot start the runtime for requests")?);
        Ok(Online { account, client, runtime, timeout: Duration::from_secs(global.timeout) })
    }
}

impl Online {
    /// Adds a connection to others, for requests to several accounts at once: they share the runtime of the first,
    /// because a connection lives on the runtime that it was made on.
    pub fn join(mut self, others: &mut Vec<Self>) {
        if let Some(first) = others.first() {
            self.runtime = Rc::clone(&first.runtime);
        }
        others.push(self);
    }

    /// Runs requests to their end. Prompts are asked outside of it, where Ctrl-C is nobody's but the person's.
    pub fn run<T>(&self, requests: impl Future<Output = T>) -> T {
        self.runtime.block_on(requests)
    }

    /// The time that one application has, from now.
    pub fn deadline(&self) -> Deadline {
        Deadline::within(self.timeout)
    }
}
