//! Product: which of Vonage's products sent a webhook, by the members of its body.
//!
//! Several products sign with the account's signature secret by the same scheme, so a genuine webhook need not be about
//! a call. `webhook` has the rules that recognize the product.

use crate::words::words;

words! {
    /// A product that signs its webhooks with the account's signature secret.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Product {
        /// The Voice API: the webhook is about a call, and has an [`Event`](super::Event).
        Voice = "voice",
        /// The Messages API (and Dispatch): a message or the status of one.
        Messages = "messages",
        /// The Verify API, version 2: the progress of a verification request.
        Verify = "verify",
        /// None of these, or not recognizable from the body.
        #[default]
        Unknown = "unknown",
    }
}
