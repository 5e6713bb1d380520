//! LineResult: what is said of one line.

use crate::delivery::Event;
use crate::verify::{Code, TokenId};
use crate::words::words;

words! {
    /// Where a delivery stands.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum DeliveryStatus {
        /// Sent by Vonage, unchanged, and fresh when it came.
        Genuine = "genuine",
        /// Not signed, though it should have been.
        Unsigned = "unsigned",
        /// Not signed, as events of its kind came in that era. Anybody can send such a delivery.
        UnsignedExpected = "unsigned_expected",
        /// It has a token that does not make it genuine.
        Rejected = "rejected",
        /// Genuine, and its token came before.
        Replayed = "replayed",
        /// The line holds no delivery that can be read.
        #[default]
        Broken = "broken",
    }
}

/// What is said of one line.
#[derive(Clone, Debug, Default)]
pub struct LineResult {
    /// The line's number, from 1.
    pub line: u64,
    pub standing: DeliveryStatus,
    /// Why, where it was not genuine.
    pub code: Option<Code>,
    /// The same in a sentence; of a broken line, what is wrong with it.
    pub detail: Option<String>,
    /// The event, once the payload is known to be the one that was signed.
    pub event: Option<Event>,
    /// The event that the payload says it is, whoever wrote it.
    pub claimed_event: Event,
    /// The account, of a genuine delivery.
    pub api_key: Option<String>,
    /// The application, of a genuine delivery.
    pub application_id: Option<String>,
    /// When it came, in seconds since 1970, as the log says.
    pub received_at: Option<u64>,
    /// The token's id, of a genuine delivery: two lines with the same one are a replay.
    pub token: Option<TokenId>,
    /// Who called, of a genuine delivery whose payload says so.
    pub from: Option<String>,
    /// Who was called, of a genuine delivery whose payload says so.
    pub to: Option<String>,
}
