//! Line result: what an audit reports about one line of a log.

use crate::delivery::{Event, Product};
use crate::verify::{Code, TokenId};
use crate::words::words;

words! {
    /// The status of a delivery.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum DeliveryStatus {
        /// Sent by Vonage, unchanged, and recent when received.
        Genuine = "genuine",
        /// Not signed, and Vonage signs its event or the event is unknown.
        Unsigned = "unsigned",
        /// Not signed, and Vonage does not sign its event in the [era](super::Audit::era) of the audit.
        /// Anyone can send such a delivery.
        UnsignedExpected = "unsigned_expected",
        /// The token is invalid, or the secret of its account is not configured.
        Rejected = "rejected",
        /// Genuine, but an earlier line within the [replay window](super::Totals::replay_window) has the same
        /// token. Only counts have this status, not a [`LineResult`].
        Replayed = "replayed",
        /// No readable delivery, a token redacted by a logger, or no receive time.
        #[default]
        Broken = "broken",
    }
}

/// The result of one line.
#[derive(Clone, Debug, Default)]
pub struct LineResult {
    /// The line's number, from 1.
    pub line: u64,
    pub status: DeliveryStatus,
    /// The code of the first failure; `None` for a genuine delivery and a broken line.
    pub code: Option<Code>,
    /// Why the delivery is not genuine, or why the line is broken.
    pub detail: Option<String>,
    /// The product according to the payload, verified or not.
    pub product: Product,
    /// The event of a call, if the payload is verified.
    pub event: Option<Event>,
    /// The event according to the payload, verified or not.
    pub claimed_event: Event,
    /// The account of a genuine delivery.
    pub api_key: Option<String>,
    /// The application of a genuine delivery.
    pub application_id: Option<String>,
    /// The receive time in the log, else [`Audit::now`](super::Audit::now), in seconds since 1970. `None` for
    /// a broken line.
    pub received_at: Option<u64>,
    /// The token id of a genuine delivery. Lines with the same id have the same token.
    pub token: Option<TokenId>,
    /// The caller or sender, if the payload of a genuine delivery names it.
    pub from: Option<String>,
    /// The callee or recipient, if the payload of a genuine delivery names it.
    pub to: Option<String>,
}
