//! `Readdressing`: new addresses for an application's voice webhooks.

use vsw::application::{Application, VoiceWebhook};
use vsw::change::{Change, NoChange};
use vsw::json::literal;

use super::super::memory::PointedAddress;
use crate::public_url::PublicUrl;

pub enum Readdressing {
    /// Replaces the scheme and host of each http or https address with this URL, and keeps path and query.
    Point(PublicUrl),
    /// Restores the old address of each webhook that still has the address that vsw wrote.
    Restore(Vec<PointedAddress>),
}

impl Readdressing {
    pub fn change(&self, now: Application) -> Result<Change, NoChange> {
        let addresses = match self {
            Self::Point(public) => addresses_at(public, &now)?,
            Self::Restore(replaced) => {
                let ours = replaced.iter().filter(|address| address.is_in(&now));
                let addresses: Vec<_> = ours.map(|one| (one.webhook, one.before.clone())).collect();
                if addresses.is_empty() {
                    return Err(NoChange::AlreadyDesired);
                }
                addresses
            }
        };
        Change::of_addresses(now, &addresses)
    }

    pub fn nothing_to_do(&self) -> &'static str {
        match self {
            Self::Point(_) => "the webhooks already point to the public URL",
            Self::Restore(_) => "no webhook has an address that vsw listen wrote",
        }
    }
}

/// Returns the new address, as JSON text, of each webhook with an http or https address.
fn addresses_at(public: &PublicUrl, now: &Application) -> Result<Vec<(VoiceWebhook, String)>, NoChange> {
    let mut addresses = Vec::new();
    for webhook in VoiceWebhook::ALL {
        now.address(webhook).map_err(NoChange::Refused)?;
        let address = now.webhook(webhook).and_then(|webhook| webhook.address);
        let pointed = address.and_then(|address| public.address_of(&address));
        addresses.extend(pointed.map(|pointed| (webhook, literal(&pointed))));
    }
    Ok(addresses)
}
