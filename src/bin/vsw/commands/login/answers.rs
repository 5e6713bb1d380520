//! Answers: what `login` needs to know, from flags, from a person, or from the official program. A person is asked
//! only for what no flag said; where both key and secret came by flags, nobody is asked anything.

use vsw::application::ApplicationId;

use crate::args::setup::Login;
use crate::config::{self, Account, ApiCredentials, Source, vonage_cli_import::VonageCliImport};
use crate::context::{Context, Input};
use crate::failure::Failure;
use crate::profiles::Secret;
use crate::screen::{Line, MayBeEmpty};

/// Where the answers come from.
pub struct Answers<'c> {
    context: &'c Context,
    login: &'c Login,
    api_secret: Option<Input>,
    signature_secret: Option<Input>,
    /// Whether a person is asked for what no flag said.
    asks: bool,
}

const API_SECRET: &str = "--api-secret-file";
const SIGNATURE_SECRET: &str = "--signature-secret-file";

impl<'c> Answers<'c> {
    /// # Errors
    /// Two options want stdin, or something is missing and there is nobody to ask.
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
                format!("login needs {missing}, and there is no terminal to ask on"),
                "give both: vsw login --api-key KEY --api-secret-file PATH (- for stdin)",
            ));
        }
        Ok(Self { context, login, api_secret, signature_secret, asks: !complete })
    }

    /// Key and secret, and the official program's file if they are from there.
    ///
    /// # Errors
    /// They cannot be read, or could not stand in a request.
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
                    "API key, API secret and signature secret stand under API settings in the Dashboard: \
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

    /// The application that commands are about when none is named; the one of `before` if nobody says any.
    ///
    /// # Errors
    /// The account has no such application, or the terminal went away.
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
        let items: Vec<String> = std::iter::once("none: name one each time".to_owned())
            .chain(known.iter().map(|(id, name)| format!("{name}  {id}")))
            .collect();
        let picked = self.context.screen.pick(&question, &items)?;
        Ok(picked.and_then(|index| known.get(index.checked_sub(1)?)).map(|(id, _)| *id))
    }

    /// The signature secret that a flag named; read before anything is sent.
    ///
    /// # Errors
    /// It cannot be read, or is blank.
    pub fn given_signature_secret(&self) -> Result<Option<Secret>, Failure> {
        let Some(input) = &self.signature_secret else { return Ok(None) };
        let secret = config::secret_of_input(self.context, input, SIGNATURE_SECRET)?;
        Ok(Some(config::not_blank(secret, SIGNATURE_SECRET)?))
    }

    /// The signature secret that a person types; none where they skip it, or nobody is there.
    ///
    /// # Errors
    /// It is blank, or the terminal went away.
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
        Ok(Some(config::not_blank(secret, "the signature secret")?))
    }

    fn import(&self) -> Result<Option<VonageCliImport>, Failure> {
        let Some(official) = VonageCliImport::find(self.context) else { return Ok(None) };
        let question = format!(
            "Take API key {} and its secret from {}, which the official CLI made?",
            official.api_key,
            official.path.display()
        );
        Ok(self.context.screen.confirm(&question)?.then_some(official))
    }
}
