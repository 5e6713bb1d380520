//! Receive: the two commands that run the receiver, `listen` for development and `gateway` for production.

mod event_writer;
pub mod gateway;
pub mod listen;
mod upstream;

use std::path::Path;

use crate::config::warn_of_readers;
use crate::context::Context;
use crate::disk::LineFile;
use crate::failure::Failure;
use crate::flow::outputs;

fn capture_file(path: &Path, context: &Context) -> Result<LineFile, Failure> {
    outputs::refuse_stdout("the deliveries", "--capture", path)?;
    let file = LineFile::open(path, &context.protected()).map_err(|error| {
        Failure::usage(
            format!("--capture {}: {error}", path.display()),
            "name another file, in an existing, writable directory",
        )
    })?;
    warn_of_readers(context, path, file.mode().ok(), "deliveries");
    Ok(file)
}
