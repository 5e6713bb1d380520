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
        /// The flag is present, but not a JSON boolean.
        Invalid = "invalid",
        /// The application has no voice capability.
        NoVoice = "no-voice",
    }
}
