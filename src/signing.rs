//! Signing: the state of the flag `signed_callbacks` in an application's document.

use crate::words::words;

words! {
    /// The state of a capability's flag `signed_callbacks`.
    pub enum Signing {
        /// The flag is `true`.
        On = "on",
        /// The flag is `false`.
        Off = "off",
        /// The capability has no flag. Vonage does not document the effect.
        Absent = "absent",
        /// The flag is not a boolean, or the flag of the rtc capability cannot be read.
        Invalid = "invalid",
        /// The application has no voice capability.
        NoVoice = "no-voice",
    }
}
