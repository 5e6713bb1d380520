//! Settings: the secrets, verifier and NCCO of `vsw listen`. A reload reads them again.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use vsw::verify::Verifier;

use crate::args::listen::Listen;
use crate::config::{ConfiguredSecret, SignatureSecrets};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::ncco;
use crate::flow::received::Verifying;
use crate::receiver::{Forwarder, Handler, Route, USUAL_NCCO};
use crate::verifier;

pub struct Settings {
    pub secrets: Vec<ConfiguredSecret>,
    pub verifier: Arc<Verifier>,
    pub ncco: Bytes,
}

impl Settings {
    pub fn read(listen: &Listen, context: &Context) -> Result<Self, Failure> {
        let secrets = SignatureSecrets::find(context, &listen.expected.verifier.signature_secret_file)?;
        let verifier = Arc::new(verifier::of(&listen.expected, &secrets, context)?);
        Ok(Self { secrets, verifier, ncco: ncco(listen.answer.as_deref())? })
    }

    /// Without a `forwarder`, the receiver answers webhooks itself: an answer webhook gets the NCCO.
    pub fn route(&self, forwarder: Option<&Arc<Forwarder>>) -> Route {
        let handler = match forwarder {
            None => Handler::Answer { ncco: self.ncco.clone() },
            Some(forwarder) => Handler::Forward(Arc::clone(forwarder)),
        };
        Route::of_all(Arc::clone(&self.verifier), handler)
    }

    pub fn verifying(&self) -> Verifying<'_> {
        (&self.verifier, &self.secrets)
    }
}

fn ncco(path: Option<&Path>) -> Result<Bytes, Failure> {
    match path {
        Some(path) => ncco::read("--answer", path).map(Bytes::from),
        None => Ok(Bytes::from_static(USUAL_NCCO.as_bytes())),
    }
}
