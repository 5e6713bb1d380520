//! Files: which ones a command line names for reading and for writing.

use std::path::Path;

use super::{Command, baseline, report};

impl Command {
    /// Returns the name and the `--report` options of a command that has them, else an empty name and `None`.
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

    /// Returns the files that no output may replace, with their descriptions: those that the command line names, except
    /// secrets and `--ca-file`. `vsw.toml` and `vsw.baseline.json` in the working directory count too, except for the
    /// commands that manage such files.
    pub fn inputs(&self) -> Vec<(&Path, &'static str)> {
        let (mut fleet, mut baseline, mut plan) = (Vec::new(), Vec::new(), Vec::new());
        let (mut answer, mut tls) = (Vec::new(), Vec::new());
        match self {
            Self::Enable(switch) | Self::Disable(switch) => fleet.extend(switch.selectors.fleet.as_deref()),
            Self::Status(status) => {
                fleet.extend(status.checking.selectors.fleet.as_deref());
                baseline.extend(status.checking.baseline.as_deref());
            }
            Self::Apply(apply) => plan.push(apply.file.as_path()),
            Self::Listen(listen) => answer.extend(listen.answer.as_deref()),
            Self::Gateway(gateway) => {
                let files = [&gateway.tls_cert, &gateway.tls_key, &gateway.replay_ca_file];
                tls.extend(files.into_iter().filter_map(|file| file.as_deref()));
            }
            Self::Baseline(baseline::BaselineCommand::Save(save)) => fleet.extend(save.fleet.as_deref()),
            _ => {}
        }
        let of = |paths: Vec<_>, what| paths.into_iter().map(move |path| (path, what));
        let found_fleet = (!matches!(self, Self::Fleet(_))).then_some("vsw.toml").map(Path::new);
        let found_baseline =
            (!matches!(self, Self::Baseline(_))).then_some("vsw.baseline.json").map(Path::new);
        of(fleet, "the fleet file of this run")
            .chain(of(baseline, "the baseline of this run"))
            .chain(of(plan, "the plan of this run"))
            .chain(of(answer, "the --answer of this run"))
            .chain(of(tls, "a certificate or a key of this run"))
            .chain(found_fleet.map(|path| (path, "the fleet file of this directory")))
            .chain(found_baseline.map(|path| (path, "the baseline of this directory")))
            .collect()
    }

    /// Returns the files of `--plan` and `--report`, with the options that name them.
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
