//! Expectation: the expected state in an entry or in `[defaults]` of a fleet file.

use toml::de::DeTable;
use vsw::application::VoiceWebhook;
use vsw::change::Goal;
use vsw::drift::{AddressPattern, Expected, ExpectedWebhook};

use super::values::text;
use crate::strict_toml::{Key, Read, Value, at};

/// The fields are `None` if the fleet file's table lacks the member.
#[derive(Default)]
pub struct Expectation {
    voice: Option<ExpectedFlag>,
    rtc: Option<ExpectedFlag>,
    webhooks: [WebhookExpectation; 3],
}

#[derive(Clone, Copy)]
enum ExpectedFlag {
    Goal(Goal),
    /// `"any"`: every state is fine, even an absent flag.
    Any,
}

#[derive(Default)]
struct WebhookExpectation {
    address: Option<AddressPattern>,
    method: Option<String>,
}

const METHODS: &[&str] = &["GET", "POST"];

impl Expectation {
    pub fn read(table: &DeTable<'_>) -> Read<Self> {
        let flag = |name| table.get_key_value(name).map(|(key, value)| expected_flag(key, value)).transpose();
        let [answer, fallback, event] = VoiceWebhook::ALL.map(|webhook| webhook_expectation(table, webhook));
        Ok(Self {
            voice: flag("signed_callbacks")?,
            rtc: flag("rtc_signed_callbacks")?,
            webhooks: [answer?, fallback?, event?],
        })
    }

    /// Fills absent members from `defaults`. If both lack a flag, the voice flag must be on, and the rtc flag
    /// may have any state.
    pub fn with(&self, defaults: &Self) -> Expected {
        let voice = self.voice.or(defaults.voice).unwrap_or(ExpectedFlag::Goal(Goal::On));
        let rtc = self.rtc.or(defaults.rtc).unwrap_or(ExpectedFlag::Any);
        let both = self.webhooks.iter().zip(&defaults.webhooks);
        let webhooks = VoiceWebhook::ALL.into_iter().zip(both).filter_map(|(webhook, (own, default))| {
            let address = own.address.clone().or_else(|| default.address.clone());
            let method = own.method.clone().or_else(|| default.method.clone());
            let says_something = address.is_some() || method.is_some();
            says_something.then_some(ExpectedWebhook { webhook, address, method })
        });
        Expected { voice: voice.goal(), rtc: rtc.goal(), webhooks: webhooks.collect() }
    }
}

impl ExpectedFlag {
    fn goal(self) -> Option<Goal> {
        match self {
            Self::Goal(goal) => Some(goal),
            Self::Any => None,
        }
    }
}

fn expected_flag(key: &Key<'_>, value: &Value<'_>) -> Read<ExpectedFlag> {
    match (value.get_ref().as_bool(), value.get_ref().as_str()) {
        (Some(true), _) => Ok(ExpectedFlag::Goal(Goal::On)),
        (Some(false), _) => Ok(ExpectedFlag::Goal(Goal::Off)),
        (None, Some("any")) => Ok(ExpectedFlag::Any),
        _ => Err(at(value, format!("`{}` must be true, false or \"any\"", key.get_ref()))),
    }
}

fn webhook_expectation(table: &DeTable<'_>, webhook: VoiceWebhook) -> Read<WebhookExpectation> {
    let address = webhook.word();
    let method = address.replace("_url", "_method");
    let address = table.get_key_value(address).map(|(key, value)| text(key, value)).transpose()?;
    let method =
        table.get_key_value(method.as_str()).map(|(key, value)| method_of(key, value)).transpose()?;
    Ok(WebhookExpectation { address: address.map(|address| AddressPattern(address.to_owned())), method })
}

fn method_of(key: &Key<'_>, value: &Value<'_>) -> Read<String> {
    let method = text(key, value)?;
    if METHODS.contains(&method) {
        return Ok(method.to_owned());
    }
    Err(at(value, format!("`{}` must be \"GET\" or \"POST\"", key.get_ref())))
}
