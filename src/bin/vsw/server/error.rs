//! Error: why a server does not listen.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use rustix::io::Errno;

/// A server did not start.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {source}")]
pub struct ListenError {
    pub address: SocketAddr,
    pub source: io::Error,
}

impl ListenError {
    /// Returns the next step for the user.
    pub fn hint(&self) -> &'static str {
        // Rust has no kind for these two.
        let too_many_files = [Errno::MFILE, Errno::NFILE].map(|error| Some(error.raw_os_error()));
        match self.source.kind() {
            _ if too_many_files.contains(&self.source.raw_os_error()) => {
                "allow more open files (`ulimit -n`)"
            }
            ErrorKind::AddrInUse => {
                "end the program that holds the port, or choose another port; 0 selects a free one"
            }
            ErrorKind::AddrNotAvailable => "use an address of this machine, such as 127.0.0.1",
            ErrorKind::PermissionDenied => "choose a port from 1024 up; lower ones need privileges",
            ErrorKind::WouldBlock => "allow more processes and open files (`ulimit -u`, `ulimit -n`)",
            _ => "choose another address or port",
        }
    }
}
