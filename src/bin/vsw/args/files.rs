//! Files: the input files that outputs must not replace, and the output files of `--report` and `--plan`.

use std::path::Path;

use super::{Command, baseline, report};

impl Command {
    /// Returns the command's name and its `--report` options, or an empty name and `None` for a command
    /// without `--report`.
    pub fn reports(&self) -> (&'static str, Option<&report::Reports>) {
        match self {
            Self::Enable(switch) => ("enable", Some(&switch.set.reports)),
            Self::Disable(switch) => ("disable", Some(&switch.set.reports)),
            Self::Status(status) => ("status", Some(&status.reports)),
            Self::Probe(probe) => ("probe", Some(&probe.reports)),
            Self::Apply(apply) => ("apply", Some(&apply.set.reports)),
            Self::Rollback(rollback) => ("rollback", Some(&rollback.set.reports)),
            _ => ("", None),
        }
    }

    /// Returns inputs that no output may replace, with their descriptions. Other inputs, such as secrets and
    /// `--ca-file`, are protected elsewhere.
    ///
    /// Includes `vsw.toml` and `vsw.baseline.json` of the working directory, except that `vsw fleet` may
    /// replace the first and `vsw baseline` the second.
    pub fn inputs(&self) -> Vec<(&Path, &'static str)> {
        const FLEET: &str = "the fleet file of this run";
        const TLS: &str = "a certificate or a key of this run";
        let named = match self {
            Self::Enable(switch) | Self::Disable(switch) => vec![(switch.selectors.fleet.as_deref(), FLEET)],
            Self::Status(status) => vec![
                (status.checking.selectors.fleet.as_deref(), FLEET),
                (status.checking.baseline.as_deref(), "the baseline of this run"),
            ],
            Self::Apply(apply) => vec![(Some(apply.file.as_path()), "the plan of this run")],
            Self::Probe(probe) => vec![(probe.body.file.as_deref(), "the --body-file of this run")],
            Self::Listen(listen) => vec![(listen.answer.as_deref(), "the --answer of this run")],
            Self::Gateway(gateway) => [&gateway.tls_cert, &gateway.tls_key, &gateway.replay_ca_file]
                .map(|file| (file.as_deref(), TLS))
                .to_vec(),
            Self::Baseline(baseline::BaselineCommand::Save(save)) => vec![(save.fleet.as_deref(), FLEET)],
            _ => Vec::new(),
        };
        let fleet = (!matches!(self, Self::Fleet(_))).then_some(Path::new("vsw.toml"));
        let baseline = (!matches!(self, Self::Baseline(_))).then_some(Path::new("vsw.baseline.json"));
        named
            .into_iter()
            .chain([
                (fleet, "the fleet file of this directory"),
                (baseline, "the baseline of this directory"),
            ])
            .filter_map(|(path, what)| Some((path?, what)))
            .collect()
    }

    pub fn outputs(&self) -> Vec<(String, &Path)> {
        let (_, reports) = self.reports();
        let reports = reports.into_iter().flat_map(|reports| &reports.wanted);
        let reports =
            reports.filter_map(|wanted| Some((format!("--report {wanted}"), wanted.path.as_deref()?)));
        let plan = match self {
            Self::Enable(switch) | Self::Disable(switch) => switch.plan.as_deref(),
            _ => None,
        };
        plan.into_iter().map(|plan| ("--plan".to_owned(), plan)).chain(reports).collect()
    }
}
