//! Line result: the result of one line.

use crate::delivery::{Event, Product};
use crate::verify::{Code, TokenId};
use crate::words::words;

words! {
    /// The status of a delivery.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum DeliveryStatus {
        /// Sent by Vonage, unchanged, and fresh when it came.
        Genuine = "genuine",
        /// Not signed, although the event should have been.
        Unsigned = "unsigned",
        /// Not signed, as expected for its event at that time. Anyone can send such a delivery.
        UnsignedExpected = "unsigned_expected",
        /// The token is not valid for this delivery.
        Rejected = "rejected",
        /// Genuine, but the token was already used by an earlier line.
        Replayed = "replayed",
        /// The line does not contain a readable delivery.
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
    /// The code, if the delivery was rejected.
    pub code: Option<Code>,
    /// The reason for the rejection in one sentence; for a broken line, why it could not be read.
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
    /// The receive time according to the log, in seconds since 1970.
    pub received_at: Option<u64>,
    /// The token id of a genuine delivery. Two lines with the same id are a replay.
    pub token: Option<TokenId>,
    /// The caller, if the payload of a genuine delivery names it.
    pub from: Option<String>,
    /// The called party, if the payload of a genuine delivery names it.
    pub to: Option<String>,
}
