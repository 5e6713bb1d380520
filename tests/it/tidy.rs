//! Checks the project's rules on the source text and the package. To change a rule, change it here and give the reason.

mod imports;
mod layers;
mod package;
mod source;
mod style;
mod wording;

fn expect_none(rule: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{rule}\n  {}\n", offenders.join("\n  "));
}
