//! Signing: what an application's document says about signed webhooks.

use crate::words::words;

words! {
    /// The state of `capabilities.voice.signed_callbacks`: five different things to a person.
    pub enum Signing {
        /// `true`
        On = "on",
        /// `false`
        Off = "off",
        /// A voice capability without the flag. Vonage does not document the effect.
        Absent = "absent",
        /// The flag is there and is not a JSON boolean.
        Invalid = "invalid",
        /// No voice capability at all.
        NoVoice = "no-voice",
    }
}
