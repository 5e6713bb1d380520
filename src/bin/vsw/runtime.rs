//! Runtime: the executors of requests, servers and concurrent programs, on one thread or on all cores.

use std::io;
use std::os::unix::net::UnixStream;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::runtime::{Builder, Runtime};

/// Returns a runtime for the current thread.
///
/// # Errors
/// Fails if the process may not open further files.
pub fn new() -> io::Result<Runtime> {
    check_descriptors()?;
    Builder::new_current_thread().enable_all().build()
}

/// Returns a runtime with a thread for each core.
///
/// # Errors
/// Fails if the process may not open further files or start threads.
pub fn of_all_cores() -> io::Result<Runtime> {
    check_descriptors()?;
    Builder::new_multi_thread().enable_all().build()
}

/// tokio panics if it cannot open the sockets of its signal handling. So open and close as many descriptors as a runtime
/// needs (three pairs) first, and return an error if that fails.
fn check_descriptors() -> io::Result<()> {
    for _ in [UnixStream::pair()?, UnixStream::pair()?, UnixStream::pair()?] {}
    Ok(())
}

/// Raises this process's limit of open files to the maximum, and returns it. Each connection is a file; the usual limit
/// is 1,024.
pub fn allow_many_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    // If this fails, the limit stays as it is.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
