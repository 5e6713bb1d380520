//! Probe: the one cheap request that tells whether the API answers, whose credentials these are, and what time it is
//! there. It holds the connection and lets nobody else have it: who is handed a probe can change nothing.

use std::time::SystemTime;

use crate::api::ApiError;
use crate::config::Account;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;

/// A connection that can only be asked.
pub struct Probe(Online);

/// What came back.
pub struct Told {
    /// How many applications the account has.
    pub applications: Result<Option<usize>, ApiError>,
    /// When it was, by the server's clock.
    pub answered_at: Option<SystemTime>,
    pub requests: u32,
}

impl Probe {
    /// Sends nothing yet.
    ///
    /// # Errors
    /// The credentials or the certificates cannot be used.
    pub fn connect(account: Account, context: &Context) -> Result<Self, Failure> {
        Online::connect_as(account, context).map(Self)
    }

    pub fn ask(&self) -> Told {
        let online = &self.0;
        let listing = online.run(online.client.first_page(online.deadline()));
        Told {
            applications: listing.map(|(listing, _)| listing.total()),
            answered_at: online.client.answered_at(),
            requests: online.client.requests(),
        }
    }
}
