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
        /// Not a JSON boolean; for rtc, also a non-object or duplicate member on the flag's path.
        Invalid = "invalid",
        /// The application has no voice capability.
        NoVoice = "no-voice",
    }
}
