//! The option `--report`: formats and destinations. `render::report` makes the reports.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use super::Format;

/// Reports for other programs, in addition to or instead of the text.
#[derive(Debug, Default, clap::Args)]
pub struct Reports {
    /// Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable
    #[arg(long = "report", value_name = "FORMAT[=FILE]")]
    pub wanted: Vec<Wanted>,
}

/// The value of one `--report`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub format: ReportFormat,
    /// `None` means stdout.
    pub path: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Junit,
    Sarif,
    Github,
    Gitlab,
    Markdown,
    Prometheus,
    Html,
}

#[derive(Debug, thiserror::Error)]
pub enum ParseReportError {
    #[error("unknown format; the formats are {}", formats())]
    UnknownFormat,
    #[error("missing path after `=`; omit the `=` for stdout")]
    NoPath,
}

impl Reports {
    /// Returns the usage error if stdout would have to carry two reports, or JSON and a report.
    pub fn contradiction(&self, format: Format) -> Option<String> {
        let mut to_stdout = self.wanted.iter().filter(|wanted| wanted.path.is_none());
        if let Some(first) = to_stdout.next() {
            if let Some(second) = to_stdout.next() {
                return Some(format!(
                    "the reports {first} and {second} cannot both go to stdout: give one a path, as in {second}=FILE"
                ));
            }
            if format == Format::Json {
                return Some(format!(
                    "stdout cannot carry JSON and the report {first}: give it a path, as in {first}=FILE"
                ));
            }
        }
        None
    }
}

impl ReportFormat {
    pub fn words() -> impl Iterator<Item = String> {
        Self::value_variants().iter().map(|format| format.word())
    }

    pub fn word(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl FromStr for Wanted {
    type Err = ParseReportError;

    fn from_str(text: &str) -> Result<Self, ParseReportError> {
        let (word, path) = match text.split_once('=') {
            Some((_, "")) => return Err(ParseReportError::NoPath),
            Some((word, "-")) => (word, None),
            Some((word, path)) => (word, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let format = ReportFormat::from_str(word, false).map_err(|_| ParseReportError::UnknownFormat)?;
        Ok(Self { format, path })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format.word())?;
        self.path.as_ref().map_or(Ok(()), |path| write!(f, "={}", path.display()))
    }
}

fn formats() -> String {
    ReportFormat::words().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(words: &[&str]) -> Reports {
        Reports { wanted: words.iter().map(|word| word.parse().expect("a report")).collect() }
    }

    #[test]
    fn a_format_alone_or_with_a_dash_goes_to_stdout() {
        let wanted = |word: &str| word.parse::<Wanted>();
        let stdout = Wanted { format: ReportFormat::Junit, path: None };
        assert_eq!(wanted("junit").ok().as_ref(), Some(&stdout));
        assert_eq!(wanted("junit=-").ok(), Some(stdout));
        let file = wanted("html=a=b.html").ok().and_then(|wanted| wanted.path);
        assert_eq!(file, Some(PathBuf::from("a=b.html")));
        assert!(matches!(wanted("sarif="), Err(ParseReportError::NoPath)));
        assert!(matches!(wanted("xml=a"), Err(ParseReportError::UnknownFormat)));
        assert!(matches!(wanted("JUNIT"), Err(ParseReportError::UnknownFormat)));
    }

    #[test]
    fn conflicting_reports_are_rejected() {
        let contradiction = |words: &[&str], format| reports(words).contradiction(format).unwrap_or_default();
        assert_eq!(contradiction(&["junit", "sarif=a", "html=./b"], Format::Text), "");
        assert_eq!(contradiction(&["junit=a", "sarif=b"], Format::Json), "");
        assert!(
            contradiction(&["junit", "html=-"], Format::Text)
                .contains("junit and html cannot both go to stdout")
        );
        assert!(contradiction(&["junit"], Format::Json).contains("stdout cannot carry JSON"));
    }
}
