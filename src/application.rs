//! Application: one application's document, kept byte for byte, with typed access to its values.
//!
//! Invariant: an [`Application`] has no private key, and no duplicate voice flag, id or name.

mod capability;
mod id;
pub mod mask;
mod refused;
mod splice;
mod webhook;

pub use capability::Capability;
pub use id::{ApplicationId, ParseApplicationIdError};
pub use refused::{InvalidApplication, InvalidDocument, RefusedDocument};
pub use webhook::{VoiceWebhook, Webhook};

use std::borrow::Cow;

use crate::json::{Duplicate, Json, Kind, Member, Pointer, Value};
use crate::signing::Signing;

use splice::{Edit, spliced};

/// JSON pointer to the voice flag, which turns signing on.
pub const FLAG: &str = "/capabilities/voice/signed_callbacks";

/// One application: its document, and the values that `vsw` uses.
#[derive(Clone, Debug)]
pub struct Application {
    json: Json,
    id: ApplicationId,
    name: String,
    signing: Signing,
}

impl Application {
    /// Reads a response body as the application with this id.
    ///
    /// # Errors
    /// Fails with [`RefusedDocument`] if the document is invalid or has another id.
    pub fn read(body: Vec<u8>, id: ApplicationId) -> Result<Self, RefusedDocument> {
        Self::read_any(body).and_then(|one| one.of_id(id)).map_err(|refused| refused.asked_for(id))
    }

    /// Reads a parsed document as the application with this id.
    ///
    /// # Errors
    /// Fails with [`RefusedDocument`] if the document is invalid or has another id.
    pub fn of_document(json: Json, id: ApplicationId) -> Result<Self, RefusedDocument> {
        Self::of_any_document(json).and_then(|one| one.of_id(id)).map_err(|refused| refused.asked_for(id))
    }

    /// Reads a document of any application.
    ///
    /// # Errors
    /// Fails with [`RefusedDocument`] if the document is invalid.
    pub fn read_any(body: Vec<u8>) -> Result<Self, RefusedDocument> {
        let json = Json::parse_bytes(body)
            .map_err(|not_json| RefusedDocument::of_other_text(&not_json.into_bytes()))?;
        Self::of_any_document(json)
    }

    fn of_any_document(json: Json) -> Result<Self, RefusedDocument> {
        match Self::parts(json.root()) {
            Ok((id, name, signing)) => Ok(Self { json, id, name, signing }),
            Err(reason) => Err(RefusedDocument::of(&json, reason)),
        }
    }

    fn parts(root: Value<'_>) -> Result<(ApplicationId, String, Signing), InvalidDocument> {
        if root.kind() != Kind::Object {
            return Err(InvalidDocument::Unexpected(InvalidApplication::NoObject));
        }
        let signing = signing_in(root, Capability::Voice)?;
        refuse_private_key(root)?;
        let id = root
            .member("id")?
            .and_then(|id| id.value.as_str()?.parse().ok())
            .ok_or(InvalidDocument::Unexpected(InvalidApplication::NoId))?;
        let name = root
            .member("name")?
            .and_then(|name| name.value.string_bytes())
            .ok_or(InvalidDocument::Unexpected(InvalidApplication::NoName))?;
        let name = String::from_utf8_lossy(&name).into_owned();
        Ok((id, name, signing))
    }

    fn of_id(self, id: ApplicationId) -> Result<Self, RefusedDocument> {
        if self.id == id { Ok(self) } else { Err(RefusedDocument::of_other(self.id)) }
    }

    /// Returns the id.
    #[must_use]
    pub fn id(&self) -> ApplicationId {
        self.id
    }

    /// Returns the decoded name, with replacement characters for an unpaired surrogate.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the state of the voice flag.
    #[must_use]
    pub fn signing(&self) -> Signing {
        self.signing
    }

