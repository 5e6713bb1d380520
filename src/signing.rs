//! Signing: the state of a capability's flag `signed_callbacks` in an application's document.

use crate::words::words;

words! {
    /// The state of a capability's flag `signed_callbacks`.
    pub enum Signing {
        /// `true`
        On = "on",
        /// `false`
        Off = "off",
        /// The capability has no flag. Vonage does not document the effect.
        Absent = "absent",
        /// The flag is not a JSON boolean, or the place of the rtc flag is malformed or ambiguous.
        Invalid = "invalid",
        /// The application has no voice capability.
        NoVoice = "no-voice",
    }
}
