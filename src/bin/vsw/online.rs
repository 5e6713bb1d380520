//! Online: what only a command that speaks to the API is handed. A command without it is offline by its signature.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::{Builder, Runtime};

use crate::api::{Client, Deadline};
use crate::config::{Account, Choice, Source};
use crate::context::Context;
use crate::failure::Failure;

/// An account, a client for it, and the runtime that its requests run on.
pub struct Online {
    pub account: Account,
    pub client: Client,
    runtime: Rc<Runtime>,
    timeout: Duration,
}

impl Online {
    /// Resolves the account and sets the client up; sends nothing.
    ///
    /// # Errors
    /// No credentials, or none that can be used.
    pub fn connect(context: &Context) -> Result<Self, Failure> {
        Self::connect_as(Account::resolve(context)?, context)
    }

    /// The same for the account of a profile that a fleet file or a flag names: it beats the environment's credentials,
    /// and the variables `VSW_PROFILE_<NAME>_…` of that profile count.
    ///
    /// # Errors
    /// There is no such profile, or its credentials cannot be used.
    pub fn connect_profile(name: &str, named_by: Source, context: &Context) -> Result<Self, Failure> {
        let account = Account::of_choice(context, Choice::named(name, named_by)?)?;
        Self::connect_as(account, context)
    }

    /// The same for an account that is not configured yet.
    ///
    /// # Errors
    /// The credentials cannot be used.
    pub fn connect_as(account: Account, context: &Context) -> Result<Self, Failure> {
        let client = Client::new(&account, context.global.ca_file.as_deref())?;
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = Rc::new(runtime.context("cannot start the runtime for requests")?);
        Ok(Self { account, client, runtime, timeout: Duration::from_secs(context.global.timeout) })
    }

    /// The same beside another one, for requests to several accounts at once: a connection lives on the runtime that it
    /// was made on.
    #[must_use]
    pub fn beside(mut self, other: &Self) -> Self {
        self.runtime = Rc::clone(&other.runtime);
        self
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
