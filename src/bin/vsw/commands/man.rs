//! `vsw man`: prints the man pages, one for the program and one for each command.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Args;
use crate::disk;
use crate::failure::Failure;
use crate::report::Report;

pub fn run(dir: Option<&Path>) -> Result<Report, Failure> {
    let command = Args::command().disable_help_subcommand(true);
    let unwritable = |what: String| move |source| Failure::File { what, source };
    let Some(dir) = dir else {
        let page = page(&command, "vsw").map_err(unwritable("cannot create the man page".to_owned()))?;
        return Ok(Report::Bytes(page));
    };
    std::fs::create_dir_all(dir).map_err(unwritable(dir.display().to_string()))?;
    let mut written = String::new();
    for (name, command) in pages(command) {
        let path = dir.join(format!("{name}.1"));
        page(&command, &name)
            .and_then(|page| Ok(disk::PUBLIC.write(&path, &page)?))
            .map_err(unwritable(path.display().to_string()))?;
        written.push_str(&format!("{}\n", path.display()));
    }
    Ok(Report::Bytes(written.into_bytes()))
}

/// Returns every command that has a page, with the page's name.
fn pages(program: Command) -> Vec<(String, Command)> {
    let mut pages = Vec::new();
    let mut to_do = vec![("vsw".to_owned(), program)];
    while let Some((name, command)) = to_do.pop() {
        let inside =
            command.get_subcommands().filter(|inside| !inside.is_hide_set() && inside.get_name() != "help");
        to_do.extend(inside.map(|inside| (format!("{name}-{}", inside.get_name()), inside.clone())));
        pages.push((name, command));
    }
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    pages
}

fn page(command: &Command, name: &str) -> io::Result<Vec<u8>> {
    // clap needs names of static lifetime: leak two dozen strings, once.
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    let mut page = Vec::new();
    // No date: the page is the same for the same version, whenever it is built.
    Man::new(command.clone().name(name).display_name(name)).date("").render(&mut page)?;
    Ok(page)
}
