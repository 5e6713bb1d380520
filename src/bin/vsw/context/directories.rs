//! Directories: the paths of the configuration file, the state directory and the home directory. They may not exist. A
//! machine without a home directory may have no default paths, which is not an error.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::Environment;
use crate::args::Global;
use crate::disk::Protected;
use crate::profiles::Source;

/// The two paths where `vsw` stores data, and the home directory.
pub struct Directories {
    /// The configuration file, by flag, environment or platform.
    pub configuration_file: Option<PathBuf>,
    /// The directory of the journal and the snapshots, by flag, environment or platform.
    pub state: Option<PathBuf>,
    /// The source of the configuration file's path. A file that the user named must exist, unless the command creates
    /// it.
    pub configuration_source: Source,
    pub state_source: Source,
    /// The home directory, if it is an absolute path.
    pub home: Option<PathBuf>,
    /// What no output may replace: the two paths, and those that a flag or a variable overrides.
    pub kept: Vec<Protected>,
}

impl Directories {
    pub fn of(global: &Global, environment: &Environment) -> Self {
        let (usual_configuration, usual_state) =
            usual(environment, ProjectDirs::from("", "", "vsw").as_ref());
        let mut kept = Vec::new();
        let mut keep = |what: &str, paths: [&Option<PathBuf>; 3]| {
            kept.extend(paths.into_iter().flatten().map(|path| Protected::new(path, what)));
        };
        let place = |(option, flag): (&'static str, &Option<PathBuf>), variable: &str, usual| match flag {
            Some(path) => (Some(path.clone()), Source::Flag(option)),
            None => match environment.path(variable) {
                Some(path) => (Some(path), Source::Environment(variable.to_owned())),
                None => (usual, Source::Platform),
            },
        };
        let usual_file = usual_configuration.map(|directory| directory.join("config.toml"));
        keep("vsw's own configuration file", [&global.config, &environment.path("VSW_CONFIG"), &usual_file]);
        keep(
            "in vsw's own state directory",
            [&global.state_dir, &environment.path("VSW_STATE_DIR"), &usual_state],
        );
        let (configuration_file, configuration_source) =
            place(("--config", &global.config), "VSW_CONFIG", usual_file);
        let (state, state_source) = place(("--state-dir", &global.state_dir), "VSW_STATE_DIR", usual_state);
        let home = directories::BaseDirs::new()
            .map(|dirs| dirs.home_dir().to_path_buf())
            .filter(|home| home.is_absolute());
        Self { configuration_file, state, configuration_source, state_source, home, kept }
    }
}

/// Returns the default configuration and state directories. `XDG_CONFIG_HOME` and `XDG_STATE_HOME` count on every
/// system; the crate `directories` reads them on Linux only. A relative path is ignored, because it would make files of
/// the working directory part of the configuration.
fn usual(environment: &Environment, platform: Option<&ProjectDirs>) -> (Option<PathBuf>, Option<PathBuf>) {
    let choose = |variable: &str, of_platform: Option<&Path>| {
        let named = environment.path(variable).filter(|directory| directory.is_absolute());
        let of_platform = of_platform.map(Path::to_path_buf).filter(|directory| directory.is_absolute());
        named.map(|directory| directory.join("vsw")).or(of_platform)
    };
    let state = platform.map(|platform| platform.state_dir().unwrap_or_else(|| platform.data_local_dir()));
    (choose("XDG_CONFIG_HOME", platform.map(ProjectDirs::config_dir)), choose("XDG_STATE_HOME", state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k5_xdg_directories_count_on_every_system_and_only_if_absolute() {
        let usual = |variables| usual(&Environment::for_test(variables), None);
        let (configuration, state) = usual(&[("XDG_CONFIG_HOME", "/srv/c"), ("XDG_STATE_HOME", "/srv/s")]);
        assert_eq!((configuration, state), (Some("/srv/c/vsw".into()), Some("/srv/s/vsw".into())));
        assert_eq!(usual(&[("XDG_CONFIG_HOME", "."), ("XDG_STATE_HOME", "s")]), (None, None));
        assert_eq!(usual(&[("XDG_CONFIG_HOME", ""), ("XDG_STATE_HOME", "")]), (None, None));
    }

    #[test]
    fn an_absolute_xdg_directory_overrides_the_platforms() {
        let platform = ProjectDirs::from_path("vsw".into());
        let environment = Environment::for_test(&[("XDG_CONFIG_HOME", "/srv/c"), ("XDG_STATE_HOME", "s")]);
        let (configuration, state) = usual(&environment, platform.as_ref());
        assert_eq!(configuration, Some("/srv/c/vsw".into()));
        assert_ne!(state, Some("s/vsw".into()));
    }
}
