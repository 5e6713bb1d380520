//! Directories: the paths of the configuration file, the state directory and the home directory. Each path
//! may be unknown.

use std::path::{Path, PathBuf};

use super::Environment;
use crate::args::Global;
use crate::disk::Protected;
use crate::profiles::Source;

pub struct Directories {
    pub configuration_file: Option<PathBuf>,
    /// The directory of the journal and the snapshots.
    pub state: Option<PathBuf>,
    /// The source of the configuration file's path. A file that an option or variable names must exist,
    /// unless the command writes it.
    pub configuration_source: Source,
    pub state_source: Source,
    /// Always an absolute path.
    pub home: Option<PathBuf>,
    /// The configuration files and state directories of vsw, including those that an option or variable
    /// overrides. No output may be written there.
    pub kept: Vec<Protected>,
}

impl Directories {
    pub fn of(global: &Global, environment: &Environment) -> Self {
        let home = directories::BaseDirs::new()
            .map(|dirs| dirs.home_dir().to_path_buf())
            .filter(|home| home.is_absolute());
        let (usual_configuration, usual_state) = usual(environment, home.as_deref());
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
        Self { configuration_file, state, configuration_source, state_source, home, kept }
    }
}

/// Follows the XDG specification, also on macOS. Ignores a relative path, because it would depend on the
/// working directory.
fn usual(environment: &Environment, home: Option<&Path>) -> (Option<PathBuf>, Option<PathBuf>) {
    let choose = |variable: &str, below_home: &str| {
        let named = environment.path(variable).filter(|directory| directory.is_absolute());
        let base = named.or_else(|| home.map(|home| home.join(below_home)));
        base.map(|directory| directory.join("vsw"))
    };
    (choose("XDG_CONFIG_HOME", ".config"), choose("XDG_STATE_HOME", ".local/state"))
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
    fn without_an_absolute_xdg_directory_the_home_has_both() {
        let home = Some(Path::new("/people/u"));
        let environment = Environment::for_test(&[("XDG_CONFIG_HOME", "/srv/c"), ("XDG_STATE_HOME", "s")]);
        let (configuration, state) = usual(&environment, home);
        assert_eq!(configuration, Some("/srv/c/vsw".into()));
        assert_eq!(state, Some("/people/u/.local/state/vsw".into()));
        assert_eq!(usual(&Environment::for_test(&[]), home).0, Some("/people/u/.config/vsw".into()));
    }
}
