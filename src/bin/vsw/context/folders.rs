//! Folders: where the configuration and the state are. None of them need exist; a machine without a home has none,
//! and that is an ordinary case.

use std::path::PathBuf;

use directories::ProjectDirs;

use super::Environment;
use crate::args::Global;

/// The two places that `vsw` keeps anything in.
pub struct Folders {
    /// The configuration file, by flag, environment or platform.
    pub configuration_file: Option<PathBuf>,
    /// The folder of the journal and the snapshots, by flag, environment or platform.
    pub state: Option<PathBuf>,
    /// Whether somebody named the configuration file: then it must be there.
    pub configuration_origin: Origin,
    pub state_origin: Origin,
    /// The home, where there is one that is an absolute path.
    pub home: Option<PathBuf>,
}

/// Who said where a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Flag,
    Environment,
    Platform,
}

impl Folders {
    /// What is ours, and nobody else's to write: the configuration file, and all that stands in the state folder.
    pub fn kept(&self) -> Vec<PathBuf> {
        [&self.configuration_file, &self.state].into_iter().filter_map(Clone::clone).collect()
    }

    pub fn of(global: &Global, environment: &Environment) -> Self {
        // A relative HOME or XDG path would make the working directory supply configuration: it counts as none.
        let platform = ProjectDirs::from("", "", "vsw");
        let of_platform = |place: Option<PathBuf>| place.filter(|place| place.is_absolute());
        let platform_state = platform
            .as_ref()
            .map(|dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_path_buf());
        let platform_file = platform.as_ref().map(|dirs| dirs.config_dir().join("config.toml"));
        let named = |flag: &Option<PathBuf>, variable: &str| match flag {
            Some(path) => Some((path.clone(), Origin::Flag)),
            None => environment
                .raw(variable)
                .filter(|value| !value.is_empty())
                .map(|value| (value.into(), Origin::Environment)),
        };
        let (configuration_file, configuration_origin) = named(&global.config, "VSW_CONFIG")
            .map_or((of_platform(platform_file), Origin::Platform), |(path, origin)| (Some(path), origin));
        let (state, state_origin) = named(&global.state_dir, "VSW_STATE_DIR")
            .map_or((of_platform(platform_state), Origin::Platform), |(path, origin)| (Some(path), origin));
        let home = directories::BaseDirs::new()
            .map(|dirs| dirs.home_dir().to_path_buf())
            .filter(|home| home.is_absolute());
        Self { configuration_file, state, configuration_origin, state_origin, home }
    }
}
