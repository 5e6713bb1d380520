//! `VonageCliImport`: credentials stored by Vonage's command-line program.
//!
//! Files in the working directory are not read, because another person may have written them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vsw::application::ApplicationId;

use crate::context::Context;
use crate::disk;
use crate::profiles::Secret;

#[derive(Debug)]
pub struct VonageCliImport {
    pub path: PathBuf,
    pub api_key: String,
    pub api_secret: Secret,
    pub application: Option<ApplicationId>,
}

const MAX_BYTES: usize = 1024 * 1024;

impl VonageCliImport {
    /// Unreadable and malformed files are skipped, because the user did not name them.
    pub fn find(context: &Context) -> Option<Self> {
        let home = context.directories.home.as_deref();
        let configuration = context
            .environment
            .path("XDG_CONFIG_HOME")
            .filter(|directory| directory.is_absolute())
            .or_else(|| home.map(|home| home.join(".config")));
        let version_3 = home.map(|home| home.join(".vonage/config.json"));
        let version_2 = configuration.map(|directory| directory.join("@vonage/cli/vonage.config.json"));
        [version_3, version_2].into_iter().flatten().find_map(|path| Self::read(context, path))
    }

    fn read(context: &Context, path: PathBuf) -> Option<Self> {
        let bytes = zeroize::Zeroizing::new(disk::read(&path, MAX_BYTES).ok()?);
        let members: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&bytes).ok()?;
        let text = |names: [&str; 2]| {
            let value = names.iter().find_map(|name| members.get(*name)?.as_str());
            value.filter(|text| !text.trim().is_empty())
        };
        let api_key = text(["apiKey", "api-key"])?.to_owned();
        let api_secret = Secret::new(text(["apiSecret", "api-secret"])?);
        context.screen.redactions().add(api_secret.expose());
        let application = text(["appId", "app-id"]).and_then(|id| id.parse().ok());
        Some(Self { path, api_key, api_secret, application })
    }
}
