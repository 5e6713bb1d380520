//! Product: which product of Vonage sent a webhook.
//!
//! Several products sign with the same secret, so a genuine webhook need not be about a call.

use crate::words::words;

words! {
    /// A product that signs its webhooks with the account's signature secret.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Product {
        /// The Voice API. The webhook has an [`Event`](super::Event).
        Voice = "voice",
        /// The Messages API and Dispatch: a message or its status.
        Messages = "messages",
        /// The Verify API, version 2.
        Verify = "verify",
        /// Another product, or an unrecognized webhook.
        #[default]
        Unknown = "unknown",
    }
}