    /// Returns the document.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// Returns the document's text, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        self.json.text()
    }

    /// Returns the voice flag's JSON text, or `None` if the flag is absent.
    #[must_use]
    pub fn flag(&self) -> Option<&str> {
        self.flag_of(Capability::Voice)
    }

    /// Returns the signing state of a capability, or `None` if the application does not have the capability.
    #[must_use]
    pub fn signing_of(&self, capability: Capability) -> Option<Signing> {
        let found = match capability {
            Capability::Voice => self.signing,
            Capability::Rtc => signing_in(self.json.root(), capability).unwrap_or(Signing::Invalid),
        };
        (found != Signing::NoVoice).then_some(found)
    }

    /// Returns the JSON text of a capability's flag, or `None` if the flag is absent or duplicated.
    #[must_use]
    pub fn flag_of(&self, capability: Capability) -> Option<&str> {
        Some(member(self.capability(capability)?, FLAG_NAME)?.value.raw())
    }

    /// Returns a voice webhook's address and method. `None` if the webhook is absent, duplicated or not an object.
    #[must_use]
    pub fn webhook(&self, webhook: VoiceWebhook) -> Option<Webhook> {
        let found = self.webhook_value(webhook)?;
        let text = |name| Some(member(found, name)?.value.as_str()?.into_owned());
        Some(Webhook { address: text("address"), method: text("http_method") })
    }

    /// Returns a webhook's address with the secrets masked. `None` if the address is missing or not text.
    #[must_use]
    pub fn masked_address(&self, webhook: VoiceWebhook) -> Option<String> {
        let written = self.webhook_member(webhook, "address")?;
        let path = Pointer::of(webhook.address_path().split('/').skip(1).map(str::as_bytes));
        let masked = Json::parse(mask::masked_at(&path, written)).ok()?;
        masked.root().as_str().map(Cow::into_owned)
    }

    /// Returns the JSON text of a webhook's member, of any type. If the member is duplicated, returns the first.
    pub(crate) fn webhook_member(&self, webhook: VoiceWebhook, name: &str) -> Option<&str> {
        Some(self.webhook_value(webhook)?.named(name).next()?.value.raw())
    }

    /// Returns the document's text with the voice flag set to `value`, which is JSON text. All other bytes stay.
    ///
    /// Returns `None` if the application has no voice capability.
    #[must_use]
    pub fn with_flag(&self, value: &str) -> Option<String> {
        let voice = self.capability(Capability::Voice)?;
        let edit = match member(voice, FLAG_NAME) {
            Some(flag) => Edit::replacement(flag.value, value),
            None => Edit::addition(self.text(), voice, FLAG_NAME, value),
        };
        Some(spliced(self.text(), vec![edit]))
    }

    /// Returns the JSON text of a webhook's address. `None` if the address is absent, empty or not a string.
    ///
    /// # Errors
    /// Fails with [`RefusedDocument`] if the path to the address has a duplicate member.
    pub fn address(&self, webhook: VoiceWebhook) -> Result<Option<&str>, RefusedDocument> {
        Ok(self.address_value(webhook)?.map(Value::raw))
    }

    /// Returns the document's text with the addresses of these webhooks replaced.
    ///
    /// The new addresses are JSON texts. A webhook without an [`address`](Self::address) gets none. If a
    /// webhook is listed twice, the last entry counts. Returns `None` if nothing is replaced.
    ///
    /// # Errors
    /// Fails with [`RefusedDocument`] if the path to an address has a duplicate member.
    pub fn with_addresses(
        &self,
        addresses: &[(VoiceWebhook, String)],
    ) -> Result<Option<String>, RefusedDocument> {
        let mut edits = Vec::new();
        for (at, (webhook, address)) in addresses.iter().enumerate() {
            if addresses[at + 1..].iter().any(|(later, _)| later == webhook) {
                continue;
            }
            edits.extend(self.address_value(*webhook)?.map(|old| Edit::replacement(old, address)));
        }
        Ok((!edits.is_empty()).then(|| spliced(self.text(), edits)))
    }

    fn address_value(&self, webhook: VoiceWebhook) -> Result<Option<Value<'_>>, RefusedDocument> {
        let Some(voice) = self.capability(Capability::Voice) else { return Ok(None) };
        let mut value = voice;
        for name in ["webhooks", webhook.word(), "address"] {
            match value.member(name).map_err(|duplicate| self.refused(duplicate))? {
                Some(member) => value = member.value,
                None => return Ok(None),
            }
        }
        Ok(Some(value).filter(|address| address.string_bytes().is_some_and(|text| !text.is_empty())))
    }

    fn refused(&self, duplicate: Duplicate) -> RefusedDocument {
        RefusedDocument::of(&self.json, duplicate.into()).asked_for(self.id)
    }

    fn webhook_value(&self, webhook: VoiceWebhook) -> Option<Value<'_>> {
        let webhooks = member(self.capability(Capability::Voice)?, "webhooks")?.value;
        Some(member(webhooks, webhook.word())?.value).filter(|found| found.kind() == Kind::Object)
    }

    fn capability(&self, capability: Capability) -> Option<Value<'_>> {
        let capabilities = member(self.json.root(), "capabilities")?;
        Some(member(capabilities.value, capability.word())?.value)
    }
}

const FLAG_NAME: &str = "signed_callbacks";

/// Returns `None` if the member is absent or duplicated.
fn member<'j>(object: Value<'j>, name: &str) -> Option<Member<'j>> {
    object.member(name).ok().flatten()
}

fn signing_in(root: Value<'_>, capability: Capability) -> Result<Signing, InvalidDocument> {
    let Some(capabilities) = object_at(root, "capabilities", "capabilities")? else {
        return Ok(Signing::NoVoice);
    };
    let place = match capability {
        Capability::Voice => "capabilities.voice",
        Capability::Rtc => "capabilities.rtc",
    };
    let Some(found) = object_at(capabilities, capability.word(), place)? else {
        return Ok(Signing::NoVoice);
    };
    Ok(match found.member(FLAG_NAME)?.map(|flag| flag.value.kind()) {
        None => Signing::Absent,
        Some(Kind::True) => Signing::On,
        Some(Kind::False) => Signing::Off,
        Some(_) => Signing::Invalid,
    })
}

fn object_at<'j>(
    parent: Value<'j>,
    name: &str,
    place: &'static str,
) -> Result<Option<Value<'j>>, InvalidDocument> {
    match parent.member(name)? {
        None => Ok(None),
        Some(member) if member.value.kind() == Kind::Object => Ok(Some(member.value)),
        Some(_) => Err(InvalidDocument::Unexpected(InvalidApplication::NoObjectAt(place))),
    }
}

/// Searches duplicate members too: the API may use any of them.
fn refuse_private_key(root: Value<'_>) -> Result<(), InvalidDocument> {
    const NAME: &str = "private_key";
    // Only a `\u` escape can spell the name differently.
    if !root.raw().contains(NAME) && !root.raw().contains(r"\u") {
        return Ok(());
    }
    let mut pending = vec![root];
    while let Some(value) = pending.pop() {
        if value.named(NAME).next().is_some() {
            return Err(InvalidDocument::PrivateKeyPresent);
        }
        pending.extend(value.members().map(|member| member.value).chain(value.elements()));
    }
    Ok(())
}
