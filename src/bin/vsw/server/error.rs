//! Error: why a server cannot listen, with a hint.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use rustix::io::Errno;

#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {source}")]
pub struct ListenError {
    pub name: String,
    pub address: SocketAddr,
    pub source: io::Error,
}

impl ListenError {
    pub fn hint(&self) -> String {
        // `ErrorKind` has no variant for these two.
        let too_many_files = [Errno::MFILE, Errno::NFILE].map(|error| Some(error.raw_os_error()));
        let hint = match self.source.kind() {
            _ if too_many_files.contains(&self.source.raw_os_error()) => {
                "allow more open files (`ulimit -n`)"
            }
            ErrorKind::AddrInUse => {
                return format!("end the program that holds the port, or {}", self.another_port());
            }
            ErrorKind::AddrNotAvailable => "use an address of this machine, such as 127.0.0.1",
            ErrorKind::PermissionDenied => "choose a port from 1024 up; lower ones need privileges",
            ErrorKind::WouldBlock => {
                "allow more processes: raise `ulimit -u`, or the process limit of the container or service"
            }
            _ => "choose another address or port",
        };
        hint.to_owned()
    }

    fn another_port(&self) -> String {
        let option = match self.name.as_str() {
            "inspector" => "--inspect=PORT",
            "gateway" => "--bind ADDR:PORT",
            "ext_authz" => "--ext-authz ADDR:PORT",
            "metrics" => "--metrics PORT",
            "call" => return "if you ran `vsw call`, choose another port with `--port PORT`, and point the tunnel to that port".to_owned(),
            _ => "--port PORT",
        };
        format!("choose another port with `{option}`; 0 selects a free one")
    }
}
