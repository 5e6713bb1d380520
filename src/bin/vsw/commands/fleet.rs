//! `vsw fleet`: fleet files written, judged and described. Only `init` is handed what speaks to the API.

mod check;
mod init;

use crate::args::fleet::Fleet;
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::schema::SCHEMA;
use crate::online::Online;
use crate::report::Report;

pub fn run(
    fleet: &Fleet,
    context: &Context,
    connect: impl Fn(Option<&str>) -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    match fleet {
        Fleet::Init(init) => init::run(init, context, connect),
        Fleet::Check(check) => check::run(check, context),
        Fleet::Schema => Ok(Report::Bytes(SCHEMA.as_bytes().to_vec())),
    }
}
