//! Answers: the input of `vsw login`, from options, prompts, or the file of Vonage's CLI.

use vsw::application::ApplicationId;

use crate::args::setup::Login;
use crate::config::{self, Account, ApiCredentials, EmptyAt, Source, vonage_cli_import::VonageCliImport};
use crate::context::{Context, Input};
use crate::failure::Failure;
use crate::profiles::Secret;
use crate::screen::{Choice, Line, MayBeEmpty};

pub struct Answers<'c> {
    context: &'c Context,
    login: &'c Login,
    api_secret: Option<Input>,
    signature_secret: Option<Input>,
    /// Whether to prompt for missing input.
    asks: bool,
}

const API_SECRET: &str = "--api-secret-file";
const SIGNATURE_SECRET: &str = "--signature-secret-file";

impl<'c> Answers<'c> {
    pub fn new(login: &'c Login, context: &'c Context) -> Result<Self, Failure> {
        let api_secret = context.stdin.optional(API_SECRET, login.api_secret_file.as_deref())?;
        let signature_secret =
            context.stdin.optional(SIGNATURE_SECRET, login.signature_secret_file.as_deref())?;
        let complete = login.api_key.is_some() && api_secret.is_some();
        if !complete && !context.screen.can_ask() {
            let missing = match (&login.api_key, &api_secret) {
                (None, None) => "an API key and an API secret",
                (None, _) => "an API key",
                _ => "an API secret",
            };
            return Err(Failure::usage(
                format!("login needs {missing}, but {}", context.screen.why_not_asked()),
                "pass key and secret: `vsw login --api-key KEY --api-secret-file FILE` (`-` for stdin)",
            ));
        }
        Ok(Self { context, login, api_secret, signature_secret, asks: !complete })
    }

    /// The second value is set if the credentials come from the file of Vonage's CLI.
    pub fn credentials(&self) -> Result<(ApiCredentials, Option<VonageCliImport>), Failure> {
        if self.login.api_key.is_none()
            && self.api_secret.is_none()
            && let Some(official) = self.import()?
        {
            let source = || Source::Import(official.path.display().to_string());
            let key = (official.api_key.clone(), source());
            let pair = ApiCredentials::new(self.context, key, (official.api_secret.clone(), source()))?;
            return Ok((pair, Some(official)));
        }
        let screen = &self.context.screen;
        if self.asks {
            screen.note(
                &Line::from(
                    "API key, API secret and signature secret are under API settings in the Dashboard: \
                     https://dashboard.nexmo.com/settings",
                )
                .into(),
            );
        }
        let api_key = match &self.login.api_key {
            Some(key) => (key.clone(), Source::Flag("--api-key")),
            None => (screen.ask("API key", None)?.trim().to_owned(), Source::Answer),
        };
        let api_secret = match &self.api_secret {
            Some(input) => {
                (config::secret_of_input(self.context, input, API_SECRET)?, Source::Flag(API_SECRET))
            }
            None => (Secret::new(screen.ask_secret("API secret", MayBeEmpty::No)?), Source::Answer),
        };
        Ok((ApiCredentials::new(self.context, api_key, api_secret)?, None))
    }

    /// Chooses the profile's default application; `before` is the present one. Fails if `known` is complete
    /// (`total` applications) but lacks the application of `--application`.
    pub fn application(
        &self,
        known: &[(ApplicationId, String)],
        total: usize,
        imported: Option<ApplicationId>,
        before: Option<ApplicationId>,
        account: &Account,
    ) -> Result<Option<ApplicationId>, Failure> {
        let is_known = |id: ApplicationId| known.iter().any(|(known, _)| *known == id);
        if let Some(id) = self.login.application {
            if known.len() == total && !is_known(id) {
                return Err(Failure::ForeignApplication { api_key: account.api_key.clone(), id });
            }
            return Ok(Some(id));
        }
        if !self.asks || known.is_empty() {
            return Ok(before);
        }
        if imported.is_some_and(is_known) {
            return Ok(imported);
        }
        let question = if known.len() < total {
            format!("Default application (the first {} of {total})", known.len())
        } else {
            "Default application".to_owned()
        };
        let none = Choice { name: "none (name one in each command)".to_owned(), rest: String::new() };
        let choice = |(id, name): &(_, String)| Choice { name: name.clone(), rest: format!("  {id}") };
        let choices: Vec<Choice> = std::iter::once(none).chain(known.iter().map(choice)).collect();
        let picked = self.context.screen.pick(&question, &choices)?;
        Ok(picked.and_then(|index| known.get(index.checked_sub(1)?)).map(|(id, _)| *id))
    }

    /// Called before the first request, so that an unreadable file fails early.
    pub fn given_signature_secret(&self) -> Result<Option<Secret>, Failure> {
        let Some(input) = &self.signature_secret else { return Ok(None) };
        Ok(Some(config::secret_of_input(self.context, input, SIGNATURE_SECRET)?))
    }

    pub fn asked_signature_secret(&self) -> Result<Option<Secret>, Failure> {
        if !self.asks {
            return Ok(None);
        }
        let question = "Signature secret (Enter to skip; `vsw verify` needs it)";
        let secret = Secret::new(self.context.screen.ask_secret(question, MayBeEmpty::Yes)?);
        self.context.screen.redactions().add(secret.expose());
        if secret.expose().is_empty() {
            return Ok(None);
        }
        Ok(Some(config::reject_blank(secret, "the signature secret", EmptyAt::Answer)?))
    }

    fn import(&self) -> Result<Option<VonageCliImport>, Failure> {
        let Some(official) = VonageCliImport::find(self.context) else { return Ok(None) };
        let question = format!(
            "Import API key {} and its secret from {} (Vonage CLI)?",
            official.api_key,
            official.path.display()
        );
        Ok(self.context.screen.confirm(&question)?.then_some(official))
    }
}
