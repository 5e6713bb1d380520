//! `vsw exit-codes`: the table.

use crate::exit::Exit;
use crate::report::{Page, Report};

pub fn run() -> Report {
    let rows = Exit::ALL.map(|exit| format!("{:>3}  {:<13}  {}\n", exit.code(), exit.name(), exit.meaning()));
    Report::Page(Page { text: rows.concat() })
}
