//! Settings: what a reload reads again: secrets, verifier and NCCO.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use vsw::json::{Json, Kind};
use vsw::verify::Verifier;

use crate::args::listen::Listen;
use crate::config::{ConfiguredSecret, SignatureSecrets};
use crate::context::Context;
use crate::disk;
use crate::failure::Failure;
use crate::receiver::USUAL_NCCO;
use crate::verifier;

/// The maximum length of the file of `--answer`.
const LONGEST_NCCO: usize = 1024 * 1024;

pub struct Settings {
    pub secrets: Vec<ConfiguredSecret>,
    pub verifier: Arc<Verifier>,
    pub ncco: Bytes,
}

impl Settings {
    pub fn read(listen: &Listen, context: &Context) -> Result<Self, Failure> {
        let secrets = SignatureSecrets::find(context, &listen.expected.signature_secret_file)?;
        let verifier = Arc::new(verifier::of(&listen.expected, &secrets, context)?);
        Ok(Self { secrets, verifier, ncco: ncco(listen.answer.as_deref())? })
    }
}

/// Returns the NCCO of a file. It must be a JSON array, as every NCCO is.
fn ncco(path: Option<&Path>) -> Result<Bytes, Failure> {
    let Some(path) = path else { return Ok(Bytes::from_static(USUAL_NCCO.as_bytes())) };
    let what = format!("--answer {}", path.display());
    let bytes =
        disk::read(path, LONGEST_NCCO).map_err(|source| Failure::File { what: what.clone(), source })?;
    let is_array = Json::parse_bytes(bytes.clone()).is_ok_and(|json| json.root().kind() == Kind::Array);
    if is_array {
        return Ok(bytes.into());
    }
    let hint = "write an array of actions, such as `[{\"action\":\"talk\",\"text\":\"Hello\"}]`";
    Err(Failure::usage(format!("{what}: not an NCCO: it is no JSON array"), hint))
}
