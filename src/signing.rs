//! Signing: the signing state in an application's document.

use crate::words::words;

words! {
    /// The state of `capabilities.voice.signed_callbacks`.
    pub enum Signing {
        /// `true`
        On = "on",
        /// `false`
        Off = "off",
        /// A voice capability without the flag. Vonage does not document the effect.
        Absent = "absent",
        /// The flag is present, but not a JSON boolean.
        Invalid = "invalid",
        /// The application has no voice capability.
        NoVoice = "no-voice",
    }
}
